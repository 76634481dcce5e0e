from odoo import fields, models


class CrmLead(models.Model):
    """Every stage change leaves a row in ``sales.stage.move``."""

    _inherit = "crm.lead"

    sales_stage_move_ids = fields.One2many(
        comodel_name="sales.stage.move",
        inverse_name="lead_id",
        string="Stage Changes",
        readonly=True,
    )

    def _write_multi(self, vals_list):
        """Log changes of stage and outcome, however they came about.

        All that changes a deal comes through here, computed fields and writes without
        tracking too. It is done before: the database still knows where each deal was.
        """
        changes = [
            (
                record.id,
                vals.get("stage_id"),
                vals.get("won_status"),
                vals.get("write_uid") or self.env.uid,
            )
            for record, vals in zip(self, vals_list, strict=True)
            if ("stage_id" in vals or "won_status" in vals)
            and not record._is_being_created()
        ]
        if changes:
            self.env["sales.stage.move"]._log(changes)
        return super()._write_multi(vals_list)

    def _is_being_created(self):
        """Tell whether the transaction has created the deal: no time passes in it, and
        what is changed in it belongs to how the deal came in.
        """
        return self._cache.get("create_date") == self.env.cr.now()
