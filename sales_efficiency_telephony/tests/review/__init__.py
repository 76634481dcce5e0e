from . import (
    test_listening,
    test_listening_board,
    test_review,
    test_review_access,
    test_review_live,
    test_review_report,
    test_review_screens,
    test_review_tour,
    test_scorecard,
)
