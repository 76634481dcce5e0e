from . import test_board_queries, test_sales_fact, test_sales_fact_search
