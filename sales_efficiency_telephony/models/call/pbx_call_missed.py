from odoo import api, fields, models

from ...tools.missed import split_age


class PbxCall(models.Model):
    """Missed calls, and how long they have been waiting.

    Those of one number wait together: the first of them has the activity, counts the
    others and the attempts, and gives the age.
    """

    _inherit = "pbx.call"

    missed_first_id = fields.Many2one(
        "pbx.call",
        string="First Missed Call",
        readonly=True,
        copy=False,
        index="btree_not_null",
        help="The missed call of this number that waits already: one call back is enough.",
    )
    missed_count = fields.Integer(
        string="Missed Calls",
        readonly=True,
        copy=False,
        aggregator=None,
        help="How often the client has called in vain since.",
    )
    missed_attempts = fields.Integer(
        string="Attempts",
        readonly=True,
        copy=False,
        aggregator=None,
        help="How often it was called back without anybody answering.",
    )
    missed_minutes = fields.Float(
        string="Minutes to Call Back",
        readonly=True,
        copy=False,
        aggregator="avg",
        help="Working time of who was to call back, until the client was spoken to.",
    )
    missed_reason = fields.Char(string="Reason", readonly=True, copy=False)
    missed_escalate_at = fields.Datetime(
        string="Leader Told On", readonly=True, copy=False
    )
    missed_level = fields.Integer(
        string="Escalations",
        readonly=True,
        copy=False,
        aggregator=None,
        help="1: the team leader was told that nobody calls back, 2: the head of sales.",
    )
    missed_activity_ids = fields.One2many(
        "mail.activity", "pbx_missed_call_id", readonly=True
    )
    missed_age = fields.Char(string="Waiting", compute="_compute_missed_age")
    missed_late = fields.Char(
        string="Overdue",
        compute="_compute_missed_age",
        help="Working time that has passed since it should have been called back.",
    )

    _missed_open_uniq = models.UniqueIndex(
        "(company_id, (COALESCE(phone_sanitized, number)))"
        " WHERE missed_state = 'open' AND missed_first_id IS NULL",
        "A missed call of this number waits already: call back once.",
    )
    _missed_open_idx = models.Index("(missed_due_at) WHERE missed_state = 'open'")
    _missed_escalate_idx = models.Index(
        "(missed_escalate_at) WHERE missed_state = 'open'"
        " AND missed_escalate_at IS NOT NULL"
    )

    @api.depends("missed_state", "missed_due_at", "started_at", "user_id")
    @api.depends_context("lang")
    def _compute_missed_age(self):
        now = fields.Datetime.now()
        waiting = self.filtered(
            lambda call: call.missed_state == "open" and call.started_at
        )
        late = waiting.filtered(
            lambda call: call.missed_due_at and call.missed_due_at < now
        )
        minutes = late._get_work_minutes("missed_due_at", now)
        for call in self:
            call.missed_age = call.missed_late = False
            if call in waiting:
                passed = (now - call.started_at).total_seconds() / 60
                call.missed_age = self._say_age(passed)
            if call in late:
                call.missed_late = self._say_age(minutes[call])

    def _say_age(self, minutes):
        number, unit = split_age(minutes)
        if unit == "min":
            return self.env._("%(number)s min", number=number)
        if unit == "h":
            return self.env._("%(number)s h", number=number)
        return self.env._("%(number)s d", number=number)

    # ------------------------------------------------------------
    # ACTIONS
    # ------------------------------------------------------------

    def action_dismiss(self):
        """Ask why nobody is to call back."""
        self.check_access("write")
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Do Not Call Back"),
            "res_model": "pbx.missed.dismiss",
            "views": [(False, "form")],
            "target": "new",
            "context": {"default_call_ids": self.ids},
        }
