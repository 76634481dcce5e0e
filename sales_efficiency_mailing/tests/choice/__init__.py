from . import test_choice_page, test_one_click, test_optout
