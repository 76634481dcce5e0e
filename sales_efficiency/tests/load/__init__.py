from . import (
    test_load_access,
    test_load_board,
    test_load_level,
    test_load_report,
    test_load_screens,
    test_load_tour,
)
