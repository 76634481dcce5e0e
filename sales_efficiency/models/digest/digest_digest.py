from datetime import timedelta

from odoo import fields, models
from odoo.exceptions import AccessError


class DigestDigest(models.Model):
    _inherit = "digest.digest"

    kpi_sales_pace = fields.Boolean("Sales Pace")
    kpi_sales_pace_value = fields.Float(compute="_compute_kpi_sales_pace_value")

    def _compute_kpi_sales_pace_value(self):
        """Pace of what the reader may see: the department, the own teams, the own plan."""
        if not self.env.user.has_group("sales_efficiency.group_sales_efficiency_user"):
            raise AccessError(
                self.env._("Do not have access, skip this data for user's digest email")
            )
        end = self.env.context.get("end_datetime") or fields.Datetime.now()
        rows = self._get_sales_pace_rows(end.date() - timedelta(days=1))
        row = self._get_sales_pace_row(rows)
        for digest in self:
            digest.kpi_sales_pace_value = row["pace"] if row and row["pace"] else 0.0

    def _get_sales_pace_row(self, rows):
        """Return the widest row the reader may see: department, else team, else own
        plan.

        Of several teams it is the one that is furthest behind; rows come in that order.
        """
        return min(
            rows,
            key=lambda row: bool(row["user_id"]) + bool(row["team_id"]),
            default=None,
        )

    def _get_sales_pace_rows(self, day):
        """Return the rows of the revenue that counts."""
        metric = self.env.company._get_sales_revenue_metric()
        rows = self.env["sales.pace.mail"]._get_rows(day, metric_codes=[metric.code])
        return [row for row in rows if not row["scope"]]

    def _compute_kpis(self, company, user):
        """Show pace, share of the plan and what is needed, with the people below."""
        kpis = super()._compute_kpis(company, user)
        for kpi in kpis:
            if kpi["kpi_name"] == "kpi_sales_pace":
                kpi |= (
                    self.with_user(user).with_company(company)._get_sales_pace_kpi(kpi)
                )
        return [
            kpi
            for kpi in kpis
            if kpi["kpi_name"] != "kpi_sales_pace" or kpi["sales_pace_rows"]
        ]

    def _get_sales_pace_kpi(self, kpi):
        """Return the columns and the table of the pace block.

        Three periods, as other blocks have them, would show the same pace three times.
        """
        mails = self.env["sales.pace.mail"]
        day = mails._get_last_day()
        rows = self._get_sales_pace_rows(day)
        total = self._get_sales_pace_row(rows)
        if not total:
            return {"sales_pace_rows": []}
        columns = (
            ("kpi_col1", total["pace_text"], self.env._("of the plan to date")),
            ("kpi_col2", total["completion_text"], self.env._("of the whole plan")),
            ("kpi_col3", total["needed_text"], self.env._("needed a day")),
        )
        values = {
            name: {"value": value, "col_subtitle": subtitle}
            for name, value, subtitle in columns
        }
        values["kpi_col1"]["margin"] = kpi["kpi_col1"].get("margin")
        owner = total["user"] or total["team"] or self.env.company.name
        return values | {
            "kpi_fullname": self.env._("Sales pace of %(owner)s", owner=owner),
            "sales_pace_rows": [row for row in rows if row["user_id"]],
            "sales_pace_day": mails._format_day(day),
        }

    def _compute_kpis_actions(self, company, user):
        actions = super()._compute_kpis_actions(company, user)
        menu = self.env.ref("sales_efficiency.sales_efficiency_menu_root").id
        actions["kpi_sales_pace"] = (
            f"sales_efficiency.sales_pace_report_action?menu_id={menu}"
        )
        return actions
