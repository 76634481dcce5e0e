from . import (
    test_agreement_report,
    test_listening,
    test_listening_board,
    test_listening_past,
    test_review,
    test_review_access,
    test_review_live,
    test_review_report,
    test_review_screens,
    test_review_tour,
    test_scorecard,
)
