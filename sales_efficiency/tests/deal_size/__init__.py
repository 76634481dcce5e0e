from . import (
    test_bought_with,
    test_cross_sell,
    test_deal_size,
    test_deal_size_access,
    test_deal_size_screens,
    test_effort_report,
    test_offer_report,
)
