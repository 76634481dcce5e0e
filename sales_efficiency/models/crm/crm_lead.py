from odoo import models


class CrmLead(models.Model):
    _inherit = "crm.lead"

    _sales_won_idx = models.Index("(date_closed) WHERE won_status = 'won'")
