from . import (
    sales_board,
    sales_efficiency,
    sales_efficiency_conversion,
    sales_efficiency_picture,
    sales_plan,
)
