from .care import *
from .chain import *
from .choice import *
from .feedback import *
from .invitation import *
from .offer import *
from .sending import *
from .subject import *
from .topic import *
from .trace import *
from . import test_js, test_translations
