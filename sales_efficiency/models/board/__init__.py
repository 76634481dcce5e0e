from . import (
    ir_websocket,
    res_company,
    sales_board,
    sales_board_card,
    sales_board_data,
    sales_board_link,
    sales_board_slide,
    sales_board_slide_content,
    sales_board_wall,
)
