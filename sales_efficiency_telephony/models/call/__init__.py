from . import pbx_outcome, pbx_told_mixin, pbx_call, pbx_call_leg, pbx_unknown_number
from . import pbx_call_match, pbx_call_record, pbx_call_who, pbx_call_deal
from . import pbx_call_tell, pbx_call_choice
from . import crm_lead, pbx_extension, res_partner, sales_lead_door
