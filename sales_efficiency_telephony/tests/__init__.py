from .review import *
from .call import *
