from .call import *
from .card import *
from . import test_js
