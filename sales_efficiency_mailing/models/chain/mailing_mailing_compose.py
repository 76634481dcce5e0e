"""Letters of chains through Odoo's composer, in the transaction of who is moved on."""

from odoo import fields, models
from odoo.exceptions import UserError


class ChunkLogs(dict):
    """Logs by record, handed to the composer; no client's context can hold one."""


class MailingMailing(models.Model):
    _inherit = "mailing.mailing"

    def _compose_letters(self, logs):
        """Make mails and traces of this letter, as ``_action_send_mail`` does.

        That one commits on the way and sends at once what is little; here nothing is
        committed, and everything goes to the mail queue.

        :param logs: ``{id of record: id of the log its trace belongs to}``
        """
        self.ensure_one()
        user = self.user_id or self.chain_id.user_id or self.env.user
        mailing = self.with_context(**user.context_get())
        composer = (
            self.env["mail.compose.message"]
            .with_context(
                mailing.env.context,
                active_ids=list(logs),
                default_composition_mode="mass_mail",
                mailing_chain_logs=ChunkLogs(logs),
                **mailing._get_mass_mailing_context(),
            )
            .create(mailing._prepare_letter_values(user))
        )
        composer._action_send_mail(auto_commit=False)
        if not self.sent_date:
            # Its state stays that of one being written: it may still be corrected.
            self.sent_date = fields.Datetime.now()

    def _prepare_letter_values(self, user):
        """Return the composer's values, those of Odoo's ``_action_send_mail``."""
        values = {
            "auto_delete": not self.keep_archives,
            "auto_delete_keep_log": self.reply_to_mode == "update",
            "author_id": user.partner_id.id,
            "attachment_ids": [
                (4, attachment.id) for attachment in self.attachment_ids
            ],
            "body": self._prepend_preview(self.body_html or "", self.preview),
            "composition_mode": "mass_mail",
            "email_from": self.email_from,
            "force_send": False,
            "mail_server_id": self.mail_server_id.id,
            "mass_mailing_id": self.id,
            "model": self.mailing_model_real,
            "reply_to_force_new": self.reply_to_mode == "new",
            "subject": self.subject,
            "template_id": False,
            "use_exclusion_list": self.use_exclusion_list,
        }
        if self.reply_to_mode == "new":
            values["reply_to"] = self.reply_to
        return values

    def _get_seen_list(self):
        """Who gets a chain's letter is the chain's to say, the same one again too."""
        return set() if self.chain_step_id else super()._get_seen_list()

    # ------------------------------------------------------------
    # REFUSALS
    # ------------------------------------------------------------

    def _check_sent_by_hand(self):
        """Refuse to send by hand what a chain sends."""
        for mailing in self.filtered("chain_step_id"):
            raise UserError(
                self.env._(
                    "%(letter)s is a letter of the chain %(chain)s, which sends it to who "
                    "has come to it. To write to others, duplicate the letter.",
                    letter=mailing.display_name,
                    chain=mailing.chain_id.display_name,
                )
            )

    def action_launch(self):
        """Refuse it for letters of chains."""
        self._check_sent_by_hand()
        return super().action_launch()

    def action_schedule(self):
        """Refuse it for letters of chains."""
        self._check_sent_by_hand()
        return super().action_schedule()

    def action_put_in_queue(self):
        """Refuse it for letters of chains."""
        self._check_sent_by_hand()
        return super().action_put_in_queue()

    def action_send_mail(self, res_ids=None):
        """Refuse it for letters of chains."""
        self._check_sent_by_hand()
        return super().action_send_mail(res_ids)


class MailComposeMessage(models.TransientModel):
    _inherit = "mail.compose.message"

    def _prepare_mail_values_mailing_traces(self, mail_values_all):
        """Link each trace to the step of the participant it belongs to."""
        traces = super()._prepare_mail_values_mailing_traces(mail_values_all)
        logs = self.env.context.get("mailing_chain_logs")
        if isinstance(logs, ChunkLogs):
            for res_id, values in traces.items():
                values["chain_participant_step_id"] = logs.get(res_id)
        return traces
