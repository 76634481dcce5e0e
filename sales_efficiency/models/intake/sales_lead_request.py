import uuid
from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import UserError

#: Requests deleted at a time.
CHUNK = 1000
#: States of what can still be made a lead of.
WAITING = ("received", "failed")


class SalesLeadRequest(models.Model):
    """What a landing page or another system sent: one request is one lead.

    It is kept before anything is made of it, so that nothing is lost when that fails.
    """

    _name = "sales.lead.request"
    _description = "Lead Request"
    _order = "id desc"
    _rec_name = "reference"

    reference = fields.Char(
        required=True,
        readonly=True,
        copy=False,
        default=lambda self: str(uuid.uuid4()),
        help="What the sender was answered with.",
    )
    door_id = fields.Many2one(
        comodel_name="sales.lead.door",
        required=True,
        readonly=True,
        index=True,
        ondelete="cascade",
    )
    company_id = fields.Many2one(related="door_id.company_id", store=True, index=True)
    state = fields.Selection(
        selection=[
            ("received", "Received"),
            ("done", "Done"),
            ("failed", "Failed"),
            ("refused", "Refused"),
            ("trap", "Robot"),
        ],
        required=True,
        readonly=True,
        default="received",
    )
    received_at = fields.Datetime(
        string="Received", required=True, readonly=True, default=fields.Datetime.now
    )
    payload = fields.Text(
        string="What Was Sent", readonly=True, help="As it came, field by field."
    )
    headers = fields.Text(readonly=True)
    address = fields.Char(readonly=True, help="Where on the internet it came from.")
    position = fields.Integer(
        readonly=True, help="Its number in the list it was sent in, from 0."
    )
    idempotency_key = fields.Char(readonly=True, copy=False)
    #: Tells whether what comes with the same key again is the same.
    content_digest = fields.Char(readonly=True, copy=False, groups=fields.NO_ACCESS)
    http_status = fields.Integer(
        string="Answered", readonly=True, aggregator=None, help="HTTP status."
    )
    lead_id = fields.Many2one(
        comodel_name="crm.lead",
        readonly=True,
        copy=False,
        index="btree_not_null",
        ondelete="set null",
    )
    error = fields.Text(readonly=True)
    attempts = fields.Integer(readonly=True, aggregator=None)
    next_attempt_at = fields.Datetime(
        string="Next Attempt",
        readonly=True,
        help="Empty: it is not tried again by itself.",
    )

    _reference_idx = models.UniqueIndex("(reference)")
    _idempotency_idx = models.UniqueIndex(
        "(door_id, idempotency_key) WHERE idempotency_key IS NOT NULL"
    )
    _recent_idx = models.Index("(door_id, received_at) WHERE position = 0")
    _next_attempt_idx = models.Index(
        "(next_attempt_at) WHERE next_attempt_at IS NOT NULL"
    )

    # ------------------------------------------------------------
    # ACTIONS
    # ------------------------------------------------------------

    def action_open_lead(self):
        """Open the lead that was made of the request."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "res_model": "crm.lead",
            "res_id": self.lead_id.id,
            "views": [(False, "form")],
        }

    def action_retry(self):
        """Make a lead of what failed, or of what was taken for a robot's."""
        self.check_access("read")
        self._check_is_admin()
        self.sudo().filtered(lambda request: request.state == "trap").write(
            {"state": "received"}
        )
        requests = self.sudo().filtered(lambda request: request.state in WAITING)
        if not requests:
            raise UserError(
                self.env._("There is nothing to be done again: choose failed requests.")
            )
        requests._open_leads()
        failed = requests.filtered(lambda request: request.state == "failed")
        return {
            "type": "ir.actions.client",
            "tag": "display_notification",
            "params": {
                "type": "danger" if failed else "success",
                "message": failed[:1].error
                or self.env._("%(count)s leads opened.", count=len(requests)),
                "next": {"type": "ir.actions.client", "tag": "soft_reload"},
            },
        }

    def _check_is_admin(self):
        """Requests are the administrator's; reading them is not enough to act on them."""
        self.check_access("unlink")

    # ------------------------------------------------------------
    # CLEAN UP
    # ------------------------------------------------------------

    @api.autovacuum
    def _gc_requests(self):
        """Delete what is older than its door keeps it; what failed waits for somebody."""
        doors = self.env["sales.lead.door"].with_context(active_test=False)
        left = False
        for door in doors.search([("kind", "=", "intake"), ("keep_days", ">", 0)]):
            limit = fields.Datetime.now() - timedelta(days=door.keep_days)
            old = self.search(
                [
                    ("door_id", "=", door.id),
                    ("received_at", "<", limit),
                    ("state", "not in", WAITING),
                ],
                limit=CHUNK,
            )
            old.unlink()
            left = left or len(old) == CHUNK
        return 0, left
