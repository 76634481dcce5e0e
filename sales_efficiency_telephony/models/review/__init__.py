from . import crm_team, res_company
from . import pbx_scorecard, pbx_scorecard_question, pbx_scorecard_version
from . import pbx_review, pbx_review_answer, pbx_listening

# isort: split
from . import pbx_scorecard_choice
from . import pbx_review_agreement, pbx_review_feedback, pbx_review_form
from . import pbx_listening_draw, pbx_listening_pool, pbx_review_live
from . import pbx_call, sales_board, sales_board_slide, sales_metric, sales_my_day
