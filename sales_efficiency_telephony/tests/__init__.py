from .call import *
from .recording import *
from . import test_js
from .event import *
from .provider import *
