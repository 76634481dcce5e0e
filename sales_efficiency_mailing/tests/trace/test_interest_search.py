from odoo import fields
from odoo.exceptions import AccessError

from .common import LetterCommon


class TestInterestSearch(LetterCommon):
    """Interests in domains, of clients and of deals."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.beans = cls.env["mailing.topic"].create({"name": "Beans"})
        cls.person = cls.env["res.partner"].create(
            {"name": "Paul", "parent_id": cls.client.id}
        )
        cls.stranger = cls._create_lead("Stranger")
        cls.cold = cls._create_lead("Cold", partner_id=cls.prospect.id)
        cls._know(cls.topic, "interested", partner_id=cls.client.id)
        cls._know(cls.topic, "indifferent", partner_id=cls.prospect.id)
        cls._know(cls.topic, "interested", email_normalized="stranger@client.example")
        cls._know(cls.beans, "unknown", partner_id=cls.client.id)

    @classmethod
    def _know(cls, topic, verdict, **values):
        return cls.env["mailing.topic.interest"].create(
            {
                "topic_id": topic.id,
                "verdict": verdict,
                "known_at": fields.Datetime.now(),
                **values,
            }
        )

    def _find(self, model, *domain):
        records = self.client | self.person | self.prospect
        if model == "crm.lead":
            records = self.lead | self.stranger | self.cold
        found = self.env[model].search([("id", "in", records.ids), *domain])
        return records & found

    def test_by_topic(self):
        interested = ("interested_topic_ids", "in", self.topic.ids)
        self.assertEqual(
            self._find("res.partner", interested), self.client | self.person
        )
        self.assertEqual(self._find("crm.lead", interested), self.lead | self.stranger)
        indifferent = ("indifferent_topic_ids", "=", self.topic.id)
        self.assertEqual(self._find("res.partner", indifferent), self.prospect)
        self.assertEqual(self._find("crm.lead", indifferent), self.cold)

    def test_by_name(self):
        interested = ("interested_topic_ids", "ilike", "mach")
        self.assertEqual(self._find("crm.lead", interested), self.lead | self.stranger)
        self.assertFalse(
            self._find("crm.lead", ("interested_topic_ids", "ilike", "bean"))
        )
        by_path = ("interested_topic_ids.name", "=", "Machines")
        self.assertEqual(self._find("crm.lead", by_path), self.lead | self.stranger)

    def test_by_none(self):
        nothing = ("interested_topic_ids", "=", False)
        self.assertEqual(self._find("crm.lead", nothing), self.cold)
        something = ("interested_topic_ids", "!=", False)
        self.assertEqual(self._find("crm.lead", something), self.lead | self.stranger)
        other = ("interested_topic_ids", "not in", self.topic.ids)
        self.assertEqual(self._find("res.partner", other), self.prospect)

    def test_found_is_what_is_shown(self):
        for model in ("res.partner", "crm.lead"):
            for name in ("interested_topic_ids", "indifferent_topic_ids"):
                found = self._find(model, (name, "in", self.topic.ids))
                records = self._find(model)
                shown = records.filtered(lambda record, n=name: self.topic in record[n])
                self.assertEqual(found, shown)

    def test_in_rules_of_distribution(self):
        """A condition of a rule is a domain on the lead."""
        domain = [("interested_topic_ids", "in", self.topic.ids)]
        self.assertTrue(self.lead.filtered_domain(domain))
        self.assertFalse(self.cold.filtered_domain(domain))

    def test_topics_of_other_companies_are_not_shown(self):
        other = self.env["res.company"].create({"name": "Other"})
        self.topic.company_id = other
        self.assertFalse(self.client.interested_topic_ids)
        self.assertFalse(
            self._find("crm.lead", ("interested_topic_ids", "in", self.topic.ids))
        )

    def test_salespeople_see_what_clients_like(self):
        lead = self.lead.with_user(self.anna)
        self.assertEqual(lead.interested_topic_ids, self.topic)
        self.assertEqual(
            lead._get_client_hints(),
            [{"label": "Interested in", "words": ["Machines"]}],
        )
        self.assertEqual(
            self.prospect.with_user(self.anna)._get_client_hints(),
            [{"label": "Indifferent to", "words": ["Machines"]}],
        )
        interests = self.env["mailing.topic.interest"].with_user(self.anna)
        self.assertNotIn(False, interests.search([]).mapped("partner_id.id"))
        everything = self.env["mailing.topic.interest"].with_user(self.max).search([])
        self.assertIn("stranger@client.example", everything.mapped("email_normalized"))
        with self.assertRaises(AccessError):
            interests.create({"topic_id": self.topic.id, "partner_id": 1})

    def test_many_are_read_at_once(self):
        leads = self.lead | self.stranger | self.cold
        self.env.invalidate_all()
        with self.assertQueryCount(6):
            leads.mapped("interested_topic_ids")
