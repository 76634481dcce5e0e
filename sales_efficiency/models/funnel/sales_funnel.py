from ast import literal_eval

from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.fields import Domain

#: What a funnel can be split by: dimensions of ``sales.funnel.report``.
SPLITS = [
    ("client_kind", "New and Current Clients"),
    ("client_type", "Client Type"),
    ("medium_id", "Channel"),
    ("source_id", "Source"),
    ("campaign_id", "Campaign"),
    ("product_categ_id", "Product Category"),
    ("user_id", "Salesperson"),
    ("team_id", "Sales Team"),
    ("country_id", "Country"),
    ("state_id", "Region"),
    ("industry_id", "Industry"),
    ("lost_reason_id", "Lost Reason"),
]


class SalesFunnel(models.Model):
    """A way to look at the pipeline: which deals, and what they are split by."""

    _name = "sales.funnel"
    _description = "Funnel"
    _order = "sequence, id"

    name = fields.Char(required=True, translate=True)
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
    split_by = fields.Selection(
        selection=SPLITS,
        help="Segments that are shown side by side, the largest first.",
    )
    domain = fields.Char(
        string="Deals",
        default="[]",
        help="Which deals belong to it. Empty: all of them.",
    )
    cohort = fields.Selection(
        selection=[
            ("created", "Deals that came in then"),
            ("moved", "Deals that entered a stage then"),
        ],
        string="Of a Period",
        required=True,
        default="created",
        help="Deals that came in within the period, followed until today; or deals that "
        "entered a stage within it, whenever they came in.",
    )
    with_leads = fields.Boolean(
        string="Leads Too",
        help="Leads that nobody has turned into an opportunity yet are counted as well.",
    )
    company_id = fields.Many2one(
        comodel_name="res.company", help="Empty: a funnel of all companies."
    )

    @api.constrains("domain")
    def _check_domain(self):
        for funnel in self:
            try:
                self.env["sales.funnel.report"].search_count(
                    funnel._get_domain(), limit=1
                )
            except Exception as error:
                raise ValidationError(
                    self.env._(
                        "The deals of the funnel %(funnel)s cannot be found by this "
                        "condition: %(error)s. Choose its fields anew.",
                        funnel=funnel.name,
                        error=error,
                    )
                ) from error

    def _get_domain(self):
        """Return the condition its deals fulfil, on ``sales.funnel.report``."""
        self.ensure_one()
        domain = Domain(literal_eval(self.domain or "[]"))
        if self.with_leads:
            return domain
        return domain & Domain("lead_type", "=", "opportunity")

    def action_open(self):
        """Open the picture of the funnel."""
        self.ensure_one()
        action = self.env["ir.actions.client"]._for_xml_id(
            "sales_efficiency.sales_funnel_action_picture"
        )
        return action | {"params": {"funnel_id": self.id}}

    def action_open_deals(self):
        """Open the deals of the funnel, by segment and stage."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "sales_efficiency.sales_funnel_report_action_deals"
        )
        split = [self.split_by] if self.split_by else []
        return action | {
            "display_name": self.name,
            "domain": list(self._get_domain()),
            "context": {
                "group_by": [*split, "stage_id"],
                "graph_groupbys": ["stage_id", *split],
                "pivot_row_groupby": [*split, "stage_id"],
            },
        }

    def copy_data(self, default=None):
        """Tell a copy from what it is a copy of."""
        return [
            vals | {"name": self.env._("%(name)s (copy)", name=funnel.name)}
            for funnel, vals in zip(self, super().copy_data(default), strict=True)
        ]
