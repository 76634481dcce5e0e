from odoo.tests import Form

from .common import LetterCommon


class TestTimeline(LetterCommon):
    def test_letters_of_a_client_and_of_a_deal(self):
        cancelled = self._create_trace(self.lead, 2, trace_status="cancel")
        self.trace.set_opened()
        self.assertEqual((self.lead.letter_count, self.lead.letter_read_count), (1, 1))
        self.assertEqual(
            (self.client.letter_count, self.client.letter_read_count), (1, 1)
        )
        for record in (self.client, self.lead):
            action = record.with_user(self.anna).action_view_letters()
            letters = self.env["mailing.trace"].search(action["domain"])
            self.assertEqual(letters, self.trace | cancelled)

    def test_letters_to_a_deal_without_a_client(self):
        lead = self._create_lead("Nobody")
        self.assertEqual(lead.letter_count, 0)
        trace = self._create_trace(lead)
        lead.invalidate_recordset()
        self.assertEqual(lead._get_letters(), {lead: trace})
        self.assertEqual(lead._get_letters(opened=True), {lead: trace.browse()})

    def test_what_was_clicked(self):
        for name in "ab":
            self.trace.event_ids.at = "2020-01-01 00:00:00"
            self._click(self._create_link(name))
        trace = self.trace.with_user(self.anna)
        self.assertEqual(trace.clicked_links, "a, b")
        self.assertEqual(trace.letter_subject, "How machines are chosen")
        event = trace.event_ids[0]
        self.assertEqual(event.link_label, "b")
        self.assertEqual(event.link_url, "https://shop.example/b")

    def test_screens_open_for_salespeople(self):
        self.trace.set_opened()
        view = "sales_efficiency_mailing.mailing_trace_view_form_client"
        with Form(self.trace.with_user(self.anna), view) as form:
            self.assertEqual(form.open_count, 1)
        self.env["mailing.trace"].with_user(self.anna).get_views(
            [(self.env.ref(view).id, "form"), (False, "list")]
        )

    def test_counts_of_many_in_a_few_queries(self):
        leads = self.lead
        for number in range(10):
            leads |= self._create_lead(f"Reader{number}")
        self.env.invalidate_all()
        with self.assertQueryCount(8):
            leads.mapped("letter_count")
