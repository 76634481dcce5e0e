from odoo import api, fields, models
from odoo.exceptions import ValidationError

from ...tools.grid_key import parse_cell_key

OWNER_FIELDS = {"user": "user_id", "team": "team_id"}


class SalesPlan(models.Model):
    """The targets of a plan as a table, people by metrics, read and written at once.

    The screen sends back ``{"changes": {cell: target or None}}`` in the same field, so
    that the form's own save and discard hold for the table as well. What is for a part
    only (a channel, a category) has no cell.
    """

    _inherit = "sales.plan"

    grid = fields.Json(
        string="Targets by Person",
        compute="_compute_grid",
        inverse="_inverse_grid",
    )

    @api.depends(
        "company_id",
        "state",
        "line_ids.target",
        "line_ids.user_id",
        "line_ids.team_id",
        "line_ids.metric_id",
        "line_ids.has_scope",
        "line_ids.date_from",
        "line_ids.date_to",
    )
    @api.depends_context("uid", "lang")
    def _compute_grid(self):
        for plan in self:
            plan.grid = plan._get_grid()

    def _inverse_grid(self):
        for plan in self:
            changes = (plan.grid or {}).get("changes")
            if changes:
                plan._apply_grid_changes(changes)
        self.invalidate_recordset(["grid"])

    # ------------------------------------------------------------
    # READ
    # ------------------------------------------------------------

    def _get_grid(self):
        """Return columns, rows and cells of the table as plain data."""
        self.ensure_one()
        lines = self._get_grid_lines()
        people = self._get_grid_people(lines)
        teams = self._get_grid_teams() | lines.team_id.sudo()
        led = self._get_led_teams(teams)
        return {
            "currency_id": self.company_id.currency_id.id,
            "can_department": self._is_planned_by_manager(),
            "metrics": self._describe_metrics(self._get_grid_metrics(lines)),
            "other_metrics": self._describe_metrics(self._get_plannable_metrics()),
            "teams": [
                {
                    "id": team.id,
                    "name": team.name,
                    "can_edit": self._is_planned_by_manager(),
                }
                for team in teams.sorted(lambda team: (team.sequence, team.name))
            ],
            "people": [
                {
                    "id": user.id,
                    "name": user.name,
                    "team_id": team.id,
                    "active": user.active,
                    "can_edit": self._is_planned_by_manager()
                    or (team in led and user != self.env.user),
                }
                for user, team in sorted(
                    people.items(), key=lambda item: (item[0].name or "").lower()
                )
            ],
            "other_people": self._describe_other_people(people),
            "cells": self._get_grid_cells(lines),
        }

    def _get_grid_lines(self):
        """Return the lines with a cell, of what the reader may see."""
        if not self._origin:
            return self.line_ids.filtered(lambda line: not line.has_scope)
        # Asked anew: what is remembered of a plan may have been read as superuser.
        return self.env["sales.plan.line"].search(
            [("plan_id", "=", self._origin.id), ("has_scope", "=", False)]
        )

    @api.model
    def _is_planned_by_manager(self):
        """Tell whether the reader plans for the whole department."""
        return self.env.su or self.env.user.has_group(
            "sales_efficiency.group_sales_efficiency_manager"
        )

    def _get_led_teams(self, teams):
        """Return the teams whose people the reader plans for."""
        return teams.filtered(lambda team: self.env.user in team.sales_leader_ids)

    def _get_grid_teams(self):
        """Return the teams that have a place in the table, as superuser."""
        teams = (
            self.env["crm.team"]
            .sudo()
            .search([("company_id", "in", [self.company_id.id, False])])
        )
        if self._is_planned_by_manager():
            return teams
        return self._get_led_teams(teams)

    def _get_grid_people(self, lines):
        """Return ``{user: team}`` of who has a row: members of teams, and who has a target.

        A person stands in one row: in the team of the targets, else in the own one.
        """
        members = (
            self.env["crm.team.member"]
            .sudo()
            .search([("crm_team_id", "in", self._get_grid_teams().ids)])
        )
        members.user_id.mapped("company_ids")
        people = {}
        for member in members:
            user = member.user_id
            if user.active and self.company_id in user.company_ids:
                people.setdefault(user, member.crm_team_id)
        people |= {line.user_id.sudo(): line.team_id.sudo() for line in lines}
        return {user: team for user, team in people.items() if user}

    def _describe_other_people(self, people):
        """Return who sells in the company and has no row yet, for the menu."""
        if not self._is_planned_by_manager():
            return []
        group = self.env.ref("sales_efficiency.group_sales_efficiency_user")
        users = (
            self.env["res.users"]
            .sudo()
            .search(
                [
                    ("all_group_ids", "in", group.ids),
                    ("company_ids", "in", self.company_id.ids),
                    ("share", "=", False),
                    ("id", "not in", [user.id for user in people]),
                ]
            )
        )
        return [{"id": user.id, "name": user.name} for user in users]

    def _get_plannable_metrics(self):
        return self.env["sales.metric"].search(
            [("company_id", "in", [self.company_id.id, False])]
        )

    def _get_grid_metrics(self, lines):
        """Return the columns: metrics with targets, at first those of the plan before."""
        metrics = lines.metric_id
        if not metrics and self.company_id:
            before = self.search(
                [
                    ("company_id", "=", self.company_id.id),
                    ("period_type", "=", self.period_type),
                    ("line_ids.has_scope", "=", False),
                ],
                limit=1,
            )
            metrics = before.line_ids.filtered(
                lambda line: not line.has_scope
            ).metric_id.filtered("active")
        metrics = metrics or self.company_id._get_sales_revenue_metric()
        return metrics.sorted(lambda metric: (metric.sequence, metric.id))

    def _describe_metrics(self, metrics):
        return [
            {
                "id": metric.id,
                "name": metric.name,
                "unit": metric.unit,
                "is_ratio": metric.kind == "ratio",
            }
            for metric in metrics
        ]

    def _get_grid_cells(self, lines):
        """Return ``{cell: {target, parts, note}}``; several lines make several parts."""
        cells = {}
        for line in lines:
            cell = cells.setdefault(
                line._get_cell_key(), {"target": 0.0, "parts": 0, "note": ""}
            )
            cell["target"] += line.target
            cell["parts"] += 1
            cell["note"] = ", ".join(
                filter(None, (cell["note"], line._get_days_note()))
            )
        return cells

    # ------------------------------------------------------------
    # WRITE
    # ------------------------------------------------------------

    def _apply_grid_changes(self, changes):
        """Write the cells that were changed, with the rights of who changed them.

        :param changes: ``{cell: target, or None to have no target there}``
        """
        lines = {}
        for line in self._get_grid_lines():
            key = line._get_cell_key()
            lines[key] = lines.get(key, line.browse()) | line
        people = None
        gone, new = self.env["sales.plan.line"], []
        for key, target in changes.items():
            line = lines.get(key, gone.browse())
            self._check_grid_change(key, target, line)
            if target is None:
                gone |= line
            elif line:
                if line.target != target:
                    line.target = target
            else:
                people = people or self._get_grid_people(gone.concat(*lines.values()))
                new.append(self._prepare_grid_line(key, target, people))
        gone.unlink()
        self.env["sales.plan.line"].create(new)

    def _check_grid_change(self, key, target, line):
        if target is not None and (
            isinstance(target, bool) or not isinstance(target, (int, float))
        ):
            raise ValidationError(
                self.env._("%(target)s is not a number: enter a target.", target=target)
            )
        if len(line) > 1:
            raise ValidationError(
                self.env._(
                    "%(line)s has several targets within %(plan)s. Change them in the "
                    "list of all targets.",
                    line=line[:1].display_name,
                    plan=self.name,
                )
            )

    def _prepare_grid_line(self, key, target, people):
        """Return the values of a new line for a cell."""
        try:
            level, owner_id, metric_id = parse_cell_key(key)
        except ValueError as error:
            raise ValidationError(
                self.env._("%(cell)s is not a cell of this plan.", cell=key)
            ) from error
        values = {"plan_id": self.id, "metric_id": metric_id, "target": target}
        if level in OWNER_FIELDS:
            values[OWNER_FIELDS[level]] = owner_id
        if level == "user":
            team = people.get(self.env["res.users"].browse(owner_id))
            if team:
                values["team_id"] = team.id
        return values
