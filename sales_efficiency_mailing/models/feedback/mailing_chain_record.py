from odoo import api, fields, models


class MailingChainRecord(models.AbstractModel):
    """The question that letters put to each reader."""

    _inherit = "mailing.chain.record"

    chain_feedback_url = fields.Char(
        string="Question: Link",
        compute="_compute_chain_feedback",
        search="_search_chain_feedback",
    )
    chain_feedback_button = fields.Html(
        string="Question: Button",
        compute="_compute_chain_feedback",
        search="_search_chain_feedback",
        sanitize=False,
    )

    @api.model
    def _get_feedback_fields(self):
        return ["chain_feedback_url", "chain_feedback_button"]

    @api.depends_context("uid")
    def _compute_chain_feedback(self):
        # Only for letters: who has the link answers for the client.
        latest = self._get_latest("mailing.feedback") if self.env.su else {}
        for record in self:
            answer = record.id in latest and latest[record.id].user_input_id
            own = record._with_own_language()
            record.chain_feedback_url = answer and (
                record.get_base_url() + answer.get_start_url()
            )
            record.chain_feedback_button = self._get_letter_button(
                record.chain_feedback_url, own.env._("Answer")
            )

    def _search_chain_feedback(self, operator, value):
        return self._search_latest("mailing.feedback", operator, value)

    @api.model
    def mail_allowed_qweb_expressions(self):
        """Let who writes letters put the question into them."""
        return (
            *super().mail_allowed_qweb_expressions(),
            *(f"object.{name}" for name in self._get_feedback_fields()),
        )


class MailRenderMixin(models.AbstractModel):
    _inherit = "mail.render.mixin"

    @api.model
    def _get_personal_paths(self):
        """Answers belong to one reader."""
        return [*super()._get_personal_paths(), "/survey/start/.+"]
