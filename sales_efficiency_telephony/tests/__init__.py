from .call import *
from .event import *
from .provider import *
from .recording import *
from . import test_js
