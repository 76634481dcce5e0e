from . import (
    test_sales_metric,
    test_sales_metric_access,
    test_sales_metric_own,
    test_sales_metric_preview,
)
