from odoo import api, fields, models

#: Kinds of records a chain leads through its letters.
TARGETS = [("crm.lead", "Leads and Opportunities"), ("res.partner", "Contacts")]


class MailingChain(models.Model):
    """Letters and other steps that follow one another for each who enters.

    What shall happen is kept in versions with their steps, what happened in
    participants with theirs.
    """

    _name = "mailing.chain"
    _description = "Mailing Chain"
    _inherit = ["mail.thread", "mail.activity.mixin"]
    _order = "priority desc, sequence, id"

    name = fields.Char(required=True, translate=True, tracking=True)
    active = fields.Boolean(default=True)
    sequence = fields.Integer(default=10)
    color = fields.Integer()
    company_id = fields.Many2one(
        comodel_name="res.company",
        required=True,
        index=True,
        default=lambda self: self.env.company,
    )
    user_id = fields.Many2one(
        comodel_name="res.users",
        string="Responsible",
        default=lambda self: self.env.user,
        tracking=True,
        help="In whose name letters go out where the client has no salesperson.",
    )
    target = fields.Selection(
        selection=TARGETS, required=True, default="crm.lead", string="Sent To"
    )
    state = fields.Selection(
        selection=[("draft", "Draft"), ("running", "Running"), ("paused", "Paused")],
        required=True,
        default="draft",
        copy=False,
        tracking=True,
        index=True,
    )
    paused_at = fields.Datetime(readonly=True, copy=False)
    campaign_id = fields.Many2one(
        comodel_name="utm.campaign",
        readonly=True,
        copy=False,
        ondelete="restrict",
        help="What came of the letters of this chain is counted under it.",
    )
    topic_ids = fields.Many2many(comodel_name="mailing.topic", string="Topics")

    # Versions
    version_ids = fields.One2many(
        comodel_name="mailing.chain.version", inverse_name="chain_id"
    )
    draft_version_id = fields.Many2one(
        comodel_name="mailing.chain.version",
        string="Being Edited",
        readonly=True,
        copy=False,
        ondelete="set null",
    )
    version_id = fields.Many2one(
        comodel_name="mailing.chain.version",
        string="In Force",
        readonly=True,
        copy=False,
        ondelete="restrict",
    )

    # Who gets in, and out before the end
    entry_ids = fields.One2many(
        comodel_name="mailing.chain.entry", inverse_name="chain_id", copy=True
    )
    reentry = fields.Selection(
        selection=[("never", "Only once"), ("after", "Again after a pause")],
        required=True,
        default="never",
        string="Entering Again",
    )
    reentry_days = fields.Integer(string="Pause in Days", default=90)
    exit_on_reply = fields.Boolean(string="Client replies", default=True)
    exit_on_won = fields.Boolean(string="Deal is won", default=True)
    exit_on_lost = fields.Boolean(string="Deal is lost", default=True)
    exit_on_meeting = fields.Boolean(string="Meeting is booked")
    exit_domain = fields.Char(
        string="Leaves When",
        help="Who comes to match this leaves the chain.",
    )

    # When and how much
    window = fields.Selection(
        selection=[
            ("calendar", "In working hours"),
            ("hours", "At given hours of working days"),
            ("any", "At any time"),
        ],
        required=True,
        default="calendar",
        string="Letters Go Out",
    )
    window_from = fields.Float(string="From", default=9)
    window_to = fields.Float(string="To", default=18)
    window_zone = fields.Selection(
        selection=[("company", "Of the company"), ("recipient", "Of the recipient")],
        required=True,
        default="recipient",
        string="Time Zone",
    )
    priority = fields.Selection(
        selection=[("0", "Normal"), ("1", "High"), ("2", "Very High")],
        required=True,
        default="0",
        help="Where a client may get one letter only, the chain of highest priority "
        "writes first.",
    )
    ignores_cap = fields.Boolean(
        string="Beyond the Limit",
        help="Letters of this chain go out also to who has had as many letters as the "
        "settings allow. For what clients wait for.",
    )
    quota_first = fields.Integer(
        string="Letters on the First Day",
        help="0 for as many as there are.",
    )
    quota_growth = fields.Integer(
        string="Growth a Day, in Percent",
        default=20,
        help="A sender nobody knows yet is taken for spam: begin small.",
    )
    quota_last = fields.Integer(string="Letters a Day at Most")
    started_on = fields.Date(
        readonly=True, copy=False, help="The day the daily number is counted from."
    )
    overdue = fields.Selection(
        selection=[
            ("skip", "Skip what is overdue"),
            ("shift", "Go on where it stopped, everything later by the pause"),
            ("latest", "Send the latest letter only"),
        ],
        required=True,
        default="shift",
        string="After a Pause",
    )
    participant_ids = fields.One2many(
        comodel_name="mailing.chain.participant", inverse_name="chain_id"
    )

    _reentry_positive = models.Constraint(
        "CHECK (reentry_days >= 0)", "Pause in Days: give a number of days from 0 on."
    )
    _window_valid = models.Constraint(
        "CHECK (window_from >= 0 AND window_to <= 24 AND window_from < window_to)",
        "From and To: the hours have to lie between 0:00 and 24:00, To after From.",
    )
    _quota_valid = models.Constraint(
        "CHECK (quota_first >= 0 AND quota_growth >= 0 AND quota_last >= 0)",
        "Letters a day: give numbers from 0 on.",
    )

    @api.model_create_multi
    def create(self, vals_list):
        """Give each chain a campaign and a first version to draw on."""
        chains = super().create(vals_list)
        for chain in chains:
            chain.campaign_id = (
                self.env["utm.campaign"]
                .sudo()
                .create(
                    {"name": chain.name, "user_id": chain.user_id.id or self.env.uid}
                )
            )
            chain.draft_version_id = self.env["mailing.chain.version"].create(
                {"chain_id": chain.id, "number": 1}
            )
        return chains
