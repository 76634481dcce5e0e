from . import sales_metric, sales_metric_own
