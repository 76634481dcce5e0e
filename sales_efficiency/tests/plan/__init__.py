from . import test_pace
from . import test_pace_as_at, test_pace_edges, test_pace_reference
from . import test_spread, test_spread_edges
