from . import (
    sales_lead_door,
    sales_lead_door_key,
    sales_lead_door_values,
    sales_lead_door_intake,
    sales_lead_door_deal,
    sales_lead_door_page,
    sales_lead_request,
    sales_lead_request_open,
    crm_lead,
    crm_lead_client,
)
