import secrets
from datetime import timedelta

from odoo import api, fields, models
from odoo.fields import NO_ACCESS

from odoo.addons.base.models.res_partner import _tz_get

from ...tools.call_state import Numbering

ADMIN = "sales_efficiency.group_sales_efficiency_admin"
#: How exactly it is noted when a phone system was last heard of.
HEARD_EVERY = timedelta(minutes=1)


class PbxProvider(models.Model):
    """A phone system and how we hear of its calls.

    The hub owns the flow; what is particular to a kind stands in a short file of its own,
    which extends ``code`` and fills the holes named ``_verify_``, ``_extract_``,
    ``_dial_`` and ``_get_recording_``.
    """

    _name = "pbx.provider"
    _description = "Phone System"
    _inherit = ["mail.thread"]
    _order = "sequence, id"

    name = fields.Char(required=True)
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
    code = fields.Selection(
        selection=[
            ("webhook", "Signed webhook"),
            ("twilio", "Twilio"),
            ("zadarma", "Zadarma"),
            ("freeswitch", "FreeSWITCH"),
            ("file", "Files with a history of calls"),
            ("demo", "Demonstration"),
        ],
        string="Kind",
        required=True,
        default="webhook",
    )
    company_id = fields.Many2one(
        "res.company", required=True, index=True, default=lambda self: self.env.company
    )
    country_id = fields.Many2one(
        "res.country",
        compute="_compute_country_id",
        store=True,
        readonly=False,
        help="Numbers without a country code are read as numbers of this country.",
    )
    tz = fields.Selection(
        selection=_tz_get,
        string="Time Zone",
        required=True,
        default=lambda self: self.env.company.resource_calendar_id.tz or "UTC",
        help="Of what the phone system tells without a time zone.",
    )
    token = fields.Char(
        string="Address Token",
        required=True,
        copy=False,
        default=lambda self: secrets.token_urlsafe(24),
        groups=ADMIN,
        help="The last part of the address at which the phone system reports.",
    )
    # Typed in as ``new_secret`` or made: see pbx_provider_key.py
    secret = fields.Char(
        copy=False,
        groups=NO_ACCESS,
        help="What the phone system signs its reports with.",
    )
    # Numbers
    own_numbers = fields.Text(
        help="The company's own lines, one a line. They are never taken for a client."
    )
    internal_digits = fields.Integer(
        string="Digits of Internal Numbers",
        default=5,
        help="Numbers no longer than this are internal.",
    )
    extension_ids = fields.One2many("pbx.extension", "provider_id")
    # What becomes of calls
    unknown_mode = fields.Selection(
        selection=[
            ("propose", "Propose a deal"),
            ("lead", "Open a deal and distribute it"),
            ("none", "Only log the call"),
        ],
        string="Unknown Callers",
        required=True,
        default="propose",
    )
    missed_user_id = fields.Many2one(
        "res.users",
        string="Missed Calls Of Nobody",
        help="Who calls back where neither an owner nor a former talk is known.",
    )
    missed_minutes = fields.Integer(
        string="Call Back Within",
        default=30,
        help="Minutes of working time in which a missed call is called back.",
    )
    # How long what was told is kept
    payload_days = fields.Integer(
        string="Days to Keep Reports",
        default=14,
        help="What was received is kept so long as it came, for whoever looks for a "
        "fault. 0: for good.",
    )
    event_days = fields.Integer(
        string="Days to Keep Facts",
        default=180,
        help="What a call was made of is kept so long; the call itself stays. 0: for good.",
    )
    # Health: see pbx_provider_health.py
    last_event_at = fields.Datetime(string="Last Report", readonly=True, copy=False)

    _token_uniq = models.UniqueIndex(
        "(token)", "Each phone system has its own address."
    )
    _days_check = models.Constraint(
        "CHECK(payload_days >= 0 AND event_days >= 0)",
        "Days to keep reports and facts are 0 (for good) or more.",
    )

    @api.depends("company_id")
    def _compute_country_id(self):
        for provider in self:
            provider.country_id = provider.company_id.country_id

    def _get_numbering(self):
        """Return which numbers are ours, as :class:`call_state.Numbering`."""
        self.ensure_one()
        own = (
            "".join(filter(str.isdigit, line))
            for line in (self.own_numbers or "").splitlines()
        )
        # What was merely seen proves nothing: a line would be taken for a colleague.
        phones = self.sudo().extension_ids.filtered(
            lambda phone: phone.user_id or not phone.is_seen
        )
        return Numbering(
            own=frozenset(filter(None, own)),
            phones=frozenset(phones.mapped("number")),
            internal_digits=self.internal_digits,
        )

    def _get_payloads_limit(self):
        """Return before when reports are no longer kept as they came, or ``None``."""
        return self._get_days_ago(self.payload_days)

    def _get_events_limit(self):
        """Return before when facts of calls are no longer kept, or ``None``."""
        return self._get_days_ago(self.event_days)

    def _get_days_ago(self, days):
        return fields.Datetime.now() - timedelta(days=days) if days else None

    def _note_heard(self):
        """Note that the phone system has reported: to the minute, it may report a lot."""
        now = fields.Datetime.now()
        if not self.last_event_at or now - self.last_event_at > HEARD_EVERY:
            # Who finds another worker noting it leaves it to that one.
            self.try_lock_for_update(allow_referencing=True).last_event_at = now
