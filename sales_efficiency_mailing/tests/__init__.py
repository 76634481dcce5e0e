from . import test_js
from .chain import *
from .topic import *
from .trace import *
from . import chain, sending
from . import chain, subject
from . import chain, feedback, invitation, offer
