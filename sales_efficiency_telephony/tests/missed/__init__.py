from . import (
    test_missed,
    test_missed_access,
    test_missed_close,
    test_missed_escalation,
    test_missed_owner,
    test_missed_recorded,
    test_missed_screens,
)
