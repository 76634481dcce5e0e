from . import test_board_card, test_board_groups, test_screenshots
from . import (
    test_board_live,
    test_board_live_money,
    test_board_live_own,
    test_board_live_socket,
    test_wall_access,
    test_wall_data,
    test_wall_link,
    test_wall_live,
    test_wall_page,
    test_wall_screens,
    test_wall_slides,
    test_wall_tour,
)
