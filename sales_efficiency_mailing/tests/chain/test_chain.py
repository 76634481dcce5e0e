from ..common import MailingCommon


class TestChain(MailingCommon):
    def test_a_chain_has_a_campaign_and_something_to_draw_on(self):
        self.assertEqual(self.chain.campaign_id.name, "Welcome")
        self.assertEqual(self.chain.draft_version_id.number, 1)
        self.assertFalse(self.chain.version_id)
