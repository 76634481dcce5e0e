from . import base_partner_merge, crm_lead, mail_activity, res_partner, sale_order
