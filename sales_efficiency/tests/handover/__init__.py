from . import (
    test_transfer,
    test_transfer_access,
    test_transfer_large,
    test_transfer_plan,
    test_transfer_screens,
    test_transfer_split,
    test_transfer_undo,
)
