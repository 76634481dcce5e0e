from .review import *
