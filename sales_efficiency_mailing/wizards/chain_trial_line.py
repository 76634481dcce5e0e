from odoo import api, fields, models


class MailingChainTrialLine(models.TransientModel):
    """What was done at a step of a trial."""

    _name = "mailing.chain.trial.line"
    _description = "Step of a Trial"
    _order = "id"

    trial_id = fields.Many2one(
        comodel_name="mailing.chain.trial",
        required=True,
        index=True,
        ondelete="cascade",
    )
    step_id = fields.Many2one(comodel_name="mailing.chain.step", ondelete="cascade")
    kind = fields.Selection(related="step_id.kind")
    name = fields.Char(string="What")
    way_id = fields.Many2one(
        comodel_name="mailing.chain.way", string="Went By", ondelete="set null"
    )
    mailing_id = fields.Many2one(comodel_name="mailing.mailing", ondelete="cascade")
    trace_id = fields.Many2one(comodel_name="mailing.trace", ondelete="set null")
    problem = fields.Char()
    result = fields.Char(compute="_compute_result")

    @api.depends(
        "way_id",
        "problem",
        "trace_id.trace_status",
        "trace_id.open_datetime",
        "trace_id.links_click_datetime",
    )
    def _compute_result(self):
        for line in self:
            line.result = line._get_result()

    def _get_result(self):
        """Return what became of this step, in words."""
        if self.problem:
            return self.problem
        trace = self.trace_id.sudo()
        if trace:
            status = dict(
                trace._fields["trace_status"]._description_selection(self.env)
            )
            if trace.links_click_datetime:
                return self.env._("Clicked")
            return status[trace.trace_status]
        if self.step_id.way_ids:
            return self.way_id._get_name() if self.way_id else self.env._("Otherwise")
        if self.kind == "wait":
            return self.env._("Skipped in quick motion")
        if self.kind == "end":
            return self.env._("At the end")
        return self.env._("Told only: nothing is done in a trial")
