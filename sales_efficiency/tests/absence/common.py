from datetime import date, datetime

from odoo import Command

from ..distribution.common import DistributionCommon

#: The week that anna is away in, from its Tuesday on.
TUESDAY, FRIDAY = "2017-08-15", "2017-08-18"
#: Monday morning in Brussels, when she is back.
BACK = datetime(2017, 8, 21, 6)


class AbsenceCommon(DistributionCommon):
    """anna (north, led by lena) is away from Tuesday to Friday; boris is her deputy.

    +-----------+--------------------------------------------+---------------+
    | Deal      | What falls due                             | Goes          |
    +-----------+--------------------------------------------+---------------+
    | looms     | a call on Thursday                         | with the call |
    | chairs    | to be closed on Friday                     | yes           |
    | shelves   | a call on Monday, when she is back         | no            |
    | silk      | nothing                                    | no            |
    +-----------+--------------------------------------------+---------------+
    A visit on Wednesday goes, one next week stays.
    """

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.handovers = cls.env["sales.handover"]
        cls.looms = cls._create_deal("Looms")
        cls.chairs = cls._create_deal("Chairs", date_deadline=FRIDAY)
        cls.shelves = cls._create_deal("Shelves")
        cls.silk = cls._create_deal("Silk")
        cls.call = cls._create_call(cls.looms, "2017-08-17")
        cls.later_call = cls._create_call(cls.shelves, "2017-08-21")
        cls.visit = cls._create_visit("2017-08-16 08:00:00")
        cls.later_visit = cls._create_visit("2017-08-23 08:00:00")
        cls.due = [cls.looms, cls.chairs, cls.call, cls.visit]
        cls.anna.sales_deputy_id = cls.boris

    @classmethod
    def _create_deal(cls, name, user=None, **values):
        return cls.env["crm.lead"].create(
            {
                "name": name,
                "type": "opportunity",
                "user_id": (user or cls.anna).id,
                "team_id": cls.north.id,
                "company_id": cls.company.id,
                "expected_revenue": 100,
                **values,
            }
        )

    @classmethod
    def _create_call(cls, record, day, user=None):
        return record.with_context(mail_activity_quick_update=True).activity_schedule(
            "mail.mail_activity_data_call",
            date_deadline=date.fromisoformat(day),
            summary="Call back",
            user_id=(user or cls.anna).id,
        )

    @classmethod
    def _create_visit(cls, start, user=None, **values):
        user = user or cls.anna
        return (
            cls.env["calendar.event"]
            .with_context(no_mail_to_attendees=True)
            .create(
                {
                    "name": "Visit",
                    "start": start,
                    "stop": datetime.fromisoformat(start).replace(minute=45),
                    "user_id": user.id,
                    "partner_ids": [Command.set((user.partner_id | cls.client).ids)],
                    **values,
                }
            )
        )

    def _let_be_away(self, user=None, start=TUESDAY, end=FRIDAY):
        """Let somebody (anna) be away, and the scheduled action know."""
        self._set_absent(user or self.anna, start, end)
        self._run()

    def _get_leaves(self, user=None):
        return self.env["resource.calendar.leaves"].search(
            [("resource_id.user_id", "=", (user or self.anna).id)]
        )

    def _run(self, moment=None):
        """Run the scheduled action, at a moment."""
        if moment:
            self._set_now(moment)
        with self.enter_registry_test_mode():
            self.env.ref(
                "sales_efficiency.ir_cron_sales_absence"
            ).method_direct_trigger()
        self.env.invalidate_all()

    def _write_note(self, user, deal=None):
        """Let somebody write a note on a deal (the looms)."""
        note = f"Rang {self.client.name}"
        (deal or self.looms).message_post(
            body=note,
            message_type="comment",
            author_id=user.partner_id.id,
        )

    def _get_handover(self, user=None):
        """Return the last transfer of somebody's (anna's) absence."""
        return self.handovers.search(
            [("from_user_id", "=", (user or self.anna).id)], limit=1
        )

    def _assert_owner(self, user, *records):
        for record in records:
            self.assertEqual(record.user_id, user, record.display_name)

    def _get_lines(self, **values):
        """Return what became of the records, ``{name: reason}``, with these values."""
        lines = self._get_handover().line_ids.filtered(
            lambda line: all(line[name] == value for name, value in values.items())
        )
        return {line.name: line.reason for line in lines}
