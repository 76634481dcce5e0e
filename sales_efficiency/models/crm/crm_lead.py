from odoo import models


class CrmLead(models.Model):
    _inherit = "crm.lead"

    _sales_won_idx = models.Index("(date_closed) WHERE won_status = 'won'")

    def _get_client_hints(self):
        """Return what to know before talking about the deal; addons may add theirs.

        :return: as of ``res.partner``
        """
        self.ensure_one()
        return []
