from odoo import api, fields, models
from odoo.exceptions import AccessError
from odoo.fields import NO_ACCESS

from ...tools.recording_ref import is_same, path_keys

DELETE = "sales_efficiency_telephony.group_recording_delete"


class PbxRecording(models.Model):
    """A file with the talk of a call: where it is, what became of it, who may hear it.

    Who may read a recording may hear it, see the record rules. Rows are written by the
    server alone; one whose file is erased stays, to say so.
    """

    _name = "pbx.recording"
    _description = "Call Recording"
    _order = "started_at desc, id desc"
    _rec_name = "call_id"

    call_id = fields.Many2one(
        "pbx.call", required=True, readonly=True, index=True, ondelete="cascade"
    )
    leg_id = fields.Many2one(
        "pbx.call.leg",
        readonly=True,
        index="btree_not_null",
        ondelete="set null",
    )
    provider_id = fields.Many2one(
        "pbx.provider", required=True, readonly=True, ondelete="cascade"
    )
    company_id = fields.Many2one("res.company", required=True, readonly=True)
    ref = fields.Char(
        string="File",
        readonly=True,
        groups="sales_efficiency.group_sales_efficiency_admin",
        help="Its address or name, as the phone system told it.",
    )
    #: The digests of :mod:`recording_ref`, which stay when the file is erased: a fact
    #: told again, or more fully, must not bring it back.
    ref_key = fields.Char(required=True, readonly=True, groups=NO_ACCESS)
    side = fields.Selection(
        selection=[
            ("both", "Both"),
            ("client", "Client"),
            ("user", "Salesperson"),
        ],
        string="Voices",
        required=True,
        readonly=True,
        default="both",
    )
    started_at = fields.Datetime(string="Call Begun", readonly=True)
    partner_id = fields.Many2one(related="call_id.partner_id")
    lead_id = fields.Many2one(related="call_id.lead_id")
    user_id = fields.Many2one(
        "res.users", string="Salesperson", readonly=True, index="btree_not_null"
    )
    team_id = fields.Many2one(
        "crm.team", string="Sales Team", readonly=True, index="btree_not_null"
    )
    # What became of it
    state = fields.Selection(
        selection=[
            ("waiting", "Waiting"),
            ("fetched", "Fetched"),
            ("missing", "Missing"),
            ("refused", "Refused"),
            ("erased", "Erased"),
        ],
        required=True,
        readonly=True,
        default="waiting",
    )
    reason = fields.Text(readonly=True, help="Why there is nothing to hear.")
    tries = fields.Integer(readonly=True, groups="base.group_system")
    try_at = fields.Datetime(string="Next Try", readonly=True)
    fetched_at = fields.Datetime(string="Fetched On", readonly=True)
    attachment_id = fields.Many2one(
        "ir.attachment",
        readonly=True,
        index="btree_not_null",
        ondelete="set null",
        groups=NO_ACCESS,
    )
    mimetype = fields.Char(string="Type", readonly=True)
    size = fields.Integer(string="Size (Bytes)", readonly=True, aggregator=False)
    seconds = fields.Float(string="Length", readonly=True)
    erased_at = fields.Datetime(string="Erased On", readonly=True)
    erased_by_id = fields.Many2one("res.users", readonly=True)
    # What is in it
    mark_ids = fields.One2many("pbx.recording.mark", "recording_id")
    access_ids = fields.One2many(
        "pbx.recording.access",
        "recording_id",
        string="Heard By",
        groups="sales_efficiency_telephony.group_recording_all",
    )

    _ref_uniq = models.UniqueIndex("(call_id, ref_key)")
    _waiting_idx = models.Index("(try_at) WHERE state = 'waiting'")
    _kept_idx = models.Index(
        "(provider_id, started_at) WHERE state IN ('fetched', 'waiting')"
    )
    _company_idx = models.Index("(company_id, started_at DESC, id DESC)")

    @api.model
    def _get_ref_key(self, ref):
        return " ".join(path_keys(ref))

    def _find_told(self, ref_key):
        """Return which of these holds the file with this key, as far as was told."""
        keys = ref_key.split()
        same = self.filtered(lambda one: is_same(keys, one.ref_key.split()))
        exact = same.filtered(lambda one: one.ref_key == ref_key)
        # Where it may be several, rather one that is not to come back.
        erased = same.filtered(lambda one: one.state == "erased")
        return (exact or erased or same)[:1]

    def _take_told(self, values):
        """Note what was told of a file since: its full path, a new address, whose it is."""
        if len(values["ref_key"]) < len(self.ref_key):
            return
        known = {"ref": self.ref, "ref_key": self.ref_key}
        if self.state == "waiting":
            known |= {"side": self.side, "leg_id": self.leg_id.id}
        changed = {name: values[name] for name in known if values[name] != known[name]}
        if changed:
            self.write(changed)
            self._sync_people()

    def _check_listen(self):
        """Refuse who may not hear these recordings.

        :raise AccessError:
        """
        self.check_access("read")

    def _check_erase(self):
        """Refuse who may not erase these recordings.

        :raise AccessError:
        """
        if not (self.env.su or self.env.user.has_group(DELETE)):
            raise AccessError(
                self.env._(
                    "Recordings are erased by those who have the right “Delete "
                    "recordings”: ask an administrator for it."
                )
            )
        self._check_listen()

    def _sync_people(self):
        """Note whose talks these are: of a leg its phone's owner, else who talked last."""
        for recording in self:
            call = recording.call_id
            talked = call.leg_ids.filtered(lambda leg: leg.outcome == "talked")
            leg = recording.leg_id or talked.sorted("answered_at")[-1:]
            user = leg.user_id or call.user_id
            team = leg.team_id or call.team_id
            if (recording.user_id, recording.team_id) != (user, team):
                recording.write({"user_id": user.id, "team_id": team.id})
