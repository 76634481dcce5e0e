from .call import *
from .fact import *
from .missed import *
from . import test_js
