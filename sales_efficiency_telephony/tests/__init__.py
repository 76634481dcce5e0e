from .call import *
from .recording import *
