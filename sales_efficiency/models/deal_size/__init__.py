from . import (
    offer_crowd,
    sale_order,
    sales_deal_size,
    sales_deal_size_effort,
    sales_deal_size_people,
)
