from . import (
    test_funnel_access,
    test_funnel_picture,
    test_funnel_random,
    test_funnel_report,
    test_funnel_screens,
    test_funnel_side,
    test_stage_move,
    test_stage_move_past,
)
