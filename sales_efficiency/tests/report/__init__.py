from . import (
    test_sales_fact,
    test_sales_fact_access,
    test_sales_fact_client,
    test_sales_fact_deal,
    test_sales_fact_dimension,
    test_sales_fact_invoice,
)
from . import test_board_queries, test_fact_screens, test_sales_fact_search
