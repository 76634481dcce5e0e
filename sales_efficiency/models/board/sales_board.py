from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.fields import Domain

from odoo.addons.base.models.res_partner import _lang_get


class SalesBoard(models.Model):
    """What one screen in the sales room shows."""

    _name = "sales.board"
    _description = "Sales Board"
    _order = "sequence, id"

    name = fields.Char(required=True, translate=True)
    active = fields.Boolean(default=True)
    sequence = fields.Integer(default=10)
    company_id = fields.Many2one(
        comodel_name="res.company",
        required=True,
        index=True,
        default=lambda self: self.env.company,
    )
    team_ids = fields.Many2many(
        comodel_name="crm.team",
        string="Sales Teams",
        check_company=True,
        help="Empty: the whole department.",
    )
    metric_id = fields.Many2one(
        comodel_name="sales.metric",
        string="Main Metric",
        check_company=True,
        domain="[('kind', '!=', 'ratio'), ('measure', '!=', 'client')]",
        help="What totals and pace are about. Empty: the revenue that counts, as set in "
        "Settings > Sales Efficiency.",
    )
    metric_ids = fields.Many2many(
        comodel_name="sales.metric",
        string="Norms Shown",
        help="Which of the day's norms are shown. Empty: all of them.",
    )
    theme = fields.Selection(
        selection=[
            ("dark", "Dark"),
            ("light", "Light"),
            ("auto", "As the screen prefers"),
        ],
        required=True,
        default="dark",
    )
    lang = fields.Selection(
        selection=_lang_get,
        string="Language",
        help="Of the screen without a login. Empty: the company's language.",
    )
    has_client_names = fields.Boolean(
        string="Client Names",
        default=True,
        help="Show beside a closed deal who bought. Turn it off where visitors see the "
        "screen.",
    )
    slide_ids = fields.One2many(
        comodel_name="sales.board.slide", inverse_name="board_id", copy=True
    )
    link_ids = fields.One2many(
        comodel_name="sales.board.link",
        inverse_name="board_id",
        string="Links",
        groups="sales_efficiency.group_sales_efficiency_admin",
    )

    @api.constrains("metric_id")
    def _check_metric_id(self):
        for board in self:
            if board.metric_id and not board.metric_id._adds_up():
                raise ValidationError(
                    self.env._(
                        "%(metric)s cannot be the main metric of %(board)s, as its days "
                        "do not add up to a total: choose one that is counted or summed.",
                        metric=board.metric_id.name,
                        board=board.name,
                    )
                )

    @api.model
    def _create_default_boards(self, companies=None):
        """Give each company without a board one that shows the department.

        :param companies: ``res.company`` records, all by default
        """
        boards = self.sudo().with_context(active_test=False)
        groups = boards._read_group([], ["company_id"])
        domain = Domain("id", "not in", [company.id for (company,) in groups])
        if companies is not None:
            domain &= Domain("id", "in", companies.ids)
        without = self.env["res.company"].sudo().search(domain)
        return boards.create([self._prepare_default_board(one) for one in without])

    @api.model
    def _prepare_default_board(self, company):
        """Return the values of the board a company begins with."""
        return {
            "name": self.env._("Sales Room"),
            "company_id": company.id,
            "slide_ids": self.env["sales.board.slide"]._prepare_default_slides(),
        }

    def action_open_wall(self):
        """Open the board as a screen on the wall."""
        action = self.env["ir.actions.actions"]._for_xml_id(
            "sales_efficiency.sales_board_wall_action"
        )
        action["params"] = {"board_id": self.id}
        return action
