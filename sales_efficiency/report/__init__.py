from . import sales_fact, sales_fact_source, sales_fact_own
