from . import pbx_outcome, pbx_call, pbx_call_leg
