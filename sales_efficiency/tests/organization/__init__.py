from . import (
    test_organization_screens,
    test_sales_norm,
    test_sales_norm_access,
    test_sales_norm_rows,
    test_sales_position,
)
