from .organization import *
from .plan import *
from .report import *
