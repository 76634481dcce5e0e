from . import (
    crm_lead,
    crm_lead_board,
    sales_handover,
    sales_load,
    sales_load_level,
)
