from . import (
    sales_handover,
    sales_handover_receiver,
    sales_handover_line,
    sales_handover_move,
    sales_handover_return,
    sales_handover_plan,
    sales_handover_preview,
    sales_handover_split,
    sales_handover_letter,
)
