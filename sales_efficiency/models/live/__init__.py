# What records inherit from has to be there before them.
from . import sales_live_mixin

# isort: split
from . import (
    account_move,
    account_partial_reconcile,
    account_payment,
    base,
    calendar_event,
    crm_lead,
    ir_websocket,
    mail_activity,
    res_company,
    sale_order,
)
