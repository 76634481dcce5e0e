from odoo import Command, models

from ...tools.period import shift_period


class SalesPlan(models.Model):
    """A copy of a plan is the plan of the next period."""

    _inherit = "sales.plan"

    def copy_data(self, default=None):
        """Prepare the plan of the next period, without who is not there any more."""
        default = dict(default or {})
        vals_list = super().copy_data(default)
        for plan, vals in zip(self, vals_list, strict=True):
            if "date_start" not in default:
                vals["date_start"] = shift_period(plan.period_type, plan.date_start, 1)
            if "line_ids" not in default:
                kept = plan.line_ids - plan._get_lines_left_out()
                vals["line_ids"] = [
                    Command.create(line)
                    for line in kept.copy_data({"date_from": False})
                ]
        return vals_list

    def copy(self, default=None):
        """Make draft plans for the next period and say in the chatter who is left out."""
        copies = super().copy(default)
        for plan, copied in zip(self, copies, strict=True):
            names = plan._get_lines_left_out().mapped("display_name")
            body = self.env._("Copied from %(plan)s.", plan=plan.name)
            if names:
                body = self.env._(
                    "Copied from %(plan)s. Left out, because they are archived or ended "
                    "within that period: %(names)s.",
                    plan=plan.name,
                    names="; ".join(names),
                )
            copied.message_post(body=body)
        return copies

    def _get_lines_left_out(self):
        """Return the lines that do not go on into the next period."""
        return self.line_ids.filtered(
            lambda line: (
                line.date_to
                or not line.metric_id.active
                or (line.user_id and not line.user_id.active)
                or (not line.user_id and line.team_id and not line.team_id.active)
            )
        )

    def action_copy_next(self):
        """Copy the plan to the next period and open it."""
        self.ensure_one()
        copied = self.copy()
        return {
            "type": "ir.actions.act_window",
            "res_model": self._name,
            "res_id": copied.id,
            "views": [(False, "form")],
        }
