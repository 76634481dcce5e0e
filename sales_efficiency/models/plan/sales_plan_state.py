from odoo import api, models
from odoo.exceptions import UserError
from odoo.tools import format_date

#: What a plan may become.
TRANSITIONS = {
    ("draft", "confirmed"),
    ("draft", "closed"),
    ("confirmed", "draft"),
    ("confirmed", "closed"),
    ("closed", "confirmed"),
}
#: What a closed plan keeps as it is; followers and messages may go on.
FROZEN_FIELDS = {
    "name",
    "title",
    "period_type",
    "date_start",
    "company_id",
    "line_ids",
    "scoped_line_ids",
    "grid",
}


class SalesPlan(models.Model):
    """Draft, confirmed, closed: the steps hold whichever door a change comes through."""

    _inherit = "sales.plan"

    @api.model_create_multi
    def create(self, vals_list):
        """Begin every plan as a draft, so that its state does all it takes."""
        states = [vals.get("state") or "draft" for vals in vals_list]
        plans = super().create([{**vals, "state": "draft"} for vals in vals_list])
        for plan, state in zip(plans, states, strict=True):
            if state != "draft":
                plan.state = state
        return plans

    def write(self, vals):
        """Do what a change of state takes; refuse to change what is closed."""
        if FROZEN_FIELDS & set(vals):
            self._check_open()
        state = vals.get("state")
        moved = self.filtered(lambda plan: state and plan.state != state)
        if not moved:
            return super().write(vals)
        moved._check_transition(state)
        reopened = moved.filtered(lambda plan: plan.state == "closed")
        if state != "draft":
            moved._check_ready()
        if state == "closed":
            moved._freeze()
        done = super().write(vals)
        for plan in reopened:
            plan.message_post(
                body=self.env._(
                    "Reopened by %(user)s: its figures follow the facts again.",
                    user=self.env.user.name,
                )
            )
        return done

    @api.ondelete(at_uninstall=False)
    def _unlink_if_draft(self):
        for plan in self:
            if plan.state != "draft":
                raise UserError(
                    self.env._(
                        "%(plan)s is not a draft and cannot be deleted: the board shows it. "
                        "Set it to draft first.",
                        plan=plan.name,
                    )
                )

    # ------------------------------------------------------------
    # ACTIONS
    # ------------------------------------------------------------

    def action_confirm(self):
        """Make the plan count on the board."""
        self.filtered(lambda plan: plan.state == "draft").state = "confirmed"

    def action_draft(self):
        """Take the plan off the board."""
        self.filtered(lambda plan: plan.state == "confirmed").state = "draft"

    def action_close(self):
        """Keep the plan with the figures it has now."""
        self.filtered(lambda plan: plan.state != "closed").state = "closed"

    def action_reopen(self):
        """Let a closed plan be changed and follow the facts again."""
        self.filtered(lambda plan: plan.state == "closed").state = "confirmed"

    # ------------------------------------------------------------
    # STEPS
    # ------------------------------------------------------------

    def _check_open(self):
        """Refuse changes to closed plans.

        :raise UserError: naming the first closed plan
        """
        closed = self.filtered(lambda plan: plan.state == "closed")[:1]
        if closed:
            raise UserError(
                self.env._(
                    "%(plan)s is closed and keeps its figures. To change it, a sales "
                    "manager reopens it.",
                    plan=closed.name,
                )
            )

    def _check_transition(self, state):
        """Refuse steps there are not, and closing before the last day is over."""
        states = dict(self._fields["state"]._description_selection(self.env))
        today = self.env.user._get_sales_today()
        for plan in self:
            if (plan.state, state) not in TRANSITIONS:
                raise UserError(
                    self.env._(
                        "%(plan)s is %(old)s and cannot become %(new)s at once: reopen it "
                        "first.",
                        plan=plan.name,
                        old=states[plan.state],
                        new=states.get(state, state),
                    )
                )
            # What is frozen would lack the days that are still to come.
            if state == "closed" and plan.date_end >= today:
                raise UserError(
                    self.env._(
                        "%(plan)s runs until %(day)s: close it after that day, so that "
                        "nothing of the period is missing.",
                        plan=plan.name,
                        day=format_date(self.env, plan.date_end),
                    )
                )

    def _check_ready(self):
        """Refuse plans without targets, or with targets that count twice."""
        for plan in self:
            if not plan.line_ids:
                raise UserError(
                    self.env._(
                        "%(plan)s has no targets yet: enter at least one first.",
                        plan=plan.name,
                    )
                )
        self.line_ids._check_overlap()

    def _freeze(self):
        """Write down fact and days of every line as they are at the end of the period.

        They are the figures of :meth:`get_pace`, whoever closes the plan.
        """
        for plan in self.sudo():
            plan = plan.with_company(plan.company_id)
            lines = plan.line_ids
            calendars = plan._get_pace_calendars(lines, plan.date_end)
            facts = plan._get_pace_facts(lines, plan.date_end)
            for line in lines:
                working, worked = calendars.count(
                    line.user_id.id or None, *line._get_window()
                )
                line.write(
                    {
                        "closed_fact": facts[line] or 0.0,
                        "closed_has_fact": facts[line] is not None,
                        "closed_working_days": working,
                        "closed_worked_days": worked,
                    }
                )
