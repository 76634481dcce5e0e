from .call import *
