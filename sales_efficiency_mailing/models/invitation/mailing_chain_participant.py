from hmac import compare_digest

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import SQL, hmac


class MailingChainParticipant(models.Model):
    """Invitations of participants: their links, and registering by them."""

    _inherit = "mailing.chain.participant"

    def _get_invitation_token(self, step):
        """Return the secret in the link by which this one registers."""
        self.ensure_one()
        return hmac(self.env(su=True), "mailing-invitation", (self.id, step.id))

    def _get_invitation_url(self, step):
        """Return where this one registers for the event of a step, without login."""
        token = self._get_invitation_token(step)
        base = step.get_base_url()
        return f"{base}/mailing/event/{self.id}/{step.id}/{token}"

    @api.model
    def _find_invitation(self, participant_id, step_id, token):
        """Return (participant, step) of a link, or two empty records if it is wrong."""
        participant = self.sudo().browse(participant_id).exists()
        step = self.env["mailing.chain.step"].sudo().browse(step_id).exists()
        if participant and step.event_id:
            right = participant._get_invitation_token(step)
            if compare_digest(right.encode(), token.encode()):
                return participant, step
        return participant.browse(), step.browse()

    def _get_registration(self, event):
        """Return the registration of this one for an event that was not cancelled."""
        self.ensure_one()
        who = [("email", "=ilike", self.email_normalized)]
        if self.partner_id:
            who = ["|", ("partner_id", "=", self.partner_id.id), *who]
        return (
            self.env["event.registration"]
            .sudo()
            .search(
                [("event_id", "=", event.id), ("state", "!=", "cancel"), *who], limit=1
            )
        )

    def _sign_up(self, step):
        """Register this one for the event of a step; once, however often it is asked.

        :raise UserError: if there is no seat, or none without payment
        """
        self.ensure_one()
        # Of two clicks at once the second one is done again, and finds a registration.
        self.env.cr.execute(
            SQL(
                "UPDATE mailing_chain_participant SET write_date = %s WHERE id = %s",
                fields.Datetime.now(),
                self.id,
            )
        )
        event = step.event_id
        found = self._get_registration(event)
        if found:
            if found.state == "draft":
                found.action_confirm()
            return found
        if not event._has_free_seats():
            raise UserError(
                self.env._("There is no free seat: answer our letter to book one.")
            )
        return (
            self.env["event.registration"]
            .sudo()
            .with_company(step.company_id)
            .create(self._prepare_registration_values(step))
        )

    def _prepare_registration_values(self, step):
        """Return the values of the registration of this one: a hole."""
        letter = step.mailing_ids[:1]
        return {
            "event_id": step.event_id.id,
            "event_ticket_id": step.event_id._get_free_ticket().id,
            "partner_id": self.partner_id.id,
            "name": self.name or self.email_normalized,
            "email": self.email_normalized,
            "utm_campaign_id": step.chain_id.campaign_id.id,
            "utm_source_id": letter.source_id.id,
            "utm_medium_id": letter.medium_id.id,
        }
