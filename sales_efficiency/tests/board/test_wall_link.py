from odoo.tests import tagged

from .common import WallCommon


@tagged("post_install", "-at_install")
class TestWallLink(WallCommon):
    """A link opens one board to who has its key, until it is revoked."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.link = cls.env["sales.board.link"].create({"board_id": cls.board.id})

    def _open(self, link_id, token):
        public = self.env.ref("base.public_user")
        return (
            self.env["sales.board.link"].with_user(public)._get_by_token(link_id, token)
        )

    def test_keys_are_long_and_different(self):
        """256 bits from the system's source of randomness: nobody guesses that."""
        links = self.env["sales.board.link"].create([{"board_id": self.board.id}] * 20)
        tokens = {*links.mapped("token"), self.link.token}
        self.assertEqual(len(tokens), 21)
        self.assertTrue(all(len(token) >= 43 for token in tokens))

    def test_right_key(self):
        self.assertEqual(self._open(self.link.id, self.link.token), self.link)

    def test_wrong_keys(self):
        """Neither another key, nor part of it, nor nothing opens anything."""
        other = self.env["sales.board.link"].create({"board_id": self.board.id})
        token = self.link.token
        for wrong in ("", " ", token[:-1], f"{token}x", token.swapcase(), other.token):
            self.assertFalse(self._open(self.link.id, wrong), wrong)
        for odd in ("\0", "ключ", "\udcff", "%", "False", "None"):
            self.assertFalse(self._open(self.link.id, odd), repr(odd))
        for link_id in (0, -1, self.link.id + 999, 2**31, 2**70):
            self.assertFalse(self._open(link_id, token), link_id)

    def test_revoked(self):
        """Revoking throws the key away; no empty key stands in for it."""
        token = self.link.token
        self.link.with_user(self.ada).action_revoke()
        self.assertTrue(self.link.revoked_at)
        self.assertFalse(self.link.url)
        for key in (token, "", "False"):
            self.assertFalse(self._open(self.link.id, key))

    def test_renewed(self):
        """A new key takes the place of the old one."""
        token = self.link.token
        self.link.with_user(self.ada).action_renew()
        self.assertNotEqual(self.link.token, token)
        self.assertFalse(self._open(self.link.id, token))
        self.assertTrue(self._open(self.link.id, self.link.token))

    def test_revoking_one_leaves_the_others(self):
        other = self.env["sales.board.link"].create({"board_id": self.board.id})
        self.link.action_revoke()
        self.assertTrue(self._open(other.id, other.token))

    def test_archived_board(self):
        """An archived board is not to be seen, and is back with the board."""
        self.board.active = False
        self.assertFalse(self._open(self.link.id, self.link.token))
        self.board.active = True
        self.assertTrue(self._open(self.link.id, self.link.token))

    def test_key_of_the_users_own_making(self):
        """Nobody chooses a weak key: the field is read-only and never copied."""
        self.assertTrue(self.env["sales.board.link"]._fields["token"].readonly)
        self.assertNotEqual(self.link.copy().token, self.link.token)

    def test_rights_of_a_link(self):
        """The link shows its company's board whole, whoever opens it."""
        company = self.env["res.company"].create({"name": "Elsewhere"})
        board = self.env["sales.board"].search([("company_id", "=", company.id)])
        link = self.env["sales.board.link"].create({"board_id": board.id})
        shown = self._open(link.id, link.token)._get_wall_board()._get_wall_data()
        self.assertEqual(shown["board"]["company"], "Elsewhere")
        self.assertFalse(shown["closed"])
        shown = self._open(self.link.id, self.link.token)._get_wall_board()
        wall = shown._get_wall_data()
        self.assertEqual(wall["total"]["fact"], 22_000)
        [pace] = [slide for slide in wall["slides"] if slide["type"] == "pace"]
        self.assertEqual(
            pace["rows"][0]["avatar"],
            f"/sales_efficiency/wall/{self.link.id}/{self.link.token}"
            f"/avatar/{self.boris.id}",
        )

    def test_language(self):
        """The screen speaks the board's language, else the company's."""
        self.env["res.lang"]._activate_lang("fr_FR")
        self.company.partner_id.lang = "fr_FR"
        self.assertEqual(self.link._get_wall_board().env.lang, "fr_FR")
        self.board.lang = "en_US"
        self.assertEqual(self.link._get_wall_board().env.lang, "en_US")

    def test_language_that_was_switched_off(self):
        """The screen goes on in a language there is."""
        language = self.env["res.lang"]._activate_lang("fr_FR")
        self.board.lang = "fr_FR"
        self.company.partner_id.lang = False
        self.env["res.users"].with_context(active_test=False).search(
            [("lang", "=", "fr_FR")]
        ).lang = "en_US"
        language.active = False
        self.assertEqual(self.link._get_wall_board().env.lang, "en_US")
