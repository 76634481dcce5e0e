from . import (
    sales_fact,
    sales_fact_dimension,
    sales_fact_own,
    sales_fact_place,
    sales_fact_source,
    sales_fact_open,
    sales_fact_search,
    sales_pace_mixin,
    sales_pace_day,
    sales_pace_report,
    sales_pace_report_board,
)
