from odoo import models


class SalesPaceReport(models.Model):
    """What is left to do to reach the plan, on the cards of the board."""

    _inherit = "sales.pace.report"

    def _compute_card(self):  # pylint: disable=missing-return  # a compute has none
        super()._compute_card()
        snapshot = self._get_snapshot()
        shown = set(self.ids)
        rows = [row for row in snapshot.rows if row.line.id in shown]
        plans = self.env["sales.plan"]._get_backward_plans(rows, snapshot.day)
        plans = {line.id: plan for line, plan in plans.items()}
        for record in self:
            if record.card and record.id in plans:
                record.card = record.card | {"backward": plans[record.id]}
