from . import sales_metric, sales_metric_own, sales_plan, sales_plan_line, sales_plan_line_pace, sales_plan_pace
