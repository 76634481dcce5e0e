import random
from datetime import datetime

import pytz

from odoo import Command, api, models
from odoo.tools import date_utils

from .rhythm import MONTHS, WORKERS

#: The demonstration is the same wherever it is installed on the same day.
SEED = 2017


class SalesDemo(models.AbstractModel):
    """Half a year of a small sales department, up to today.

    People, clients and products are files; what has a date is made here, since it has
    to end today whenever the demonstration is installed. Called by the files of
    ``demo/`` alone.
    """

    _name = "sales.demo"
    _description = "Demonstration Data"

    @api.model
    def _load(self):
        """Make plans, deals, meetings and calls, once."""
        quiet = self.sudo().with_company(self.env.ref("base.main_company"))
        quiet = quiet.with_context(
            tracking_disable=True,
            mail_create_nosubscribe=True,
            mail_create_nolog=True,
            mail_notrack=True,
            mail_activity_quick_update=True,
            no_mail_to_attendees=True,
            dont_notify=True,
        )
        teams = quiet._ref("crm_team_new_business")
        if quiet.env["sales.plan.line"].search_count([("team_id", "=", teams.id)]):
            return
        rng = random.Random(SEED)
        quiet._make_deals(rng)
        quiet._make_calls(rng)
        quiet._make_meetings(rng)
        quiet._make_plans()
        quiet._make_leads()
        quiet._make_waiting()
        quiet._make_scripts(random.Random(SEED))

    # ------------------------------------------------------------
    # TIME AND PEOPLE
    # ------------------------------------------------------------

    def _ref(self, name):
        return self.env.ref(f"sales_efficiency.{name}")

    def _get_user(self, worker):
        return self._ref(f"res_users_{worker.slug}")

    def _get_months(self):
        """Return the first days of the months, oldest first."""
        start = self.env.user._get_sales_today().replace(day=1)
        return [
            date_utils.subtract(start, months=back)
            for back in range(MONTHS - 1, -1, -1)
        ]

    def _get_zone(self):
        return pytz.timezone(self.env.company._get_sales_calendar().tz or "UTC")

    def _get_now(self):
        """Return the present moment on the department's clock."""
        return datetime.now(self._get_zone()).replace(tzinfo=None, microsecond=0)

    def _to_utc(self, moment):
        zone = self._get_zone()
        return zone.localize(moment).astimezone(pytz.utc).replace(tzinfo=None)

    def _get_weights(self, worker, start, end):
        """Return ``{day: weight}`` of the days the person works."""
        user = self._get_user(worker)
        return user._get_sales_working_days(start, end)[user.id]

    def _get_worked_days(self, worker, start=None):
        """Return the days the person has worked from ``start`` to today."""
        today = self.env.user._get_sales_today()
        weights = self._get_weights(worker, start or self._get_months()[0], today)
        return [day for day, weight in sorted(weights.items()) if weight]

    # ------------------------------------------------------------
    # PLANS
    # ------------------------------------------------------------

    def _make_plans(self):
        """Plan every month for people, a team and the department; past ones are closed."""
        for index, start in enumerate(self._get_months()):
            lines = [line for worker in WORKERS for line in self._plan(worker, index)]
            lines += self._plan_groups(index)
            plan = self.env["sales.plan"].create(
                {
                    "period_type": "month",
                    "date_start": start,
                    "company_id": self.env.company.id,
                    "line_ids": [Command.create(line) for line in lines],
                }
            )
            plan.action_confirm()
            if plan.date_end < self.env.user._get_sales_today():
                plan.action_close()

    def _get_target(self, worker, index):
        """Return the revenue planned in a month: a little more every time."""
        growth = 1 - 0.02 * (MONTHS - 1 - index)
        return round(worker.target * growth / 500) * 500

    def _plan(self, worker, index):
        """Return one person's targets."""
        user = self._get_user(worker)
        targets = {
            "order_revenue": self._get_target(worker, index),
            "meetings": worker.meetings * 4,
            "new_clients": worker.new_clients,
        }
        return [
            {
                "metric_id": self._ref(f"sales_metric_{code}").id,
                "user_id": user.id,
                "team_id": user.sale_team_id.id,
                "target": target,
            }
            for code, target in targets.items()
            if target
        ]

    def _plan_groups(self, index):
        """Return what the department and a team mean to reach beside their people."""
        parts = sum(self._get_target(worker, index) for worker in WORKERS)
        return [
            {
                "metric_id": self._ref("sales_metric_order_revenue").id,
                "target": round(parts * 1.03 / 1000) * 1000,
            },
            {
                "metric_id": self._ref("sales_metric_order_line_revenue").id,
                "product_categ_id": self._ref("product_category_care").id,
                "target": 20_000 + 1_000 * index,
            },
            {
                "metric_id": self._ref("sales_metric_order_revenue").id,
                "team_id": self._ref("crm_team_key_accounts").id,
                "partner_category_id": self._ref("res_partner_category_vip").id,
                "target": 60_000 + 2_000 * index,
            },
        ]
