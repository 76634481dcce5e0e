from types import SimpleNamespace
from unittest.mock import patch

from .common import IntakeCommon

MAIL = """\
To: {alias}
From: Ann Lee <ann@example.com>
Subject: A boat
Message-Id: <{number}@example.com>

Please call me.
"""


class TestOdooDoors(IntakeCommon):
    """Odoo's own ways in: each yields a deal with its door and channel."""

    def _assert_came_through(self, lead, kind, medium):
        self.assertEqual(lead.sales_door_id.kind, kind)
        self.assertEqual(
            lead.sales_door_id, self.env.ref(f"sales_efficiency.sales_lead_door_{kind}")
        )
        channel = self.env.ref(f"utm.{medium}") if medium else self.env["utm.medium"]
        self.assertEqual(lead.medium_id, channel)

    def _send_mail(self, number=1):
        domain = self.env["mail.alias.domain"].create({"name": "efficient.example.com"})
        self.company.alias_domain_id = domain
        self.north.write({"alias_name": "boats", "alias_domain_id": domain.id})
        found = self.env["mail.thread"].message_process(
            "crm.lead",
            MAIL.format(alias="boats@efficient.example.com", number=number),
        )
        return self.env["crm.lead"].browse(found)

    def test_mail(self):
        lead = self._send_mail()
        self._assert_came_through(lead, "mail", "utm_medium_email")
        self.assertEqual(lead.team_id, self.north)
        self.assertEqual(lead.user_id, self.lena, "crm's own leader of the team")

    def test_mail_of_a_client(self):
        self.client.write({"email": "ann@example.com", "user_id": self.boris.id})
        lead = self._send_mail()
        self.assertEqual(lead.partner_id, self.client)
        self.assertEqual(lead.user_id, self.boris)
        self.assertIn("Returning client", self._get_notes(lead))

    def test_manual(self):
        lead = (
            self.env["crm.lead"].with_user(self.anna).create({"name": "Met at a fair"})
        )
        self._assert_came_through(lead, "manual", "utm_medium_direct")
        self.assertEqual(lead.user_id, self.anna)
        phone = self.env.ref("utm.utm_medium_phone")
        lead = lead.create({"name": "Called", "medium_id": phone.id})
        self.assertEqual(lead.medium_id, phone)

    def test_manual_of_a_known_client_is_left_alone(self):
        self.client.write({"email": "ann@example.com", "user_id": self.boris.id})
        lead = (
            self.env["crm.lead"]
            .with_user(self.anna)
            .create({"name": "x", "email_from": "ann@example.com"})
        )
        self.assertFalse(lead.partner_id)
        self.assertEqual(lead.user_id, self.anna)

    def test_import(self):
        wizard = self.env["base_import.import"].create(
            {
                "res_model": "crm.lead",
                "file": b"Boat,Harbour News,ann@example.com\nSail,,bob@example.com\n",
                "file_type": "text/csv",
            }
        )
        source = self.env["utm.source"].create({"name": "Harbour News"})
        result = wizard.execute_import(
            ["name", "source_id", "email_from"],
            [],
            {"quoting": '"', "separator": ",", "has_headers": False},
        )
        leads = self.env["crm.lead"].browse(result["ids"])
        self.assertEqual(leads.mapped("name"), ["Boat", "Sail"])
        for lead in leads:
            self._assert_came_through(lead, "import", False)
        self.assertEqual(leads[0].source_id, source)

    def test_a_copy_is_entered_by_hand(self):
        self.assertEqual(self._open(name="Ann").copy().sales_door_id.kind, "manual")

    def test_website_form(self):
        """What the website's form does; its real one is tested from outside."""
        path = "odoo.addons.sales_efficiency.models.intake.crm_lead.request"
        website = self.env.ref("utm.utm_medium_website")
        http = SimpleNamespace(path="/website/form/crm.lead")
        with patch(path, SimpleNamespace(httprequest=http, cookies={})):
            self.client.write({"email": "ann@example.com", "user_id": self.boris.id})
            leads = self.env["crm.lead"].create(
                [
                    {
                        "name": "x",
                        "email_from": email,
                        "user_id": self.lena.id,
                        "team_id": self.north.id,
                        "medium_id": website.id,
                    }
                    for email in ("ann@example.com", "new@example.com")
                ]
            )
        for lead in leads:
            self._assert_came_through(lead, "website", "utm_medium_website")
        self.assertEqual(leads[0].user_id, self.boris, "the client's own salesperson")
        self.assertEqual(leads[1].user_id, self.lena, "the website's usual one")
