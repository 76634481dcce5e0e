from . import sales_fact_pbx, sales_fact_review
from . import pbx_call_report, pbx_call_report_sums, pbx_call_heat_map
from . import pbx_review_report, pbx_review_answer_report, pbx_review_heat_map
from . import pbx_review_agreement_report
