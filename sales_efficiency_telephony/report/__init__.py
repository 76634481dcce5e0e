from . import pbx_review_report, pbx_review_answer_report
from . import sales_fact_review
