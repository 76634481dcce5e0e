from . import (
    test_attempts,
    test_letter_queue,
    test_traps,
    test_uncertain,
)
