from odoo import api, fields, models


class MailingChainPublish(models.TransientModel):
    """Ask where those on the way go on when a new version comes into force."""

    _name = "mailing.chain.publish"
    _description = "Publish a Mailing Chain"

    chain_id = fields.Many2one(
        comodel_name="mailing.chain", required=True, ondelete="cascade"
    )
    choice = fields.Selection(
        selection=[
            ("stay", "Finish on the version they are on"),
            ("move", "Go on in the new version"),
        ],
        string="Those on the Way",
        required=True,
        default="stay",
    )
    line_ids = fields.One2many(
        comodel_name="mailing.chain.publish.line",
        inverse_name="publish_id",
        compute="_compute_line_ids",
        store=True,
    )

    @api.depends("chain_id", "choice")
    def _compute_line_ids(self):
        """Tell how many stand where, and where they go on."""
        for publish in self:
            draft = publish.chain_id.draft_version_id
            heirs = draft._get_heirs() if draft and publish.choice == "move" else {}
            counts = draft._get_counts_on_the_way() if draft else {}
            publish.line_ids = [
                (5, 0, 0),
                *(
                    (
                        0,
                        0,
                        {
                            "step_id": step.id,
                            "participant_count": count,
                            "heir_id": heirs[step].id if step in heirs else False,
                        },
                    )
                    for step, count in counts.items()
                ),
            ]

    def action_publish(self):
        """Put the new version into force, by the rights of whoever asks."""
        self.ensure_one()
        self.chain_id.draft_version_id._publish(moves_over=self.choice == "move")
        return {"type": "ir.actions.act_window_close"}


class MailingChainPublishLine(models.TransientModel):
    """How many stand at a step, and where they go on."""

    _name = "mailing.chain.publish.line"
    _description = "Those at a Step of a Mailing Chain"
    _order = "id"

    publish_id = fields.Many2one(
        comodel_name="mailing.chain.publish", required=True, ondelete="cascade"
    )
    step_id = fields.Many2one(
        comodel_name="mailing.chain.step", string="At", ondelete="cascade"
    )
    version_id = fields.Many2one(related="step_id.version_id")
    participant_count = fields.Integer(string="Clients")
    heir_id = fields.Many2one(
        comodel_name="mailing.chain.step", string="Go On At", ondelete="cascade"
    )
    outcome = fields.Char(string="Then", compute="_compute_outcome")

    @api.depends("heir_id", "publish_id.choice")
    def _compute_outcome(self):
        for line in self:
            if line.heir_id:
                line.outcome = line.heir_id.name
            elif line.publish_id.choice == "move":
                line.outcome = self.env._("Nothing comes after it: finish as they are")
            else:
                line.outcome = self.env._("Finish as they are")
