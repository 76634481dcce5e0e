from . import (
    test_metric_tour,
    test_sales_metric,
    test_sales_metric_access,
    test_sales_metric_own,
    test_sales_metric_preview,
)
