from . import (
    calendar_event,
    sales_handover,
    sales_handover_receiver,
    sales_handover_line,
    sales_handover_move,
    sales_handover_return,
    sales_handover_plan,
    sales_handover_preview,
    crm_lead,
    sales_handover_split,
    sales_handover_letter,
)
