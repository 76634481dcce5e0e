from . import (
    test_care,
    test_letter_metrics,
)
