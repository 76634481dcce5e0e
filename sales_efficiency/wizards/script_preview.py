from odoo import api, fields, models


class SalesScriptPreview(models.TransientModel):
    """The draft of a script, as a salesperson would see it for a deal."""

    _name = "sales.script.preview"
    _description = "Preview of a Sales Script"

    script_id = fields.Many2one(
        comodel_name="sales.script", required=True, ondelete="cascade"
    )
    company_id = fields.Many2one(
        comodel_name="res.company", default=lambda self: self.env.company
    )
    lead_id = fields.Many2one(
        comodel_name="crm.lead",
        string="Deal",
        compute="_compute_lead_id",
        store=True,
        readonly=False,
        domain="[('type', '=', 'opportunity')]",
        ondelete="cascade",
    )
    user_id = fields.Many2one(
        comodel_name="res.users",
        string="Seen By",
        compute="_compute_user_id",
        store=True,
        readonly=False,
        domain="[('share', '=', False)]",
        ondelete="cascade",
    )
    verdict = fields.Selection(
        selection=[
            ("wins", "Gets this script"),
            ("other", "Gets another script"),
            ("unfit", "Does not fit"),
        ],
        compute="_compute_verdict",
    )
    sentence = fields.Char(string="For This Deal", compute="_compute_verdict")

    @api.depends("script_id")
    def _compute_lead_id(self):
        """Suggest the latest deal that gets the script, else the latest in its stages."""
        for preview in self:
            script = preview.script_id
            deals = self.env["crm.lead"].search(
                [
                    ("stage_id", "in", script.stage_ids.ids),
                    ("type", "=", "opportunity"),
                    ("company_id", "in", [False, *self.env.companies.ids]),
                ],
                order="id desc",
                limit=50,
            )
            fitting = next(
                (
                    deal
                    for deal in deals
                    if script._get_trial_verdict(deal)[0] == "wins"
                ),
                deals[:1],
            )
            preview.lead_id = fitting

    @api.depends("lead_id")
    def _compute_user_id(self):
        for preview in self:
            preview.user_id = preview.lead_id.user_id or self.env.user

    @api.depends("script_id", "lead_id")
    def _compute_verdict(self):
        for preview in self:
            preview.verdict, preview.sentence = (
                preview.script_id._get_trial_verdict(preview.lead_id)
                if preview.script_id and preview.lead_id
                else (False, False)
            )
