from . import pbx_outcome, pbx_told_mixin, pbx_call, pbx_call_leg, pbx_unknown_number
from . import pbx_call_match, pbx_call_record, pbx_call_who, pbx_call_deal
from . import pbx_call_tell, pbx_call_choice
from . import crm_lead, pbx_extension, res_partner, sales_lead_door
from . import ir_http, pbx_call_card, pbx_call_card_act, pbx_call_card_content
from . import pbx_call_dial

# isort: split
from . import (
    working_moment,
    pbx_call_missed,
    pbx_call_missed_activity,
    pbx_call_missed_close,
    pbx_call_missed_escalate,
    pbx_call_missed_owner,
    pbx_call_missed_settle,
    pbx_call_contact,
    pbx_call_leg_talk,
    pbx_call_live,
    sales_metric,
    sales_my_day,
)
