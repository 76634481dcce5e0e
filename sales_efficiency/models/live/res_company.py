from odoo import SUPERUSER_ID, api, models

from .sales_live_mixin import PENDING

#: Name of the notification, of the company's channel and of what clients ask for.
BOARD_CHANGED = "sales_efficiency.board_changed"


class ResCompany(models.Model):
    _inherit = "res.company"

    def _note_live_change(self):
        """Tell the boards of these companies, once, when the transaction is through."""
        if self:
            self._get_live_pending()["companies"].update(self.ids)

    @api.model
    def _get_live_pending(self):
        """Return what this transaction has changed so far."""
        precommit = self.env.cr.precommit
        if PENDING not in precommit.data:
            precommit.data[PENDING] = {"companies": set(), "records": {}, "metrics": {}}
            precommit.add(
                self.env(user=SUPERUSER_ID, context={})[self._name]._send_live_changes
            )
        return precommit.data[PENDING]

    @api.model
    def _send_live_changes(self):
        """Notify the boards of every company that something changed for."""
        pending = self.env.cr.precommit.data.pop(PENDING, None)
        if not pending:
            return
        companies = self.browse(pending["companies"])
        for model, ids in pending["records"].items():
            if ids["checked"] or ids["sure"]:
                companies |= self.env[model]._get_live_companies(
                    ids["checked"], ids["sure"]
                )
        metrics = self.env["sales.metric"].browse(pending["metrics"]).exists()
        for metric in metrics:
            ids = pending["metrics"][metric.id]
            if ids["checked"] or ids["sure"]:
                companies |= metric._get_live_companies(ids["checked"], ids["sure"])
        for company in companies:
            for channel in company._get_live_channels():
                self.env["bus.bus"]._sendone(
                    channel, BOARD_CHANGED, {"company_id": company.id}
                )

    def _get_live_channels(self):
        """Return the channels of those who look at the company's boards."""
        self.ensure_one()
        return [(self, BOARD_CHANGED)]
