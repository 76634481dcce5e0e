from .call import *
from . import test_js
