from odoo import fields, models

from .sales_handover_move import QUIET


class CrmLead(models.Model):
    _inherit = "crm.lead"

    def _take_along(self, giver, receiver):
        """Give the open activities and coming meetings that somebody has for these deals
        to somebody else.
        """
        quiet = self.sudo().with_context(**QUIET).env
        activities = quiet["mail.activity"].search(
            [
                ("res_model", "=", self._name),
                ("res_id", "in", self.ids),
                ("user_id", "in", giver.ids),
                ("active", "=", True),
            ]
        )
        activities.write({"user_id": receiver.id})
        meetings = quiet["calendar.event"].search(
            [
                ("opportunity_id", "in", self.ids),
                ("user_id", "in", giver.ids),
                ("start", ">=", fields.Datetime.now()),
                ("sales_outcome", "=", False),
                ("active", "=", True),
            ]
        )
        meetings._change_sales_organizer(giver, receiver)
