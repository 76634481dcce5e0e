from . import test_pace
from . import test_spread, test_spread_edges
