from . import test_sales_fact
