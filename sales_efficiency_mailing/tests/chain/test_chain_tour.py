from odoo.tests import HttpCase, tagged

from ..common import MailingCommon


@tagged("post_install", "-at_install")
class TestChainTour(MailingCommon, HttpCase):
    def test_a_chain_is_drawn(self):
        self.start_tour(
            "/odoo/mailing-chains", "mailing_chain_tour", login=self.ada.login
        )
        chain = self.env["mailing.chain"].search([("name", "=", "Spring")])
        letter, wait = chain.draft_version_id.step_ids
        self.assertEqual(letter.next_id, wait)
        self.assertEqual(wait.wait_count, 5)
