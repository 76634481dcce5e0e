from . import crm_lead, sales_lead_desk
