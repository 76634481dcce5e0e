from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import format_date

from ..tools.division import divide, to_decimal
from ..tools.period import period_bounds, shift_period


class SalesPlanSpread(models.TransientModel):
    """By what a whole is spread, and what keeps it from being spread."""

    _inherit = "sales.plan.spread"

    # ------------------------------------------------------------
    # BASIS
    # ------------------------------------------------------------

    def _get_basis(self):
        """Return what each line's part is in proportion to: ``{line: amount}``."""
        lines = self.line_ids
        if self.way == "weights":
            return {line: line.weight for line in lines}
        if self.way == "days":
            return self._get_days_basis()
        presence = self._get_presence()
        if self.way == "results":
            results = self._get_results()
            return {
                line: results.get(line.user_id._origin.id, 0.0) * presence[line]
                for line in lines
            }
        return presence

    def _get_days_basis(self):
        """Count everybody's working days by the own calendar, less absences."""
        plan = self.plan_id._origin
        users = self.line_ids.user_id._origin.with_company(plan.company_id)
        days = users._get_sales_full_days(plan.date_start, plan.date_end)
        return {
            line: sum(
                share
                for day, share in days[line.user_id._origin.id].items()
                if line._is_in_force(day)
            )
            for line in self.line_ids
        }

    def _get_presence(self):
        """Return which share of the period each line is in force: 1 for all of it."""
        plan = self.plan_id._origin
        days = plan.company_id._get_sales_working_days(plan.date_start, plan.date_end)
        total = sum(days.values())
        presence = {}
        for line in self.line_ids:
            worked = sum(share for day, share in days.items() if line._is_in_force(day))
            whole = not (line.date_from or line.date_to)
            presence[line] = 1.0 if whole or not total else worked / total
        return presence

    def _get_results(self):
        """Return what everybody has reached in the last months: ``{user_id: value}``."""
        metric, source = self.metric_id._origin, self.source_line_id._origin
        if not metric or self.months < 1:
            return {}
        domain = source._get_fact_domain() if source else Domain.TRUE
        domain &= Domain("company_id", "=", self.plan_id.company_id._origin.id)
        domain &= Domain("user_id", "in", self.line_ids.user_id._origin.ids)
        totals = self.env["sales.fact"]._get_totals(
            metric, *self._get_results_period(), domain=domain
        )[metric]
        return {user_id: max(value, 0.0) for (user_id,), value in totals.items()}

    def _get_results_period(self):
        """Return the last whole months before the plan that are over, first and last
        day.
        """
        user = self.env.user.with_company(self.plan_id.company_id._origin)
        this_month = period_bounds("month", user._get_sales_today())[0]
        end = min(this_month, self.plan_id.date_start)
        start = shift_period("month", end, -max(self.months, 1))
        return start, fields.Date.subtract(end, days=1)

    @api.depends("way", "months", "plan_id")
    def _compute_basis_name(self):
        for spread in self:
            spread.basis_name = False
            if spread.way == "results" and spread.plan_id and spread.months > 0:
                start, end = spread._get_results_period()
                spread.basis_name = self.env._(
                    "%(start)s to %(end)s",
                    start=format_date(self.env, start),
                    end=format_date(self.env, end),
                )

    # ------------------------------------------------------------
    # PARTS
    # ------------------------------------------------------------

    def _get_rest(self):
        """Return what is left to spread beside the targets that stay."""
        kept = self.line_ids.filtered("is_kept").mapped("old_target")
        stays = sum(map(to_decimal, kept)) + to_decimal(self.elsewhere)
        return to_decimal(self.whole) - stays

    def _get_targets(self, basis):
        """Return the new target of every line.

        :param basis: what :meth:`_get_basis` says
        :return: ``{line of the wizard: target}``; zeros where nothing can be spread
        """
        self.ensure_one()
        targets = dict.fromkeys(self.line_ids, 0.0)
        targets |= {line: line.old_target for line in self.line_ids.filtered("is_kept")}
        free = self.line_ids.filtered(lambda line: not line.is_kept)
        if self.is_ratio:
            return targets | dict.fromkeys(free, self.whole)
        rest = self._get_rest()
        weights = {line._get_key(): basis[line] for line in free}
        if rest < 0 or self.step <= 0 or self._get_basis_problem(weights.values()):
            return targets
        parts = divide(rest, weights, self.step)
        return targets | {line: float(parts[line._get_key()]) for line in free}

    # ------------------------------------------------------------
    # PROBLEMS
    # ------------------------------------------------------------

    @api.depends("whole", "step", "months", "way", "elsewhere", "line_ids.new_target")
    def _compute_problem(self):
        for spread in self:
            spread.problem = spread._get_problem()

    def _get_problem(self):
        """Say what keeps the whole from being spread and what to do, ``False`` if
        nothing does.
        """
        free = self.line_ids.filtered(lambda line: not line.is_kept)
        return (
            self._get_input_problem()
            or self._get_window_problem()
            or (not self.is_ratio and self._get_rest_problem(free))
        )

    def _get_input_problem(self):
        _ = self.env._
        if self.plan_id.state == "closed":
            return _(
                "%(plan)s is closed and keeps its figures: reopen it to change targets.",
                plan=self.plan_id.display_name,
            )
        if not self.metric_id:
            return _("Choose the indicator that is to be spread.")
        if self.whole < 0:
            return _("A target cannot be negative: enter zero or more as the whole.")
        if not self.line_ids:
            return _(
                "There is nobody to spread over: choose teams that have members, or add "
                "members to the teams."
            )
        if self.step <= 0:
            return _("Targets are rounded to a step above zero, like 1 or 100.")
        if self.unit == "count" and not self.step.is_integer():
            return _(
                "%(metric)s is counted in whole numbers: round to a whole step, like 1.",
                metric=self.metric_id.name,
            )
        return False

    def _get_window_problem(self):
        plan = self.plan_id
        for line in self.line_ids:
            start = line.date_from or plan.date_start
            end = line.date_to or plan.date_end
            if not plan.date_start <= start <= end <= plan.date_end:
                return self.env._(
                    "%(name)s must be in force from one day to a later one within "
                    "%(plan)s: correct the two dates.",
                    name=line.user_id.name,
                    plan=plan.display_name,
                )
        return False

    def _get_rest_problem(self, free):
        rest = self._get_rest()
        if rest < 0:
            return self.env._(
                "The targets that stay are %(amount)s more than the whole: raise it, or "
                "let fewer targets stay.",
                amount=self._format(-rest),
            )
        if not rest:
            return False
        if not free:
            return self.env._(
                "All targets stay, and %(amount)s would be left for nobody: let at least "
                "one of them change.",
                amount=self._format(rest),
            )
        basis = self._get_basis()
        return self._get_basis_problem([basis[line] for line in free])

    def _get_basis_problem(self, weights):
        """Say why these weights cannot be divided by, ``False`` if they can."""
        if any(weight < 0 for weight in weights):
            return self.env._("A weight cannot be negative: enter zero or more.")
        if any(weights):
            return False
        if self.way == "results" and self.months < 1:
            return self.env._("Results are taken from at least one month.")
        return {
            "results": self.env._(
                "Nobody in the list has results in these months: take more months, or "
                "spread in another way."
            ),
            "weights": self.env._("All weights are zero: give somebody a weight."),
        }.get(
            self.way,
            self.env._(
                "Nobody in the list has a working day in this period: check schedules and "
                "absences, or spread by weights."
            ),
        )
