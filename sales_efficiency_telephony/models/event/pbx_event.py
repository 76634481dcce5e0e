import json
from datetime import datetime, timezone

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError

#: What may change of a fact once it is told: what became of it.
CHANGEABLE = {"state", "error", "attempts", "retry_at"}
#: What can still be made something of.
WAITING = ("new", "error")


class PbxEvent(models.Model):
    """What a phone system told, once each and never changed: calls are folded of these."""

    _name = "pbx.event"
    _description = "Call Event"
    _order = "occurred_at desc, id desc"
    _rec_name = "call_uid"
    _log_access = False

    provider_id = fields.Many2one(
        "pbx.provider", string="Phone System", required=True, ondelete="cascade"
    )
    company_id = fields.Many2one(related="provider_id.company_id")
    event_uid = fields.Char(string="Event", required=True, readonly=True)
    call_uid = fields.Char(string="Call", required=True, readonly=True)
    kind = fields.Char(required=True, readonly=True)
    #: Fractions of a second matter: talk time is their difference.
    occurred_at = fields.Float(
        string="Second", digits=(17, 6), required=True, readonly=True, aggregator=None
    )
    occurred_on = fields.Datetime(string="Happened", compute="_compute_occurred_on")
    received_at = fields.Datetime(string="Received", required=True, readonly=True)
    facts = fields.Json(readonly=True, help="The fact in the words of no vendor.")
    payload = fields.Json(readonly=True, help="What was received, kept for a while.")
    facts_text = fields.Text(string="What Was Told", compute="_compute_texts")
    payload_text = fields.Text(string="As It Came", compute="_compute_texts")
    state = fields.Selection(
        selection=[
            ("new", "New"),
            ("applied", "Applied"),
            ("ignored", "Ignored"),
            ("error", "Failed"),
        ],
        required=True,
        default="new",
    )
    error = fields.Text(readonly=True)
    attempts = fields.Integer(readonly=True, aggregator=None)
    retry_at = fields.Datetime(
        string="Next Attempt",
        readonly=True,
        help="Empty: it is not tried again by itself.",
    )

    _event_uniq = models.UniqueIndex("(provider_id, event_uid)")
    _call_idx = models.Index("(provider_id, call_uid)")
    _waiting_idx = models.Index("(id) WHERE state IN ('new', 'error')")
    _received_idx = models.Index("(provider_id, received_at)")

    @api.depends("occurred_at")
    def _compute_occurred_on(self):
        for event in self:
            event.occurred_on = _to_datetime(event.occurred_at)

    @api.depends("facts", "payload")
    def _compute_texts(self):
        for event in self:
            event.facts_text = _to_lines(event.facts)
            event.payload_text = _to_lines(event.payload)

    # ------------------------------------------------------------
    # CRUD
    # ------------------------------------------------------------

    def write(self, vals):
        """Change what became of facts; the facts themselves stay as they were told."""
        if not CHANGEABLE.issuperset(vals):
            raise UserError(
                self.env._(
                    "Call events are kept as the phone system told them: change the call "
                    "instead."
                )
            )
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_never(self):
        raise UserError(
            self.env._(
                "Call events are not deleted by hand: set how long they are kept on the "
                "phone system."
            )
        )

    # ------------------------------------------------------------
    # ACTIONS
    # ------------------------------------------------------------

    def action_retry(self):
        """Make a call again of what failed, or of what was passed over."""
        self.check_access("read")
        if not self.env["pbx.provider"].has_access("write"):
            raise AccessError(
                self.env._("Only an administrator of Sales Efficiency may try again.")
            )
        events = self.sudo()
        for provider, of_provider in events.grouped("provider_id").items():
            events._apply(provider, set(of_provider.mapped("call_uid")))
        failed = events.filtered(lambda event: event.state == "error")
        return {
            "type": "ir.actions.client",
            "tag": "display_notification",
            "params": {
                "type": "danger" if failed else "success",
                "message": failed[:1].error or self.env._("Done: see the calls."),
                "next": {"type": "ir.actions.client", "tag": "soft_reload"},
            },
        }


def _to_datetime(second):
    moment = datetime.fromtimestamp(second, timezone.utc)
    return moment.replace(tzinfo=None, microsecond=0)


def _to_lines(value):
    return value and json.dumps(value, indent=2, sort_keys=True, ensure_ascii=False)
