from . import screens
from .absence import *
from .board import *
from .digest import *
from .distribution import *
from .intake import *
from .load import *
from .handover import *
from .meeting import *
from .metric import *
from .organization import *
from .plan import *
from .public import *
from .reminder import *
from .replay import *
from .report import *
from .settings import *
from . import test_js, test_translations
