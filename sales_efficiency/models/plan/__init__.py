from . import (
    sales_plan,
    sales_plan_calendar,
    sales_plan_copy,
    sales_plan_grid,
    sales_plan_line,
    sales_plan_line_check,
    sales_plan_line_grid,
    sales_plan_line_pace,
    sales_plan_pace,
    sales_plan_state,
    sales_plan_window,
)
