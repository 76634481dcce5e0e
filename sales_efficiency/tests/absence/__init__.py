from . import (
    test_absence,
    test_absence_access,
    test_absence_change,
    test_absence_deputy,
    test_absence_large,
    test_absence_letter,
    test_absence_return,
    test_absence_screens,
    test_absence_zones,
)
