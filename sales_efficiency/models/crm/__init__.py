from . import crm_lead, mail_activity, res_partner, sale_order
