from .call import *
from .event import *
from .provider import *
