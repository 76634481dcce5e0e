from odoo import Command
from odoo.tests import tagged

from .common import DistributionCommon

#: What Odoo writes of a lead and its first message.
LEAD = ("stage_id", "team_id", "company_id", "message_partner_ids")
MESSAGE = (
    "body",
    "subtype_id",
    "message_type",
    "author_id",
    "email_from",
    "reply_to",
    "record_company_id",
    "record_alias_domain_id",
    "parent_id",
)


@tagged("post_install", "-at_install")
class TestCreatedTogether(DistributionCommon):
    """What is asked once for many leads is what Odoo would have found for each."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["mail.alias.domain"].create(
            {"name": "alias.example.com", "company_ids": [Command.set(cls.company.ids)]}
        )
        teams = {"north": cls.north, "south": cls.south}
        for name, team in teams.items():
            team.alias_name = name
            cls.env["crm.stage"].create(
                {
                    "name": f"First in {name}",
                    "sequence": -1,
                    "team_ids": [Command.set(team.ids)],
                }
            )
            cls._create_rule(name, teams=team, cities=name)

    def _read(self, lead):
        message = lead.message_ids[-1:]
        return [lead[name] for name in LEAD] + [message[name] for name in MESSAGE]

    def test_leads_of_two_teams_are_as_if_created_one_by_one(self):
        cities = ["north", "south", "north", "nowhere", "south"]
        vals = [{"name": "Lead", "city": city} for city in cities]
        vals = [one | {"company_id": self.company.id, "user_id": False} for one in vals]
        given = self.env["crm.lead"].create(vals)
        self.rules.search([]).active = False
        for lead, one in zip(given, vals, strict=True):
            owner = {"user_id": lead.user_id.id, "team_id": lead.team_id.id}
            alone = self.env["crm.lead"].create(one | owner)
            # The letter on the assignment is Odoo's, who is given many has a list.
            self.assertEqual(self._read(lead), self._read(alone))
        self.assertEqual(
            given.mapped("stage_id.name")[:2], ["First in north", "First in south"]
        )
        self.assertIn("north@alias.example.com", given[0].message_ids[-1:].reply_to)
        self.assertIn("south@alias.example.com", given[1].message_ids[-1:].reply_to)

    def test_what_is_created_for_somebody_meanwhile_is_followed_as_ever(self):
        leads = self.env["crm.lead"].with_context(sales_created_together={})
        lead = leads.create({"name": "By another addon", "user_id": self.anna.id})
        self.assertIn(self.anna.partner_id, lead.message_partner_ids)
