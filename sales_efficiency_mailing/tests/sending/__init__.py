from . import test_letter_queue, test_attempts, test_uncertain, test_traps
