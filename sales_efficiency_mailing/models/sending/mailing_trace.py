from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain

#: Traces the scheduled action looks at in one go.
LIMIT = 5_000


class MailingTrace(models.Model):
    """The trace of a letter tells what became of it, also where its mail is gone."""

    _inherit = "mailing.trace"

    failure_type = fields.Selection(
        selection_add=[
            ("chain_uncertain", "May have arrived"),
            ("chain_left", "Left the chain"),
        ]
    )

    _waiting_idx = models.Index("(id) WHERE trace_status = 'outgoing'")
    _uncertain_idx = models.Index("(id) WHERE failure_type = 'chain_uncertain'")

    @api.model
    def _get_letter_domain(self):
        """Return which traces are of letters."""
        mailings = self.env["mailing.mailing"]._get_letter_domain()
        return Domain("mass_mailing_id", "any", mailings)

    def _set_outgoing(self):
        self.write(
            {"trace_status": "outgoing", "failure_type": False, "failure_reason": False}
        )

    def _set_lost(self, failure_type, reason):
        self.set_failed(failure_type=failure_type)
        self.write({"failure_reason": reason})

    def set_sent(self, domain=None):
        """A letter may be opened before it is noted that it was sent: this stays."""
        traces = self + (self.search(domain) if domain else self.browse())
        read = traces.filtered(
            lambda trace: trace.trace_status in ("open", "reply", "bounce")
        ).filtered_domain(self._get_letter_domain())
        super(MailingTrace, traces - read).set_sent()
        read.write({"sent_datetime": fields.Datetime.now()})
        return traces

    # What clients do

    def set_opened(self, domain=None):
        traces = self + (self.search(domain) if domain else self.browse())
        traces._settle_arrived()
        super(MailingTrace, traces).set_opened()
        return traces

    def set_replied(self, domain=None):
        traces = self + (self.search(domain) if domain else self.browse())
        traces._settle_arrived()
        super(MailingTrace, traces).set_replied()
        return traces

    def set_bounced(self, domain=None, bounce_message=False):
        traces = self + (self.search(domain) if domain else self.browse())
        traces._settle_arrived()
        super(MailingTrace, traces).set_bounced(bounce_message=bounce_message)
        return traces

    def _settle_arrived(self):
        """Where something came back, the letter was out: it is uncertain no more."""
        if uncertain := self.filtered(
            lambda trace: trace.failure_type == "chain_uncertain"
        ):
            uncertain.sudo()._note_arrival()

    def _note_arrival(self):
        self.mail_mail_id._set_arrived()
        (self - self.filtered("sent_datetime")).set_sent()

    # What people decide

    def action_letter_arrived(self):
        """Let uncertain letters count as arrived."""
        self._check_uncertain()
        self.sudo()._note_arrival()

    def action_letter_resend(self):
        """Send uncertain letters again, under the same Message-ID."""
        self._check_uncertain()
        if gone := self.filtered(lambda trace: not trace.sudo().mail_mail_id):
            raise UserError(
                self.env._(
                    "The letter to %(email)s is not there any more: let it count as "
                    "arrived, and write to the client.",
                    email=gone[0].email,
                )
            )
        self.sudo().mail_mail_id.mark_outgoing()

    def _check_uncertain(self):
        self.check_access("write")
        if settled := self.filtered(
            lambda trace: trace.failure_type != "chain_uncertain"
        ):
            raise UserError(
                self.env._(
                    "What became of the letter to %(email)s is known by now: load the "
                    "list again.",
                    email=settled[0].email,
                )
            )

    # What was left behind

    @api.model
    def _cron_settle_letters(self):
        """Close the traces of letters that wait for a mail nobody will send."""
        waiting = Domain("trace_status", "=", "outgoing") & self._get_letter_domain()
        settled = Domain("mail_mail_id", "=", False)
        settled |= Domain("mail_mail_id.state", "in", ("exception", "cancel", "sent"))
        traces = self.search(waiting & settled, order="id", limit=LIMIT)
        for mail_state, some in traces.grouped(
            lambda trace: trace.mail_mail_id.state
        ).items():
            some._settle_by_mail(mail_state)
        if len(traces) == LIMIT:
            self.env.ref("sales_efficiency_mailing.ir_cron_settle_letters")._trigger()

    def _settle_by_mail(self, mail_state):
        """Close traces whose mails are in this state, or gone if it is none."""
        if mail_state == "sent":
            self.set_sent()
        elif mail_state == "cancel":
            self.set_canceled()
        elif mail_state == "exception":
            for failure_type, some in self.grouped(
                lambda trace: trace.mail_mail_id.failure_type
            ).items():
                some.set_failed(failure_type=failure_type or "unknown")
        else:
            self._set_lost("unknown", self.env._("The letter was deleted unsent."))
