from . import test_wall_limits, test_wrong_key
