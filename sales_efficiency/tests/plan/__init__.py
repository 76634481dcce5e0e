from . import (
    test_pace,
    test_plan,
    test_plan_overlap,
    test_plan_scope,
    test_plan_state,
)
