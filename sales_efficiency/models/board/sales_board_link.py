import secrets

from odoo import SUPERUSER_ID, api, fields, models
from odoo.tools import consteq, get_lang

#: Length of a key in bytes of randomness: nobody finds one by trying.
KEY_BYTES = 32
#: Ids beyond the type of the column cannot be anybody's.
MAX_ID = 2**31 - 1
PATH = "/sales_efficiency/wall"


class SalesBoardLink(models.Model):
    """A way to one board for a screen where nobody signs in.

    Who has the address sees this board and nothing else. The key is kept readable for
    administrators, like the access tokens of documents in the portal: the address has to
    be found again when a television is replaced, and who can read the table can read the
    figures behind it anyway. Revoking throws the key away for good.
    """

    _name = "sales.board.link"
    _description = "Sales Board Link"
    _order = "board_id, id"

    name = fields.Char(
        required=True,
        default=lambda self: self.env._("Television"),
        help="Where the screen hangs, so that one can be revoked without the others.",
    )
    board_id = fields.Many2one(
        comodel_name="sales.board", required=True, index=True, ondelete="cascade"
    )
    company_id = fields.Many2one(related="board_id.company_id", store=True, index=True)
    token = fields.Char(
        string="Key",
        copy=False,
        readonly=True,
        default=lambda self: self._make_token(),
        groups="sales_efficiency.group_sales_efficiency_admin",
    )
    url = fields.Char(
        string="Address",
        compute="_compute_url",
        groups="sales_efficiency.group_sales_efficiency_admin",
    )
    revoked_at = fields.Datetime(string="Revoked", readonly=True, copy=False)

    @api.depends("token")
    def _compute_url(self):
        for link in self:
            link.url = (
                f"{link.get_base_url()}{link._get_path()}"
                if link.token and isinstance(link.id, int)
                else False
            )

    @api.model
    def _make_token(self):
        return secrets.token_urlsafe(KEY_BYTES)

    def _get_path(self):
        return f"{PATH}/{self.id}/{self.token}"

    def action_revoke(self):
        """Take the address out of use; screens that show the board go blank."""
        self.write({"token": False, "revoked_at": fields.Datetime.now()})
        self.company_id._note_live_change()

    def action_renew(self):
        """Give the link a new key; the address it had before no longer works."""
        for link in self:
            link.write({"token": self._make_token(), "revoked_at": False})
        self.company_id._note_live_change()

    @api.model
    def _get_by_token(self, link_id, token):
        """Return the link with this key, in the rights it gives, or an empty recordset.

        Wrong, revoked and unknown are one and the same to the outside: each costs one
        look-up and one comparison.
        """
        links = self.env(user=SUPERUSER_ID, su=True, context={})[self._name].browse()
        if 0 < link_id <= MAX_ID:
            links = links.search([("id", "=", link_id), ("board_id.active", "=", True)])
        right = links.token or self._make_token()
        same = consteq(right.encode(), token.encode(errors="replace"))
        return links if same else links.browse()

    def _get_wall_board(self):
        """Return the board in the rights of this link: its company, its language."""
        board = self.board_id
        company = board.company_id
        # A language may have been switched off since it was chosen.
        lang = get_lang(self.env, board.lang or company.partner_id.lang).code
        return board.with_context(
            allowed_company_ids=company.ids,
            lang=lang,
            tz=company._get_sales_calendar().tz or "UTC",
            sales_wall_path=self._get_path(),
        )
