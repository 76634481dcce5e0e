from odoo import api, models
from odoo.fields import Domain

#: Where the changes of a transaction wait for its end.
PENDING = "sales_efficiency.live"


class SalesLiveMixin(models.AbstractModel):
    """Records behind the figures of boards: screens hear when one changes.

    A transaction says once for each company that something changed. It carries no
    figures: whoever hears it reads again with the own rights. What happened is only
    noted while records are written, and looked up when the transaction ends, with one
    query per model however many records there are.
    """

    _name = "sales.live.mixin"
    _description = "Boards Depend on It"

    @api.model
    def _get_live_fields(self):
        """Return the fields that boards depend on.

        :return: (those that make a record count or not, those that matter while it
            counts)
        """
        return (), ()

    @api.model
    def _get_live_domain(self):
        """Return the domain of the records that count on boards."""
        return Domain.TRUE

    @api.model
    def _get_live_owners(self):
        """Return the fields that say whose boards change, the first one that is set.

        They are many2one fields to the company, or to something that has a company.
        """
        return ("company_id",)

    # ------------------------------------------------------------
    # CRUD
    # ------------------------------------------------------------

    @api.model_create_multi
    def create(self, vals_list):
        """Note that there is something new."""
        records = super().create(vals_list)
        self._get_live_pending()["created"].update(records.ids)
        records._note_change(counts=False)
        return records

    def _write_multi(self, vals_list):
        """Note what changed; computed fields come along here and not in ``write``."""
        res = super()._write_multi(vals_list)
        gates, values = (set(names) for names in self._get_live_fields())
        if not gates and not values:
            return
        created = self._get_live_pending()["created"]
        for record, vals in zip(self, vals_list, strict=True):
            if gates & vals.keys():
                # What is new did not count before: it matters if it does now.
                record._note_change(counts=record.id not in created)
            elif values & vals.keys():
                record._note_change(counts=False)
        return res

    def unlink(self):
        """Note that something is gone, while it can still be asked whose it was."""
        companies = self._get_live_companies(self.ids, [])
        res = super().unlink()
        companies._note_live_change()
        return res

    # ------------------------------------------------------------
    # BUSINESS
    # ------------------------------------------------------------

    def _note_change(self, counts):
        """Remember the records until the end of the transaction.

        :param counts: whether the change matters even if the record does not count now
        """
        pending = self._get_live_pending()
        (pending["sure"] if counts else pending["checked"]).update(self.ids)

    def _get_live_pending(self):
        """Return what of this model the transaction has changed so far."""
        records = self.env["res.company"]._get_live_pending()["records"]
        empty = {"created": set(), "checked": set(), "sure": set()}
        return records.setdefault(self._name, empty)

    @api.model
    def _get_live_companies(self, checked, sure):
        """Return the companies whose boards show these records.

        :param checked: ids that matter if they count
        :param sure: ids that matter in any case
        """
        records = self.sudo().with_context(active_test=False)
        owners = self._get_live_owners()
        groups = records._read_group(
            (Domain("id", "in", list(checked)) & self._get_live_domain())
            | Domain("id", "in", list(sure)),
            owners,
        )
        companies = self.env["res.company"]
        for group in groups:
            owner = next((record for record in group if record), companies)
            is_company = owner._name == "res.company"
            companies |= owner if is_company else owner.sudo().company_id
        return companies
