from . import sales_fact_pbx, pbx_call_report, pbx_call_heat_map
from . import pbx_review_report, pbx_review_answer_report
from . import sales_fact_review
