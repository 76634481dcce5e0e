from datetime import date, datetime, timedelta

from freezegun import freeze_time

from odoo import Command

from ..common import SalesEfficiencyCommon

JULY = (date(2017, 7, 1), date(2017, 7, 31))
AUGUST = (date(2017, 8, 1), date(2017, 8, 31))
#: A Tuesday, 12:00 in Brussels.
NOON = datetime(2017, 9, 5, 10)


class EfficiencyCast(SalesEfficiencyCommon):
    """Two months of the cast, who have been in their teams since January 2016.

    +--------+----------------------+----------------------+
    |        | July 2017            | August 2017          |
    +--------+----------------------+----------------------+
    | anna   | 4 meetings, 4,000    | 2 meetings, 3,000    |
    | boris  | 2 meetings, 1,000    | 2 meetings, 1,000    |
    | carl   | 1 meeting,  2,000    | 2 meetings, 2,400    |
    +--------+----------------------+----------------------+
    July has 21 working days, August 23.
    """

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env = cls.env(context=dict(cls.env.context, no_mail_to_attendees=True))
        for user in cls.anna | cls.boris | cls.carl:
            cls._set_member(user, "2016-01-04")
        for user, month, meetings, money in (
            (cls.anna, 7, 4, 4_000),
            (cls.anna, 8, 2, 3_000),
            (cls.boris, 7, 2, 1_000),
            (cls.boris, 8, 2, 1_000),
            (cls.carl, 7, 1, 2_000),
            (cls.carl, 8, 2, 2_400),
        ):
            for number in range(meetings):
                cls._create_meeting(user, f"2017-0{month}-{number + 10} 08:00:00")
            cls._create_order(user, money, f"2017-0{month}-20 08:00:00")
        cls.env.flush_all()

    @classmethod
    def _set_member(cls, user, start, end=None, team=None):
        """Let somebody have been in a team from a day on, and until one."""
        members = cls.env["crm.team.member"].with_context(active_test=False)
        member = members.search(
            [
                ("user_id", "=", user.id),
                ("crm_team_id", "=", (team or user.sale_team_id).id),
            ],
            limit=1,
        )
        if end:
            member.active = False
        cls.env.flush_all()
        cls.env.cr.execute(
            "UPDATE crm_team_member SET create_date = %s, write_date = %s WHERE id = %s",
            [f"{start} 08:00:00", f"{end or start} 08:00:00", member.id],
        )
        cls.env.invalidate_all()

    @classmethod
    def _create_meeting(cls, user, start, **values):
        start = datetime.fromisoformat(start)
        partners = user.partner_id | cls.prospect
        return cls.env["calendar.event"].create(
            {
                "name": "Visit",
                "start": start,
                "stop": start + timedelta(hours=1),
                "user_id": user.id,
                "partner_ids": [Command.set(partners.ids)],
                **values,
            }
        )

    @classmethod
    def _create_won(cls, user, moment, revenue=700):
        lead = cls.env["crm.lead"].create(
            {
                "name": "Deal",
                "type": "opportunity",
                "partner_id": cls.prospect.id,
                "user_id": user.id,
                "team_id": user.sale_team_id.id,
                "company_id": cls.company.id,
                "expected_revenue": revenue,
            }
        )
        lead.action_set_won()
        lead.date_closed = datetime.fromisoformat(moment)
        return lead

    def _get_rows(self, first, last, user=None, **kwargs):
        """Return ``{(team, user, first day): WorkRow}``."""
        rows = (
            self.env["sales.efficiency"]
            .with_user(user or self.max)
            ._get_rows(first, last, **kwargs)
        )
        return {(row.team_id, row.user_id, row.date): row for row in rows}

    def _get_people(self, first, last, user):
        """Return how many people somebody makes up in a period, over all teams."""
        rows = self._get_rows(first, last)
        return sum(row.people for key, row in rows.items() if key[1] == user.id)

    def _get_picture(self, user=None, **options):
        return (
            self.env["sales.efficiency"]
            .with_user(user or self.max)
            .get_picture(options)
        )


class EfficiencyCommon(EfficiencyCast):
    """The same, looked at when it is NOON."""

    def setUp(self):
        super().setUp()
        freezer = freeze_time(NOON)
        freezer.start()
        self.addCleanup(freezer.stop)
        self.env.registry.clear_cache()
