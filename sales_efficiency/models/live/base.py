from odoo import api, models


class Base(models.AbstractModel):
    """Lets records say that they changed to the metrics that count them.

    Any model may be counted by a metric of the user's own, so any model looks whether it
    is: in what the registry keeps, about a microsecond. To patch just the models that
    are counted would spare that, and lose the patches whenever ``base_automation``,
    which does so, takes its own off.
    """

    _inherit = "base"

    @api.model_create_multi
    def create(self, vals_list):
        """Note that there is something new that may count."""
        records = super().create(vals_list)
        for metric_id, _deciding, _others in self._get_watchers():
            pending = self._get_watch_pending(metric_id)
            pending["created"].update(records.ids)
            pending["checked"].update(records.ids)
        return records

    def _write_multi(self, vals_list):
        """Note what changed of what may count."""
        res = super()._write_multi(vals_list)
        for metric_id, deciding, others in self._get_watchers():
            pending = None
            for record, vals in zip(self, vals_list, strict=True):
                decides = not deciding.isdisjoint(vals)
                if decides or not others.isdisjoint(vals):
                    pending = pending or self._get_watch_pending(metric_id)
                    new = record.id in pending["created"]
                    pending["sure" if decides and not new else "checked"].add(record.id)
        return res

    def unlink(self):
        """Note that something is gone, while it can still be asked whose it was."""
        companies = self.env["res.company"].sudo()
        for metric_id, _deciding, _others in self._get_watchers():
            metric = self.env["sales.metric"].sudo().browse(metric_id)
            companies |= metric._get_live_companies(self.ids, [])
        res = super().unlink()
        companies._note_live_change()
        return res

    @api.model
    def _get_watchers(self):
        """Return the metrics that count this model, see ``_get_watched``."""
        if not self.pool.ready or self._abstract:
            return ()
        return self.env["sales.metric"]._get_watched().get(self._name, ())

    @api.model
    def _get_watch_pending(self, metric_id):
        """Return what the transaction has changed so far of what a metric counts."""
        pending = self.env["res.company"]._get_live_pending()["metrics"]
        empty = {"created": set(), "checked": set(), "sure": set()}
        return pending.setdefault(metric_id, empty)
