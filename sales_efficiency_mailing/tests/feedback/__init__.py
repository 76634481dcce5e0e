from . import (
    test_feedback,
    test_feedback_client,
    test_feedback_screens,
    test_feedback_survey,
)
