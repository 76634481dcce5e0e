from . import (
    crm_lead,
    crm_lost_reason,
    crm_stage,
    sales_funnel,
    sales_funnel_picture,
    sales_funnel_scope,
    sales_funnel_side,
    sales_stage_move,
    sales_stage_move_past,
)
