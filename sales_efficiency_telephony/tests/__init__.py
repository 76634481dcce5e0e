from .call import *
from .fact import *
from .missed import *
from .card import *
from . import test_js
