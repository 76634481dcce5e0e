from . import test_translations
from .call import *
from . import test_js
from .event import *
from .provider import *
from .card import *
from . import test_js
