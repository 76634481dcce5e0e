from . import (
    test_sales_fact,
    test_sales_fact_access,
    test_sales_fact_client,
    test_sales_fact_deal,
    test_sales_fact_dimension,
    test_sales_fact_invoice,
    test_sales_fact_payment,
    test_sales_fact_payment_shares,
    test_sales_fact_period,
)
from . import (
    test_board_queries,
    test_sales_fact_search,
    test_sales_pace_day,
    test_sales_snapshot,
)
from . import test_fact_screens
