from . import (
    crm_lead,
    crm_lead_board,
    crm_team,
    sales_handover,
    sales_load,
    sales_load_level,
)
