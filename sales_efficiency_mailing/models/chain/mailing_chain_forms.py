from odoo import api, fields, models

from .mailing_chain_step import WRITING


class MailingChainStep(models.Model):
    """What forms of steps need to know to show what matters only."""

    _inherit = "mailing.chain.step"

    target = fields.Selection(related="chain_id.target")
    writes = fields.Boolean(compute="_compute_writes")
    is_frozen = fields.Boolean(compute="_compute_is_frozen")

    @api.depends("kind")
    def _compute_writes(self):
        for step in self:
            step.writes = step.kind in WRITING

    @api.depends("version_id.published_at")
    def _compute_is_frozen(self):
        for step in self:
            step.is_frozen = bool(step.version_id.published_at)


class MailingChainWay(models.Model):
    _inherit = "mailing.chain.way"

    version_id = fields.Many2one(related="step_id.version_id")
    target = fields.Selection(related="step_id.chain_id.target")

    @api.depends("condition", "topic_id", "of_step_id")
    def _compute_display_name(self):
        for way in self:
            way.display_name = way._get_name()


class MailingChainEntry(models.Model):
    _inherit = "mailing.chain.entry"

    target = fields.Selection(related="chain_id.target")


class MailingMailing(models.Model):
    _inherit = "mailing.mailing"

    def action_open_letter(self):
        """Open this letter in Odoo's editor."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "name": self.subject,
            "res_model": self._name,
            "res_id": self.id,
            "views": [[False, "form"]],
        }


class MailingChainParticipantStep(models.Model):
    _inherit = "mailing.chain.participant.step"

    reading = fields.Char(
        string="Read", compute="_compute_reading", help="What became of the letter."
    )

    @api.depends(
        "trace_ids.trace_status",
        "trace_ids.human_open_at",
        "trace_ids.human_click_at",
    )
    def _compute_reading(self):
        for log in self:
            trace = log.trace_ids.sudo()[:1]
            status = dict(
                trace._fields["trace_status"]._description_selection(self.env)
            )
            if trace.human_click_at and trace.trace_status == "open":
                log.reading = self.env._("Clicked")
            else:
                log.reading = status.get(trace.trace_status)
