from . import (
    sales_lead_door,
    sales_lead_request,
    crm_lead,
)
