from .fact import *
from .missed import *
