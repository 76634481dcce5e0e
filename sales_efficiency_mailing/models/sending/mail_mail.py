from odoo import api, fields, models
from odoo.fields import Domain


class MailMail(models.Model):
    """Letters leave by the queue alone, each claimed before it does."""

    _inherit = "mail.mail"

    failure_type = fields.Selection(
        selection_add=[
            ("chain_uncertain", "May have arrived"),
            ("chain_left", "Left the chain"),
        ]
    )
    chain_claimed_at = fields.Datetime(readonly=True, copy=False)
    chain_claimed_by = fields.Integer(
        readonly=True, copy=False, help="The run of the queue that is sending it."
    )
    chain_tried_at = fields.Datetime(readonly=True, copy=False)
    chain_attempts = fields.Integer(readonly=True, copy=False)
    chain_resends = fields.Integer(
        readonly=True,
        copy=False,
        help="How often it was sent again although it may have arrived.",
    )

    _letter_due_idx = models.Index("(scheduled_date, id) WHERE state = 'outgoing'")
    _letter_claim_idx = models.Index("(id) WHERE chain_claimed_at IS NOT NULL")

    @api.model
    def _get_letter_domain(self):
        """Return which mails are letters."""
        mailings = self.env["mailing.mailing"]._get_letter_domain()
        return Domain("mailing_id", "any", mailings)

    def _filter_letters(self):
        domain = Domain("id", "in", self.ids) & self._get_letter_domain()
        return self & self.sudo().search(domain).sudo(self.env.su)

    @api.model
    def _search_failed(self, mailings):
        """Return the mails of mailings that certainly did not arrive, and were given up."""
        return self.search(
            [
                ("mailing_id", "in", mailings.ids),
                ("state", "=", "exception"),
                ("failure_type", "!=", "chain_uncertain"),
            ]
        )

    @api.model
    def _wake_letter_queue(self, at=None):
        """Let the queue run soon, or at the given moment."""
        self.env.ref("mail.ir_cron_mail_scheduler_action").sudo()._trigger(at)

    @api.model_create_multi
    def create(self, vals_list):
        """Wake the queue for letters: Odoo would let them wait for its hourly run."""
        mails = super().create(vals_list)
        mailings = self.env["mailing.mailing"].browse(
            {values["mailing_id"] for values in vals_list if values.get("mailing_id")}
        )
        if mailings.sudo()._filter_letters():
            self._wake_letter_queue()
        return mails

    def send(self, auto_commit=False, raise_exception=False, post_send_callback=None):
        """Send mails, but leave letters to the queue: it alone claims before it sends."""
        letters = self._filter_letters()
        if letters:
            self._wake_letter_queue()
        others = self - letters
        if letters and not others:
            return True
        return super(MailMail, others).send(
            auto_commit=auto_commit,
            raise_exception=raise_exception,
            post_send_callback=post_send_callback,
        )

    @api.model
    def process_email_queue(self, email_ids=(), batch_size=1000):
        """Send what waits: other mails as ever, then letters, however many there are."""
        letters = self._get_letter_domain()
        filters = [*self.env.context.get("filters", ()), *~letters]
        result = super(
            MailMail, self.with_context(filters=filters)
        ).process_email_queue(email_ids, batch_size)
        if email_ids:
            letters &= Domain("id", "in", email_ids)
        self._send_letters(letters & Domain(self.env.context.get("filters", [])))
        return result

    def mark_outgoing(self):
        """Send letters anew as if they had never been tried."""
        result = super().mark_outgoing()
        if letters := self._filter_letters():
            letters.write(
                {
                    "chain_claimed_at": False,
                    "chain_claimed_by": False,
                    "chain_tried_at": False,
                    "chain_attempts": 0,
                    "scheduled_date": False,
                    "failure_type": False,
                    "failure_reason": False,
                }
            )
            letters.mailing_trace_ids._set_outgoing()
            self._wake_letter_queue()
        return result
