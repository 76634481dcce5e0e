from . import test_board_card, test_board_groups, test_screenshots
