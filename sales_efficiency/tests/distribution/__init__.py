from . import (
    test_created_together,
    test_distribution,
    test_distribution_screens,
    test_lead_rule,
    test_response,
    test_sweep,
)
