from . import (
    test_code,
    test_offer_portal,
    test_offer_report,
    test_offer_screens,
    test_quotation,
)
