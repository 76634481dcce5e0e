from . import sales_fact_letter
