from . import screens
from .board import *
from .digest import *
from .meeting import *
from .organization import *
from .plan import *
from .report import *
from .test_js import *
