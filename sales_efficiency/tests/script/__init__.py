from . import (
    test_script_access,
    test_script_answer,
    test_script_choice,
    test_script_hold,
    test_script_publish,
    test_script_run,
    test_script_screens,
    test_script_tour,
)
