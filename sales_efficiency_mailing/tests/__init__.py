from . import test_js
from .chain import *
