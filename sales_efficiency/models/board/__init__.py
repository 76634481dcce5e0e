from . import sales_board, sales_board_card, sales_board_data
