from ..common import SalesEfficiencyCommon


class MorningNoteCommon(SalesEfficiencyCommon):
    """August 2017 as at Tuesday the 15th; ten of 23 working days were over on Monday
    night.

    +--------+---------+---------+----------------------------------------+
    | Person | Plan    | Fact    | Pace at the end of Monday the 14th     |
    +--------+---------+---------+----------------------------------------+
    | anna   | 230,000 | 50,000  | 50 % of the expected 100,000           |
    | boris  | 23,000  | 12,000  | 120 % of the expected 10,000           |
    | carl   | 23,000  | 10,000  | 100 %, team south, which nobody leads  |
    +--------+---------+---------+----------------------------------------+
    """

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        other = cls.env["res.company"].search([("id", "!=", cls.company.id)])
        other.sales_morning_note = False
        cls.plan = cls._create_plan(
            "2017-08-01", {cls.anna: 230_000, cls.boris: 23_000, cls.carl: 23_000}
        )
        cls._create_order(cls.anna, 50_000, "2017-08-07 10:00:00")
        cls._create_order(cls.boris, 12_000, "2017-08-08 10:00:00")
        cls._create_order(cls.carl, 10_000, "2017-08-08 10:00:00")
        cls.notes = cls.env["sales.morning.note"]

    def _send(self):
        """Run the scheduled action; return the notes made by it."""
        before = self.notes.search([])
        with self.enter_registry_test_mode():
            self._run_action()
        return self.notes.search([]) - before

    def _run_action(self):
        self.env.ref(
            "sales_efficiency.ir_cron_sales_morning_note"
        ).method_direct_trigger()

    def _get_mails(self):
        return self.env["mail.mail"].search(
            [("model", "=", "sales.morning.note")], order="id"
        )

    def _add_absence(self, user, date_from, date_to):
        calendar = self.company.resource_calendar_id
        resource = self.env["resource.resource"].create(
            {
                "name": user.name,
                "user_id": user.id,
                "calendar_id": calendar.id,
                "company_id": self.company.id,
                "tz": "Europe/Brussels",
            }
        )
        self.env["resource.calendar.leaves"].create(
            {
                "resource_id": resource.id,
                "calendar_id": calendar.id,
                "company_id": self.company.id,
                "date_from": date_from,
                "date_to": date_to,
            }
        )
