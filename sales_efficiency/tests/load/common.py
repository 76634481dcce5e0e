from datetime import timedelta

from odoo import Command, fields

from ..common import SalesEfficiencyCommon


class LoadCommon(SalesEfficiencyCommon):
    """Who carries what; a fair load is what the team has, by share.

    +-------+--------+-------+-------+------------------------------------------+
    | Team  | Person | Share | Deals | Fair                                     |
    +-------+--------+-------+-------+------------------------------------------+
    | north | anna   |   1   |   9   | 4: 225 %, may keep one more than is fair  |
    | north | boris  |   1   |   1   | 4                                        |
    | north | dora   |  0.5  |   0   | 2                                        |
    | south | carl   |   1   |   2   | 2                                        |
    +-------+--------+-------+-------+------------------------------------------+
    Weeks begin on Monday.
    """

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["sales.lead.rule"].search([]).active = False
        cls.env["res.lang"].search([("code", "=", "en_US")]).week_start = "1"
        cls.dora = cls._create_user("dora", "group_sales_efficiency_user")
        cls.north.member_ids |= cls.dora
        cls._get_member(cls.dora).sales_weight = 0.5
        cls.clients = cls.env["res.partner"].create(
            [{"name": f"Client {index}", "is_company": True} for index in range(9)]
        )
        cls.deals = (
            cls.env["crm.lead"]
            .browse()
            .concat(
                *(
                    cls._create_deal(f"Deal {index}", partner=client)
                    for index, client in enumerate(cls.clients)
                )
            )
        )
        cls._create_deal("Of Boris", cls.boris)
        cls._create_deal("Of Carl", cls.carl)
        cls._create_deal("Of Carl too", cls.carl)
        cls._create_deal("Won", cls.anna).action_set_won()
        cls._create_deal("Lost", cls.anna).action_set_lost()
        cls.env.flush_all()

    @classmethod
    def _get_member(cls, user):
        return cls.env["crm.team.member"].search([("user_id", "=", user.id)])

    @classmethod
    def _create_deal(cls, name, user=None, partner=None, **values):
        user = user or cls.anna
        return cls.env["crm.lead"].create(
            {
                "name": name,
                "type": "opportunity",
                "expected_revenue": 100,
                "partner_id": partner.id if partner else False,
                "user_id": user.id,
                "team_id": user.sale_team_id.id,
                "company_id": cls.company.id,
                **values,
            }
        )

    @classmethod
    def _create_activity(cls, record, user=None, days=0):
        return record.activity_schedule(
            "mail.mail_activity_data_call",
            date_deadline=cls.env["res.users"]._get_sales_today()
            + timedelta(days=days),
            summary="Call back",
            user_id=(user or cls.anna).id,
        )

    @classmethod
    def _create_meeting(cls, deal, days, user=None):
        user = user or cls.anna
        start = fields.Datetime.add(fields.Datetime.now(), days=days)
        return (
            cls.env["calendar.event"]
            .with_context(no_mail_to_attendees=True)
            .create(
                {
                    "name": "Visit",
                    "start": start,
                    "stop": fields.Datetime.add(start, hours=1),
                    "user_id": user.id,
                    "opportunity_id": deal.id,
                    "partner_ids": [
                        Command.set((user.partner_id | deal.partner_id).ids)
                    ],
                }
            )
        )

    def _get_rows(self, user=None):
        """Return ``{person: row of the report}`` as ``user`` (max) sees them."""
        reports = self.env["sales.load.report"].with_user(user or self.max)
        reports.invalidate_model()
        return {row.user_id: row for row in reports.search([])}

    def _propose(self, user=None, teams=None, people=None):
        """Return the transfers that ``user`` (max) has proposed for north."""
        wizard = (
            self.env["sales.load.level"]
            .with_user(user or self.max)
            .create(
                {
                    "company_id": self.company.id,
                    "team_ids": [
                        Command.set((self.north if teams is None else teams).ids)
                    ],
                    "user_ids": [Command.set(people.ids if people else [])],
                }
            )
        )
        action = wizard.action_propose()
        handovers = self.env["sales.handover"].with_user(user or self.max)
        if action.get("res_id"):
            return handovers.browse(action["res_id"])
        return handovers.search(action["domain"])
