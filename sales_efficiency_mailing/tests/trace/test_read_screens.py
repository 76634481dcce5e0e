from datetime import timedelta

from odoo import fields
from odoo.tests import tagged

from odoo.addons.sales_efficiency.tests.screens import Screen, ScreenCase

from .common import LetterCommon

BUTTON = "button[name=action_view_letters]"


@tagged("post_install", "-at_install", "sales_screens")
class TestReadScreens(LetterCommon, ScreenCase):
    """Letters and interests as salespeople see them, and topics where letters are made."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.client.write({"email": "claire@client.example", "is_company": True})
        topics = ("Beans from one plantation", "Cups and saucers", "Maintenance")
        cls.topics = cls.topic.concat(
            *(cls.env["mailing.topic"].create({"name": name}) for name in topics)
        )
        verdicts = ("interested", "interested", "indifferent", "indifferent")
        scores = (0.8, 0.4, -0.3, -0.6)
        for topic, verdict, score in zip(cls.topics, verdicts, scores, strict=True):
            cls.env["mailing.topic.interest"].create(
                {
                    "topic_id": topic.id,
                    "partner_id": cls.client.id,
                    "verdict": verdict,
                    "score": score,
                    "evidence": 4,
                    "known_at": fields.Datetime.now(),
                }
            )
        cls.mailing.topic_ids = cls.topic
        cls.mailing.action_find_links()
        cls.mailing.link_ids[0].topic_id = cls.topics[1]
        for days, status in ((3, "sent"), (9, "bounce")):
            cls._create_trace(cls.lead, days * 24, trace_status=status)
        cls._read()

    @classmethod
    def _read(cls):
        """Have the letter opened twice and two of its links clicked."""
        cls.trace.set_opened()
        clicks = cls.env["link.tracker.click"]
        for link in cls.mailing.link_ids[:2]:
            cls._wait()
            clicks.add_click(link.code, mailing_trace_id=cls.trace.id)
        cls._wait()
        cls.trace.set_opened()
        cls.trace.set_replied()

    @classmethod
    def _wait(cls):
        """Let what was done be seven minutes ago."""
        for event in cls.trace.event_ids:
            event.at -= timedelta(minutes=7)

    def test_what_a_client_reads(self):
        letters = f"/odoo/res.partner/{self.client.id}"
        self.look_around(
            self.anna,
            Screen(
                "read_client",
                letters,
                ".o_field_widget[name=interested_topic_ids], "
                ".o_field_widget[name=indifferent_topic_ids]",
            ),
            Screen(
                "read_deal",
                f"/odoo/crm.lead/{self.lead.id}",
                ".o_field_widget[name=interested_topic_ids], "
                ".o_field_widget[name=indifferent_topic_ids]",
            ),
        )

    def test_letters(self):
        action = "sales_efficiency_mailing.mailing_trace_action_client"
        self.look_around(
            self.anna,
            Screen(
                "read_letters",
                f"/odoo/action-{action}",
                ".o_list_renderer, .o_kanban_record:not(.o_kanban_ghost)",
            ),
            Screen(
                "read_letter",
                f"/odoo/action-{action}/{self.trace.id}",
                ".o_form_sheet",
                ".o_field_widget[name=event_ids]",
            ),
        )

    def test_topics_of_letters_and_interests(self):
        self.look_around(
            self.ada,
            Screen(
                "read_topics",
                f"/odoo/mailing.mailing/{self.mailing.id}",
                ".o_field_widget[name=topic_ids], .o_field_widget[name=link_ids]",
                ".o_field_widget[name=link_ids] td",
                ("a.nav-link[name=topics]",),
            ),
            Screen(
                "read_interests",
                "/odoo/action-sales_efficiency_mailing.mailing_topic_interest_action",
                ".o_list_renderer",
            ),
        )
