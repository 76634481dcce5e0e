from datetime import datetime

from freezegun import freeze_time

from odoo import Command

from ..common import SalesEfficiencyCommon

#: A Tuesday, 12:00 in Brussels.
NOON = datetime(2017, 8, 15, 10)


class DistributionCommon(SalesEfficiencyCommon):
    """Leads at noon of a working day, and rules that give them away."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.rules = cls.env["sales.lead.rule"]
        cls.rules.search([]).active = False

    def setUp(self):
        super().setUp()
        self._set_now(NOON)

    def _set_now(self, moment):
        """Let it be this moment (UTC) from now on."""
        freezer = freeze_time(moment)
        freezer.start()
        self.addCleanup(freezer.stop)

    def _sweep(self):
        """Run the scheduled action."""
        with self.enter_registry_test_mode():
            self.env.ref(
                "sales_efficiency.ir_cron_sales_lead_distribute"
            ).method_direct_trigger()
        self.env.invalidate_all()

    @classmethod
    def _create_rule(cls, name="All", teams=None, **vals):
        teams = cls.env["crm.team"].concat(*(cls.north if teams is None else teams))
        return cls.rules.create(
            {
                "name": name,
                "company_id": cls.company.id,
                "team_ids": [Command.set(teams.ids)],
                **vals,
            }
        )

    @classmethod
    def _create_leads(cls, count=1, **vals):
        vals = {"company_id": cls.company.id, "user_id": False, **vals}
        return cls.env["crm.lead"].create(
            [{"name": f"Lead {index}", **vals} for index in range(count)]
        )

    @classmethod
    def _set_absent(cls, user, start, end):
        """Let somebody be away from ``start`` to ``end`` (local dates, both included)."""
        resource = cls.env["resource.resource"].search([("user_id", "=", user.id)])
        if not resource:
            resource = cls.env["resource.resource"].create(
                {
                    "name": user.name,
                    "user_id": user.id,
                    "company_id": cls.company.id,
                    "calendar_id": cls.company.resource_calendar_id.id,
                    "tz": "Europe/Brussels",
                }
            )
        cls.env["resource.calendar.leaves"].create(
            {
                "name": "Away",
                "resource_id": resource.id,
                "company_id": cls.company.id,
                "calendar_id": resource.calendar_id.id,
                "date_from": f"{start} 00:00:00",
                "date_to": f"{end} 23:00:00",
            }
        )
