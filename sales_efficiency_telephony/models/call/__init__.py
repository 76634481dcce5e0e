from . import pbx_outcome, pbx_call, pbx_call_leg

# isort: split
from . import (
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
