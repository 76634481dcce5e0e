from datetime import timedelta

from odoo import models

#: Leads of the last weeks: door, company size, what is wanted, revenue expected.
REQUESTS = (
    ("spring", "1", "Coffee for a small office", 900),
    ("spring", "10", "Two machines on trial", 2_400),
    ("partners", "250", "Machines for a new headquarters", 48_000),
    ("spring", False, "Price list, please", 600),
    ("partners", "50", "A coffee corner for each floor", 9_500),
    ("spring", "10", "Beans every month", 1_800),
    ("partners", "250", "All our branches", 120_000),
    ("spring", "1", "A grinder for our shop", 450),
)
#: Days of the past on which such leads came in.
DAYS = 15
#: Minutes until the client was contacted; nobody has yet where there is none.
RESPONSES = (12, 35, 50, 95, 20, 140, 5, None, 65, 30)


class SalesDemo(models.AbstractModel):
    _inherit = "sales.demo"

    def _make_leads(self):
        """Let leads come in through the doors, and be given away by the rules."""
        today = self.env.user._get_sales_today()
        zone_hour = self._get_now().replace(hour=10, minute=0, second=0)
        count = 0
        for back in range(DAYS, 0, -1):
            if (today - timedelta(days=back)).weekday() > 4:
                continue
            moment = self._to_utc(zone_hour - timedelta(days=back))
            requests = [REQUESTS[(back + index) % len(REQUESTS)] for index in range(3)]
            leads = self.env["crm.lead"].create(
                [self._prepare_lead(*request) for request in requests]
            )
            self._date_leads(leads, moment)
            for lead in leads:
                minutes = RESPONSES[count % len(RESPONSES)]
                count += 1
                if minutes is not None:
                    lead._note_first_contact(moment + timedelta(minutes=minutes))

    def _prepare_lead(self, door, size, name, revenue):
        return {
            "name": name,
            "type": "opportunity",
            "user_id": False,
            "team_id": False,
            "sales_door_id": self._ref(f"sales_lead_door_{door}").id,
            "sales_company_size": size,
            "expected_revenue": revenue,
            "company_id": self.env.company.id,
        }

    def _date_leads(self, leads, moment):
        """Let leads have come in, and been given away, at a moment of the past."""
        leads.sales_given_at = moment
        leads.sales_response_due_at = moment + timedelta(hours=2)
        leads.flush_recordset()
        leads.sales_assignment_ids.flush_recordset()
        self.env.cr.execute(
            "UPDATE crm_lead SET create_date = %s, date_open = %s,"
            " date_last_stage_update = %s WHERE id IN %s",
            (moment, moment, moment, tuple(leads.ids)),
        )
        self.env.cr.execute(
            "UPDATE sales_lead_assignment SET date = %s WHERE lead_id IN %s",
            (moment, tuple(leads.ids)),
        )
        leads.invalidate_recordset()
        leads.sales_assignment_ids.invalidate_recordset()
