from . import (
    sales_metric,
    sales_metric_own,
    sales_metric_access,
    sales_metric_preview,
    sales_metric_watch,
)
