from . import test_pace
