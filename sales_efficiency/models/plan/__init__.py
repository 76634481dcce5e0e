from . import (
    sales_plan,
    sales_plan_line,
    sales_plan_line_pace,
    sales_plan_pace,
    sales_plan_window,
)
