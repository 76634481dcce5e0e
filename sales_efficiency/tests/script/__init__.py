from . import (
    test_script_choice,
    test_script_run,
)
