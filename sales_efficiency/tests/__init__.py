from .plan import *
from .report import *
