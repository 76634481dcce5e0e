from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError

#: Records moved between two commits.
CHUNK = 500
#: Above this many records the scheduled action does the work.
AT_ONCE = 2000


class SalesHandover(models.Model):
    """The work of one person that goes to others: looked at, done, and taken back.

    The lines are the log. They are planned for the preview, moved one by one, and know
    what each record was before, so that it can be put back.
    """

    _name = "sales.handover"
    _description = "Transfer of Work"
    _inherit = ["mail.thread"]
    _order = "id desc"

    from_user_id = fields.Many2one(
        comodel_name="res.users",
        string="From",
        required=True,
        index=True,
        ondelete="restrict",
        context={"active_test": False},
    )
    kind = fields.Selection(
        selection=[
            ("leaving", "Leaving"),
            ("absence", "Absence"),
            ("overload", "Overload"),
        ],
        required=True,
        default="leaving",
        readonly=True,
    )
    company_id = fields.Many2one(
        comodel_name="res.company",
        required=True,
        index=True,
        default=lambda self: self.env.company,
    )
    currency_id = fields.Many2one(related="company_id.currency_id")
    last_day = fields.Date(
        required=True,
        help="Plans count for this person until here, for the receivers from the next "
        "day on.",
    )
    way = fields.Selection(
        selection=[
            ("count", "Same number of records"),
            ("amount", "Same expected revenue"),
            ("team", "By team"),
            ("territory", "By territory"),
            ("hand", "By hand, client by client"),
        ],
        string="Split",
        required=True,
        default="count",
    )
    state = fields.Selection(
        selection=[
            ("draft", "Preview"),
            ("queued", "Being Transferred"),
            ("done", "Transferred"),
            ("returning", "Being Undone"),
            ("returned", "Undone"),
        ],
        required=True,
        default="draft",
        readonly=True,
        copy=False,
        index=True,
        tracking=True,
    )
    receiver_ids = fields.One2many(
        comodel_name="sales.handover.receiver", inverse_name="handover_id"
    )
    line_ids = fields.One2many(
        comodel_name="sales.handover.line", inverse_name="handover_id"
    )
    line_count = fields.Integer(string="Records", compute="_compute_counts")
    moved_count = fields.Integer(string="Moved", compute="_compute_counts")
    problem_count = fields.Integer(
        string="Not Moved or Not Undone", compute="_compute_counts"
    )

    @api.depends("from_user_id", "last_day")
    def _compute_display_name(self):
        for handover in self:
            handover.display_name = self.env._(
                "Work of %(person)s", person=handover.from_user_id.name or ""
            )

    @api.depends("line_ids.state")
    def _compute_counts(self):
        counts = {}
        for handover, state, count in self.env["sales.handover.line"]._read_group(
            [("handover_id", "in", self.ids)], ["handover_id", "state"], ["__count"]
        ):
            counts.setdefault(handover.id, {})[state] = count
        for handover in self:
            own = counts.get(handover.id, {})
            handover.line_count = sum(own.values())
            handover.moved_count = own.get("moved", 0)
            handover.problem_count = own.get("failed", 0) + own.get("kept", 0)

    # ------------------------------------------------------------
    # WHO MAY
    # ------------------------------------------------------------

    @api.model
    def _check_reach(self, people):
        """Refuse to give or take work of people the user does not lead.

        :raise AccessError: naming the first of them
        """
        user = self.env.user
        if self.env.su or user.has_group(
            "sales_efficiency.group_sales_efficiency_manager"
        ):
            return
        led = self.env["crm.team"].browse()
        if user.has_group("sales_efficiency.group_sales_efficiency_leader"):
            led = led.sudo().search([("sales_leader_ids", "in", user.ids)])
        outside = people - led.member_ids - (user if led else user.browse())
        if outside:
            raise AccessError(
                self.env._(
                    "%(person)s is in none of the teams you lead: choose somebody who is, "
                    "or ask a sales manager to transfer the work.",
                    person=outside[0].sudo().name,
                )
            )

    def _check_own_reach(self):
        """Refuse what was planned for people one does not lead."""
        self.check_access("read")
        for handover in self.sudo():
            handover.with_env(self.env)._check_reach(
                handover.from_user_id | handover.line_ids.to_user_id
            )

    def _check_state(self, state):
        """Refuse a step that does not come next."""
        states = dict(self._fields["state"]._description_selection(self.env))
        for handover in self:
            if handover.state != state:
                raise UserError(
                    self.env._(
                        "%(handover)s is in the state “%(now)s”; this needs “%(state)s”. "
                        "Reload the page.",
                        handover=handover.display_name,
                        now=states[handover.state],
                        state=states[state],
                    )
                )

    # ------------------------------------------------------------
    # ACTIONS
    # ------------------------------------------------------------

    def action_transfer(self):
        """Move everything as the preview shows it."""
        self._check_own_reach()
        self._start("draft", "queued", "planned")

    def action_undo(self):
        """Put back every record that is still as the transfer left it."""
        self._check_own_reach()
        self._start("done", "returning", "moved")

    def action_discard(self):
        """Forget the preview; nothing was moved."""
        self._check_own_reach()
        self.sudo()._check_state("draft")
        self.sudo().unlink()
        return self.env["ir.actions.actions"]._for_xml_id(
            "sales_efficiency.sales_handover_action"
        )

    def action_view_lines(self):
        """Open the records, where receivers can be changed by hand."""
        self.ensure_one()
        action = self.env["ir.actions.actions"]._for_xml_id(
            "sales_efficiency.sales_handover_line_action"
        )
        action["domain"] = [("handover_id", "=", self.id)]
        action["display_name"] = self.display_name
        return action

    @api.ondelete(at_uninstall=False)
    def _unlink_if_draft(self):
        for handover in self:
            if handover.state != "draft":
                raise UserError(
                    self.env._(
                        "%(handover)s is the log of what was moved and cannot be deleted. "
                        "Undo it instead.",
                        handover=handover.display_name,
                    )
                )

    # ------------------------------------------------------------
    # WORK
    # ------------------------------------------------------------

    def _start(self, before, state, waiting):
        """Begin to move or to undo: at once, or in the background if there is much."""
        for handover in self.sudo():
            handover.lock_for_update()
            handover._check_state(before)
            handover.state = state
            lines = handover.line_ids.filtered(lambda line: line.state == waiting)
            if len(lines) > AT_ONCE:
                self.env.ref("sales_efficiency.ir_cron_sales_handover")._trigger()
                continue
            while handover._work_chunk():
                pass

    def _work_chunk(self):
        """Move, or put back, the next records.

        :return: how many there were; with none left the handover is finished
        """
        self.ensure_one()
        lines = self.env["sales.handover.line"]
        if self.state == "queued":
            lines = lines.search(self._get_waiting("planned"), limit=CHUNK)
            lines._move()
        elif self.state == "returning":
            lines = self._get_next_returning(CHUNK)
            lines._return()
        if not lines:
            self._finish()
        return len(lines)

    def _get_next_returning(self, limit):
        """Return the next lines to put back: what came last goes first, so that
        dependent records follow their own.
        """
        return self.env["sales.handover.line"].search(
            self._get_waiting("moved"), limit=limit, order="id desc"
        )

    def _get_waiting(self, state):
        return [("handover_id", "=", self.id), ("state", "=", state)]

    @api.model
    def _cron_work(self):
        """Do a part of every large transfer that waits, committing after each."""
        cron = self.env["ir.cron"]
        line_states = {"queued": "planned", "returning": "moved"}
        while True:
            waiting = self.search([("state", "in", list(line_states))], order="id")
            handover = waiting.try_lock_for_update(limit=1)
            if not handover:
                return
            done = handover._work_chunk()
            remaining = self.env["sales.handover.line"].search_count(
                handover._get_waiting(line_states.get(handover.state))
            )
            if not cron._commit_progress(done, remaining=remaining):
                return
