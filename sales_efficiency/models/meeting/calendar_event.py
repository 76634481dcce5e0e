from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.fields import Domain

#: Outcomes that only a meeting that has begun can have.
BEGUN_OUTCOMES = ("held", "no_show")
#: Outcomes after which nobody waits for the meeting any more.
DROPPED_OUTCOMES = ("moved", "cancelled")


class CalendarEvent(models.Model):
    _inherit = "calendar.event"

    sales_outcome = fields.Selection(
        selection=[
            ("held", "Held"),
            ("moved", "Moved"),
            ("no_show", "No-show"),
            ("cancelled", "Cancelled"),
        ],
        string="Outcome",
        copy=False,
        tracking=True,
        help="Only meetings that were held count as work done. What a past meeting "
        "without an outcome counts as is set in Settings > Sales Efficiency.",
    )
    sales_partner_id = fields.Many2one(
        comodel_name="res.partner",
        string="Client",
        compute="_compute_sales_partner_id",
        store=True,
        index="btree_not_null",
        help="The client the meeting is with: the one of the opportunity, "
        "else the first attendee from outside.",
    )
    sales_moved_to_id = fields.Many2one(
        comodel_name="calendar.event",
        string="Moved To",
        copy=False,
        readonly=True,
        index="btree_not_null",
        ondelete="set null",
    )
    sales_moved_from_ids = fields.One2many(
        comodel_name="calendar.event",
        inverse_name="sales_moved_to_id",
        string="Moved From",
        readonly=True,
    )
    can_set_sales_outcome = fields.Boolean(compute="_compute_can_set_sales_outcome")
    is_sales_meeting = fields.Boolean(
        string="Is a Client Meeting",
        compute="_compute_is_sales_meeting",
        search="_search_is_sales_meeting",
        help="A meeting about an opportunity or with somebody from outside the company.",
    )
    has_begun = fields.Boolean(compute="_compute_has_begun")

    _sales_start_idx = models.Index("(start) WHERE active")

    # ------------------------------------------------------------
    # COMPUTE
    # ------------------------------------------------------------

    # Not on ``partner_share``: a new right for a group of users would have every
    # meeting they ever had looked at again.
    @api.depends("opportunity_id.partner_id", "partner_ids")
    def _compute_sales_partner_id(self):
        own = self.env["res.company"].sudo().search([]).partner_id
        for event in self:
            outside = event.partner_ids.filtered(
                lambda partner: (
                    partner.partner_share and partner.commercial_partner_id not in own
                )
            )
            event.sales_partner_id = (
                event.opportunity_id.partner_id or outside.sorted("id")[:1]
            )

    @api.depends("opportunity_id", "sales_partner_id")
    def _compute_is_sales_meeting(self):
        for event in self:
            event.is_sales_meeting = bool(
                event.opportunity_id or event.sales_partner_id
            )

    @api.model
    def _search_is_sales_meeting(self, operator, value):
        if operator != "in":
            return NotImplemented
        domain = Domain("opportunity_id", "!=", False) | Domain(
            "sales_partner_id", "!=", False
        )
        return domain if True in value else ~domain

    @api.depends("start")
    def _compute_has_begun(self):
        now = fields.Datetime.now()
        for event in self:
            event.has_begun = bool(event.start and event.start <= now)

    @api.depends("user_id")
    @api.depends_context("uid")
    def _compute_can_set_sales_outcome(self):
        allowed = self._filter_sales_outcome_allowed()
        for event in self:
            event.can_set_sales_outcome = event in allowed

    def _filter_sales_outcome_allowed(self):
        """Return the meetings whose outcome the user may set.

        The organizer says how it went, or those who lead the organizer.
        """
        user = self.env.user
        if self.env.su or user.has_group(
            "sales_efficiency.group_sales_efficiency_manager"
        ):
            return self
        return self.filtered(
            lambda event: (
                event.user_id in (user, user.browse())
                or user in event.user_id.sudo().sale_team_id.sales_leader_ids
            )
        )

    # ------------------------------------------------------------
    # CONSTRAINTS
    # ------------------------------------------------------------

    @api.constrains("sales_outcome")
    def _check_sales_outcome(self):
        for event in self:
            if event.sales_outcome in BEGUN_OUTCOMES and not event.has_begun:
                raise ValidationError(
                    self.env._(
                        "“%(meeting)s” has not begun yet: its outcome can be set to moved "
                        "or cancelled only.",
                        meeting=event.name,
                    )
                )

    def _check_sales_outcome_allowed(self):
        refused = self - self._filter_sales_outcome_allowed()
        if refused:
            raise AccessError(
                self.env._(
                    "The outcome of “%(meeting)s” is set by its organizer, %(organizer)s, "
                    "or by the organizer's team leader.",
                    meeting=refused[0].display_name,
                    organizer=refused[0].user_id.name,
                )
            )

    # ------------------------------------------------------------
    # CRUD
    # ------------------------------------------------------------

    @api.model_create_multi
    def create(self, vals_list):
        events = super().create(vals_list)
        if any(vals.get("sales_outcome") for vals in vals_list):
            events.filtered("sales_outcome")._check_sales_outcome_allowed()
        return events

    def write(self, vals):
        """Keep outcomes apart: each meeting of a series has its own.

        A meeting put off to a time to come has no outcome any more.
        """
        vals = dict(vals)
        outcome = {}
        if "sales_outcome" in vals:
            self._check_sales_outcome_allowed()
            if vals.get("recurrence_update") in ("all_events", "future_events"):
                outcome = {"sales_outcome": vals.pop("sales_outcome")}
        redated = {"start", "stop", "start_date", "stop_date"} & vals.keys()
        result = super().write(vals)
        if outcome:
            super().write(outcome)
        if redated:
            early = self.exists()._filter_sales_outcome_early()
            super(CalendarEvent, early).write({"sales_outcome": False})
        return result

    def _filter_sales_outcome_early(self):
        """Return the meetings to come whose outcome only one that has begun can have."""
        now = fields.Datetime.now()
        return self.filtered(
            lambda event: event.sales_outcome in BEGUN_OUTCOMES and event.start > now
        )

    def _rewrite_recurrence(self, values, time_values, recurrence_values):
        """Keep the meetings that have an outcome when a series is changed as a whole.

        Odoo archives the series and makes it anew; what was held would be lost with it.
        """
        decided = self.recurrence_id.calendar_event_ids.filtered("sales_outcome")
        base = self.recurrence_id.base_event_id
        result = super()._rewrite_recurrence(values, time_values, recurrence_values)
        archived = decided.filtered(lambda event: not event.active)
        if archived:
            twins = base.recurrence_id.calendar_event_ids.filtered(
                lambda event: (
                    event not in decided and event.start in archived.mapped("start")
                )
            )
            # Past our own write(), which would take these for decisions of the user.
            # pylint: disable=super-method-mismatch
            super(CalendarEvent, twins).write({"active": False})
            super(CalendarEvent, archived).write(
                {"active": True, "recurrency": False, "recurrence_id": False}
            )
        return result

    # ------------------------------------------------------------
    # ACTIONS
    # ------------------------------------------------------------

    def action_sales_held(self):
        self._set_sales_outcome("held")

    def action_sales_no_show(self):
        self._set_sales_outcome("no_show")

    def action_sales_cancelled(self):
        self._set_sales_outcome("cancelled")

    def action_sales_clear_outcome(self):
        self._set_sales_outcome(False)

    def action_sales_move(self):
        """Ask for the new date."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Move Meeting"),
            "res_model": "sales.meeting.move",
            "view_mode": "form",
            "target": "new",
            "context": {"default_event_id": self.id},
        }

    def _set_sales_outcome(self, outcome):
        """Write an outcome; whoever was dropped before it began blocks no time any more."""
        inside = self.filtered(lambda event: not event.is_sales_meeting)
        if inside:
            raise UserError(
                self.env._(
                    "“%(meeting)s” is not a meeting with a client: link it to an "
                    "opportunity or invite somebody from outside first.",
                    meeting=inside[0].display_name,
                )
            )
        values = {"sales_outcome": outcome}
        ahead = self.filtered(lambda event: not event.has_begun)
        if outcome in DROPPED_OUTCOMES and ahead:
            ahead.write(
                {**values, "show_as": "free", "alarm_ids": [fields.Command.clear()]}
            )
            (self - ahead).write(values)
        else:
            self.write(values)

    def _move_sales_meeting(self, start, stop):
        """Make the same meeting at another time and keep this one as moved.

        :return: the new meeting
        """
        self.ensure_one()
        self._check_sales_outcome_allowed()
        new = self.copy(
            {
                "start": start,
                "stop": stop,
                "start_date": start.date(),
                "stop_date": stop.date(),
                "recurrency": False,
                "recurrence_id": False,
                "follow_recurrence": False,
            }
        )
        self._set_sales_outcome("moved")
        self.sales_moved_to_id = new
        return new
