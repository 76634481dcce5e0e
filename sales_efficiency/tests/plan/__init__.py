from . import (
    test_pace,
    test_plan,
    test_plan_overlap,
    test_plan_scope,
    test_plan_state,
)
from . import test_pace
from . import test_spread, test_spread_edges
