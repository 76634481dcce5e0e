from .call import *
from .card import *
from .demo import *
from .event import *
from .fact import *
from .listener import *
from .missed import *
from .provider import *
from .recording import *
from .review import *
from . import test_js, test_translations
