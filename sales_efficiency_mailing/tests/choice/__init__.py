from . import (
    test_choice_page,
    test_choice_screens,
    test_one_click,
    test_optout,
)
