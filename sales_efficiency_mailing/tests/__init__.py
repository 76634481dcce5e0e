from . import test_js
from .chain import *
from . import chain, topic, trace
