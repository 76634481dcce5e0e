from . import (
    sales_efficiency,
    sales_efficiency_conversion,
    sales_efficiency_people,
    sales_efficiency_picture,
    sales_my_day,
    sales_plan,
)
