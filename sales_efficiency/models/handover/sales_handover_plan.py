from datetime import timedelta

from psycopg2 import IntegrityError

from odoo import fields, models
from odoo.exceptions import UserError
from odoo.tools import format_date, mute_logger

from ...tools.division import divide

#: With these equal, two targets are of the same thing.
SAME_TARGET = (
    "metric_id",
    "medium_id",
    "product_categ_id",
    "country_id",
    "state_id",
    "client_kind",
    "partner_category_id",
)


class SalesHandover(models.Model):
    """What is left of confirmed targets goes to the receivers, in the plan itself."""

    _inherit = "sales.handover"

    def _get_plan_lines(self):
        """Return the targets in force after the last day. Ratios do not divide."""
        lines = self.env["sales.plan.line"].search(
            [
                ("user_id", "=", self.from_user_id.id),
                ("company_id", "=", self.company_id.id),
                ("state", "=", "confirmed"),
                ("date_end", ">", self.last_day),
                ("metric_id.kind", "!=", "ratio"),
            ],
            order="date_start, id",
        )
        return lines.filtered(
            lambda line: line.target and line._get_window()[1] > self.last_day
        )

    def _get_rests(self, lines):
        """Return ``{line: what of the target is left after the last day}``, by the
        working days of the person.
        """
        if not lines:
            return {}
        windows = {line: line._get_window() for line in lines}
        person = self.from_user_id.with_company(self.company_id)
        days = person._get_sales_working_days(
            min(start for start, _end in windows.values()),
            max(end for _start, end in windows.values()),
        )[person.id]
        rests = {}
        for line, (start, end) in windows.items():
            own = {day: share for day, share in days.items() if start <= day <= end}
            whole = sum(own.values())
            later = sum(share for day, share in own.items() if day > self.last_day)
            # Nobody says which days are worked: days of the calendar are as good.
            if not whole:
                whole = (end - start).days + 1
                later = min((end - self.last_day).days, whole)
            rests[line] = round(line.target * later / whole, 2)
        return rests

    def _prepare_plan_lines(self, loads):
        """Divide the rest of each target by the records each receiver gets.

        :param dict loads: ``{user: records}``
        :return: values of handover lines
        """
        if not any(loads.values()):
            loads = dict.fromkeys(loads, 1)
        values = []
        users = {user.id: user for user in loads}
        for line, rest in self._get_rests(self._get_plan_lines()).items():
            whole = line.unit != "money" and rest == int(rest)
            parts = divide(
                rest,
                {user.id: count for user, count in loads.items()},
                step=1 if whole or rest >= len(loads) else 0.01,
            )
            values += [
                {
                    "model": "sales.plan.line",
                    "res_id": line.id,
                    "name": f"{line.plan_id.name}: {line.metric_id.name}",
                    "field_name": "target",
                    "part_key": f"sales.plan.line,{line.id}",
                    "amount": part,
                    "to_user_id": users[user_id].id,
                }
                for user_id, part in parts.items()
                if part
            ]
        return values


