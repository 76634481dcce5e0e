from datetime import timedelta

from odoo import api, fields, models

#: Calls that ended longer ago are history when we hear of them: nothing is opened and
#: nobody is told.
FRESH = timedelta(days=1)

STATES = [
    ("ringing", "Ringing"),
    ("ongoing", "In talk"),
    ("answered", "Answered"),
    ("missed", "Missed"),
    ("abandoned", "Hung up in the queue"),
    ("not_reached", "Not reached"),
    ("busy", "Busy"),
    ("failed", "Failed"),
    ("voicemail", "Voicemail"),
]


class PbxCall(models.Model):
    """One call, with whom it was and what came of it; its legs say who of us talked."""

    _name = "pbx.call"
    _description = "Call"
    _inherit = ["mail.thread", "pbx.told.mixin"]
    _order = "started_at desc, id desc"
    _rec_name = "number"
    _mail_post_access = "read"

    provider_id = fields.Many2one(
        "pbx.provider", required=True, readonly=True, ondelete="restrict"
    )
    company_id = fields.Many2one("res.company", required=True, readonly=True)
    call_uid = fields.Char(string="Number in the Phone System", readonly=True)
    client_ref = fields.Char(string="Reference of Click to Dial", readonly=True)
    direction = fields.Selection(
        selection=[("in", "Incoming"), ("out", "Outgoing"), ("internal", "Internal")],
        required=True,
        readonly=True,
    )
    state = fields.Selection(selection=STATES, required=True, readonly=True)
    number = fields.Char(readonly=True, help="The client's number as it was told.")
    phone_sanitized = fields.Char(
        string="Normalised Number", readonly=True, index="btree_not_null"
    )
    line = fields.Char(readonly=True, help="Our own number that was called or shown.")
    queue = fields.Char(readonly=True)
    started_at = fields.Datetime(string="Begun", required=True, readonly=True)
    answered_at = fields.Datetime(string="Answered On", readonly=True)
    ended_at = fields.Datetime(string="Ended", readonly=True)
    ring_seconds = fields.Float(string="Ringing", readonly=True, aggregator="avg")
    queue_seconds = fields.Float(string="In the Queue", readonly=True, aggregator="avg")
    talk_seconds = fields.Float(
        string="Talk Time", readonly=True, help="Seconds of talk with the client."
    )
    leg_ids = fields.One2many("pbx.call.leg", "call_id", readonly=True)
    # Who
    user_id = fields.Many2one(
        "res.users",
        string="Salesperson",
        help="Who talked last with the client; of a missed call, who is to call back.",
    )
    team_id = fields.Many2one("crm.team", string="Sales Team")
    partner_id = fields.Many2one(
        "res.partner", string="Client", index="btree_not_null", tracking=True
    )
    lead_id = fields.Many2one(
        "crm.lead", string="Deal", index="btree_not_null", tracking=True
    )
    candidate_lead_ids = fields.Many2many(
        "crm.lead",
        string="Possible Deals",
        help="Several open deals of this client: choose the one the call was about.",
    )
    candidate_partner_ids = fields.Many2many(
        "res.partner",
        string="Possible Clients",
        readonly=True,
        help="Several clients have this number: choose who it was.",
    )
    number_kind = fields.Selection(
        selection=[
            ("known", "A client's"),
            ("several", "Of several clients"),
            ("unknown", "Unknown"),
            ("own", "Our own"),
            ("none", "No client's number"),
        ],
        string="Whose Number",
        readonly=True,
        help="What was known of the number when the call came.",
    )
    stage_id = fields.Many2one(
        "crm.stage",
        string="Stage at the Call",
        readonly=True,
        index="btree_not_null",
        help="Where the deal was when the call began; it stays so.",
    )
    # What came of it
    outcome_id = fields.Many2one("pbx.outcome", index="btree_not_null")
    note = fields.Text()
    missed_state = fields.Selection(
        selection=[
            ("open", "To call back"),
            ("called_back", "Called back"),
            ("client_called", "Client got through"),
            ("dismissed", "Dismissed"),
        ],
        string="Missed Call",
        readonly=True,
    )
    missed_due_at = fields.Datetime(string="Call Back Until", readonly=True)
    missed_closed_at = fields.Datetime(string="Closed", readonly=True)
    missed_closed_by_id = fields.Many2one(
        "pbx.call", string="Closed By", readonly=True, index="btree_not_null"
    )

    _call_uniq = models.UniqueIndex("(provider_id, call_uid)")
    _company_idx = models.Index("(company_id, started_at DESC, id DESC)")
    _user_idx = models.Index("(user_id, started_at DESC)")
    _client_ref_idx = models.Index(
        "(provider_id, client_ref) WHERE client_ref IS NOT NULL"
    )

    @api.depends("direction", "number", "partner_id")
    def _compute_display_name(self):
        for call in self:
            call.display_name = (
                call.partner_id.name or call.number or self.env._("Call")
            )

    def _is_fresh(self):
        """Tell whether a call was so lately that something is to come of it."""
        moment = self.ended_at or self.started_at
        return moment > fields.Datetime.now() - FRESH

    def _on_recorded(self, before, states):
        """Do what follows of what was told of these calls; to be extended.

        Runs in the rights of the system, once for all calls told of together.

        :param dict before: ``{call id: state it had, False where it is new}``
        :param dict states: ``{call id: call_state.CallState}``
        """
