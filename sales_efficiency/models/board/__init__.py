from . import sales_board, sales_board_data
