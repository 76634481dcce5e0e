from .call import *
from .fact import *
from .missed import *