class SalesHandoverLine(models.Model):
    """Move targets, and move them back."""

    _inherit = "sales.handover.line"

    def _move_targets(self):
        """Move each target with all its parts, or none of it."""
        for res_id, lines in self.grouped("res_id").items():
            # A chunk may end within a target.
            lines = lines.handover_id.line_ids.filtered(
                lambda line, res_id=res_id: (
                    (line.model, line.res_id, line.state)
                    == ("sales.plan.line", res_id, "planned")
                )
            )
            target = self.env["sales.plan.line"].browse(res_id).exists()
            person = lines.from_user_id
            rest = sum(lines.mapped("amount"))
            if not target or target.user_id != person or target.target + 0.01 < rest:
                lines._fail(
                    self.env._("The target was changed or deleted after the preview.")
                )
                continue
            try:
                with mute_logger("odoo.sql_db"), self.env.cr.savepoint():
                    lines._move_target(target, rest)
            except (UserError, IntegrityError) as error:
                self.invalidate_recordset()
                lines._fail(str(error))

    def _move_target(self, target, rest):
        """Shorten one target and add its parts to those of the receivers."""
        last_day = self.handover_id.last_day
        start, end = target._get_window()
        giver = {"id": target.id, **self._get_target_values(target)}
        values = {"target": round(max(target.target - rest, 0), 2)}
        if start <= last_day < end:
            values["date_to"] = last_day
        target.write(values)
        giver_after = self._get_target_values(target)
        now = fields.Datetime.now()
        for line in self:
            mine, is_new, had = line._add_part(
                target, max(start, last_day + timedelta(1)), giver["date_to"]
            )
            after = {"id": mine.id, **self._get_target_values(mine)}
            before = {"target": had, "new": is_new}
            line.write(
                {
                    "state": "moved",
                    "moved_at": now,
                    "before": {"giver": giver, "receiver": before},
                    "after": {"giver": giver_after, "receiver": after},
                }
            )
        target.plan_id.message_post(
            body=self.env._(
                "%(metric)s: %(person)s's target counts until %(day)s only; what is left "
                "of it goes to %(people)s.",
                metric=target.metric_id.name,
                person=target.user_id.name,
                day=format_date(self.env, last_day),
                people=", ".join(self.to_user_id.mapped("name")),
            )
        )

    def _add_part(self, target, first_day, until):
        """Add a part to the receiver's own target, or make one from ``first_day`` on.

        :param until: the last day of the target as it was, if it had one
        :return: (plan line, whether it is new, its target before)
        """
        user = self.to_user_id
        own = target.plan_id.line_ids.filtered(
            lambda line: (
                line.user_id == user
                and line._get_window()[1] >= first_day
                and all(line[name] == target[name] for name in SAME_TARGET)
            )
        )[:1]
        if own:
            had = own.target
            own.target = had + self.amount
            return own, False, had
        whole_plan = first_day <= target.date_start
        return (
            target.copy(
                {
                    "plan_id": target.plan_id.id,
                    "user_id": user.id,
                    "team_id": user.sale_team_id.id or target.team_id.id,
                    "target": self.amount,
                    "date_from": False if whole_plan else first_day,
                    "date_to": until,
                }
            ),
            True,
            0.0,
        )

    def _get_target_values(self, target):
        return {
            "target": target.target,
            "date_to": fields.Date.to_string(target.date_to) or False,
            "user_id": target.user_id.id,
        }

    # ------------------------------------------------------------
    # BACK
    # ------------------------------------------------------------

    def _return_targets(self):
        """Put each target back with all its parts, or none of it."""
        for res_id, some in self.grouped("res_id").items():
            lines = some.handover_id.line_ids.filtered(
                lambda line, res_id=res_id: (
                    (line.model, line.res_id, line.state)
                    == ("sales.plan.line", res_id, "moved")
                )
            )
            if any(not line._is_target_untouched() for line in lines):
                lines._keep(
                    self.env._("One of the targets was changed since, or is closed.")
                )
                continue
            lines._return_target()

    def _is_target_untouched(self):
        targets = self.env["sales.plan.line"]
        for side in ("giver", "receiver"):
            left = dict(self.after[side])
            target = targets.browse(left.pop("id", self.res_id)).exists()
            if not target or target.state == "closed":
                return False
            if self._get_target_values(target) != left:
                return False
        return True

    def _return_target(self):
        """Take the parts off, then lengthen the target again: never both at once."""
        targets = self.env["sales.plan.line"]
        plan = targets.browse(self[0].res_id).plan_id
        for line in self:
            mine = targets.browse(line.after["receiver"]["id"])
            if line.before["receiver"]["new"]:
                mine.unlink()
            else:
                mine.target = line.before["receiver"]["target"]
        giver = dict(self[0].before["giver"])
        targets.browse(giver["id"]).write(
            {"target": giver["target"], "date_to": giver["date_to"]}
        )
        self.write({"state": "returned", "returned_at": fields.Datetime.now()})
        plan.message_post(
            body=self.env._(
                "The transfer of %(person)s's targets was undone: they are as before.",
                person=self.from_user_id.name,
            )
        )
