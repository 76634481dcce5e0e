from . import (
    test_pace,
    test_pace_as_at,
    test_pace_edges,
    test_pace_reference,
    test_plan,
    test_plan_access,
    test_plan_grid,
    test_plan_import,
    test_plan_overlap,
    test_plan_scope,
    test_plan_speed,
    test_plan_state,
    test_plan_tour,
    test_spread,
    test_spread_edges,
)
from . import test_pace_as_at, test_pace_edges, test_pace_reference
