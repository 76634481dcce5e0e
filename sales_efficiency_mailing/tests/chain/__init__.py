from . import (
    test_act,
    test_branch,
    test_cap,
    test_chain,
    test_door,
    test_enter,
    test_exit,
    test_letter,
    test_overdue,
    test_transaction,
    test_walk,
    test_window,
)
