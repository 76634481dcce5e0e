from datetime import datetime

from odoo.exceptions import AccessError
from odoo.tests import tagged

from .common import BoardCommon


@tagged("post_install", "-at_install")
class TestBoardCard(BoardCommon):
    def _get_card(self, reader, user):
        row = self._get_report(reader).search(
            [("user_id", "=", user.id), ("is_main", "=", True)]
        )
        return row.card

    def test_own_card_has_the_other_targets(self):
        (target,) = self._get_card(self.anna, self.anna)["targets"]
        self.assertEqual((target["name"], target["plan"]), ("Meetings", 20))
        self.assertEqual(target["status"], "far_behind")

    def test_targets_of_others_are_not_on_their_cards(self):
        self.assertNotIn("targets", self._get_card(self.max, self.anna))
        self.assertFalse(self._get_card(self.boris, self.anna))

    def test_target_opens_its_facts(self):
        (target,) = self._get_card(self.anna, self.anna)["targets"]
        action = self._get_report(self.anna).browse(target["line_id"])
        domain = action.action_view_facts()["domain"]
        self.assertIn(("metric_id", "in", self.meetings.ids), domain)
        self.assertIn(("user_id", "=", self.anna.id), domain)

    def test_norm_opens_what_was_done(self):
        call = self.env["mail.activity"].create(
            {
                "activity_type_id": self.env.ref("mail.mail_activity_data_call").id,
                "res_model_id": self.env.ref("base.model_res_partner").id,
                "res_id": self.client.id,
                "user_id": self.anna.id,
            }
        )
        call.action_done()
        norms = self._get_card(self.anna, self.anna)["norms"]
        norm = next(norm for norm in norms if norm["code"] == "calls")
        self.assertEqual(norm["done"], 1)
        action = (
            self.env["sales.norm"]
            .with_user(self.anna)
            .browse(norm["norm_id"])
            .action_view_facts(self.anna.id, str(self.today))
        )
        facts = self.env["sales.fact"].with_user(self.anna).search(action["domain"])
        self.assertEqual(facts.mapped("res_id"), call.ids)

    def test_norm_of_somebody_else_shows_nothing(self):
        norm = self.env["sales.norm"].search([("metric_id.code", "=", "orders")])
        norm = norm or self.env["sales.norm"].create(
            {
                "metric_id": self._metric("orders").id,
                "company_id": self.company.id,
                "amount": 1,
            }
        )
        action = norm.with_user(self.anna).action_view_facts(
            self.boris.id, str(self.start)
        )
        facts = self.env["sales.fact"]
        self.assertFalse(facts.with_user(self.anna).search(action["domain"]))
        self.assertTrue(facts.with_user(self.max).search(action["domain"]))
        personal = self.env["sales.norm"].create(
            {
                "metric_id": self._metric("orders").id,
                "company_id": self.company.id,
                "user_id": self.boris.id,
                "amount": 1,
                "date_from": datetime(2017, 1, 1),
            }
        )
        with self.assertRaises(AccessError):
            personal.with_user(self.anna).action_view_facts(self.boris.id, self.today)

    def test_empty_board_says_what_to_do(self):
        texts = {
            user.name: str(self._get_report(user).action_open_board()["help"])
            for user in (self.anna, self.carl, self.lena, self.max)
        }
        self.assertIn("Ask Lena.", texts["Anna"])
        self.assertIn("Ask your sales manager.", texts["Carl"])
        self.assertIn("once the sales manager has opened a plan", texts["Lena"])
        self.assertIn("under Plans and confirm", texts["Max"])

    def test_name_of_leader_is_no_markup(self):
        self.lena.name = "<b>Lena</b>"
        text = str(self._get_report(self.anna).action_open_board()["help"])
        self.assertIn("&lt;b&gt;Lena", text)
