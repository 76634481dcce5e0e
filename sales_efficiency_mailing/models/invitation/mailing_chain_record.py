from odoo import api, fields, models


class MailingChainRecord(models.AbstractModel):
    """What letters say of the event to each reader."""

    _inherit = "mailing.chain.record"

    chain_invitation_url = fields.Char(
        string="Invitation: Link",
        compute="_compute_chain_invitation",
        search="_search_chain_invitation",
    )
    chain_invitation_button = fields.Html(
        string="Invitation: Button",
        compute="_compute_chain_invitation",
        search="_search_chain_invitation",
        sanitize=False,
    )

    @api.model
    def _get_invitation_fields(self):
        return ["chain_invitation_url", "chain_invitation_button"]

    def _compute_chain_invitation(self):
        invited = self._get_invited() if self.env.su else {}
        for record in self:
            participant, step = invited.get(record.id) or (False, False)
            own = record._with_own_language()
            record.chain_invitation_url = (
                participant and participant._get_invitation_url(step)
            )
            record.chain_invitation_button = self._get_letter_button(
                record.chain_invitation_url, own.env._("Take Part")
            )

    def _get_invited(self):
        """Return ``{id of record: (participant, step)}`` of the latest invitations.

        Only for letters: who has the link registers for the client.
        """
        chain = self._get_writing_chain()
        logs = self.env["mailing.chain.participant.step"].search(
            [
                ("participant_id.res_model", "=", self._name),
                ("participant_id.res_id", "in", self.ids),
                ("step_id.kind", "=", "event"),
                ("step_id.event_id", "!=", False),
            ],
            order="id",
        )
        if chain:
            logs = logs.sorted(lambda log: (log.chain_id == chain, log.id))
        return {
            log.participant_id.res_id: (log.participant_id, log.step_id) for log in logs
        }

    def _search_chain_invitation(self, operator, value):
        return self._search_latest("mailing.chain.participant", operator, value)

    @api.model
    def mail_allowed_qweb_expressions(self):
        """Let who writes letters put the invitation into them."""
        return (
            *super().mail_allowed_qweb_expressions(),
            *(f"object.{name}" for name in self._get_invitation_fields()),
        )


class MailRenderMixin(models.AbstractModel):
    _inherit = "mail.render.mixin"

    @api.model
    def _get_personal_paths(self):
        """Invitations belong to one reader."""
        return [*super()._get_personal_paths(), "/mailing/event/.+"]
