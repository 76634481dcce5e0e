from odoo import api, fields, models
from odoo.exceptions import ValidationError


class SalesMetric(models.Model):
    """A key indicator: what is counted, in which unit, and where it comes from."""

    _name = "sales.metric"
    _description = "Sales Metric"
    _order = "sequence, id"

    name = fields.Char(required=True, translate=True)
    code = fields.Char(
        required=True,
        copy=False,
        help="Short name for plans imported from files and for remote clients.",
    )
    description = fields.Text(translate=True)
    sequence = fields.Integer(default=100)
    active = fields.Boolean(default=True)
    company_id = fields.Many2one(
        comodel_name="res.company",
        index=True,
        help="Empty: for every company.",
    )
    kind = fields.Selection(
        selection=[
            ("source", "Built-in source"),
            ("model", "Any records"),
            ("ratio", "Ratio of two metrics"),
        ],
        required=True,
        default="model",
    )
    unit = fields.Selection(
        selection=[
            ("count", "Number"),
            ("money", "Money"),
            ("percent", "Percent"),
            ("hours", "Hours"),
        ],
        required=True,
        default="count",
    )
    source = fields.Selection(
        selection=[
            ("order", "Confirmed orders"),
            ("order_line", "Confirmed order lines"),
            ("invoice", "Invoices"),
            ("invoice_line", "Invoice lines"),
            ("payment", "Payments received"),
            ("won_deal", "Won deals"),
            ("new_client", "First orders of clients"),
            ("quotation", "Quotations sent"),
            ("meeting", "Meetings held"),
            ("call", "Calls made"),
        ],
    )
    measure = fields.Selection(
        selection=[
            ("count", "Number of records"),
            ("amount", "Sum of amounts"),
            ("client", "Number of different clients"),
        ],
        required=True,
        default="count",
    )
    client_kind = fields.Selection(
        selection=[
            ("any", "All clients"),
            ("new", "New clients"),
            ("current", "Current clients"),
        ],
        string="Clients",
        required=True,
        default="any",
        help="A client is new until the first confirmed order, current after it.",
    )
    numerator_id = fields.Many2one(comodel_name="sales.metric", ondelete="restrict")
    denominator_id = fields.Many2one(comodel_name="sales.metric", ondelete="restrict")
    factor = fields.Float(default=1.0, help="100 shows the ratio in percent.")

    _code_unique = models.Constraint(
        "UNIQUE(code)", "Another metric has this code already: codes are unique."
    )
    _kind_source = models.Constraint(
        "CHECK(kind != 'source' OR source IS NOT NULL)",
        "A built-in metric needs a source: choose one.",
    )
    _kind_ratio = models.Constraint(
        "CHECK(kind != 'ratio' OR "
        "(numerator_id IS NOT NULL AND denominator_id IS NOT NULL))",
        "A ratio needs a numerator and a denominator: choose both.",
    )

    @api.constrains("numerator_id", "denominator_id", "kind")
    def _check_ratio(self):
        for metric in self.filtered(lambda metric: metric.kind == "ratio"):
            parts = metric.numerator_id | metric.denominator_id
            ratio = parts.filtered(lambda part: part.kind == "ratio")[:1]
            if ratio:
                raise ValidationError(
                    self.env._(
                        "%(metric)s cannot be built on %(part)s, which is a ratio itself: "
                        "choose metrics that are counted or summed.",
                        metric=metric.name,
                        part=ratio.name,
                    )
                )

    def _adds_up(self):
        """Tell whether figures of single days sum up to the one of the period."""
        self.ensure_one()
        return self.kind != "ratio" and self.measure != "client"

    def _divide(self, numerators, denominators):
        """Divide the totals of this ratio's parts, group by group.

        :param numerators: ``{key: total}`` of the numerator
        :param denominators: ``{key: total}`` of the denominator
        :return: ``{key: ratio}``, without the groups whose denominator is zero
        """
        self.ensure_one()
        return {
            key: numerators.get(key, 0.0) / denominator * self.factor
            for key, denominator in denominators.items()
            if denominator
        }

    def copy_data(self, default=None):
        """Give copies a name and a code of their own."""
        vals_list = super().copy_data(default=default)
        return [
            dict(
                vals,
                name=self.env._("%s (copy)", metric.name),
                code=f"{metric.code}_copy{self.search_count([])}",
            )
            for metric, vals in zip(self, vals_list, strict=True)
        ]

    @api.model
    def _get_by_codes(self, codes):
        """Return the metrics with these codes.

        :raise ValidationError: naming the codes that do not exist
        """
        metrics = self.with_context(active_test=False).search([("code", "in", codes)])
        unknown = set(codes) - set(metrics.mapped("code"))
        if unknown:
            known = self.search([], limit=50).mapped("code")
            raise ValidationError(
                self.env._(
                    "There is no metric with the code %(codes)s. Known codes: %(known)s.",
                    codes=", ".join(sorted(unknown)),
                    known=", ".join(known),
                )
            )
        return metrics

    def action_view_facts(self):
        """Open the facts of the metric."""
        self.ensure_one()
        action = self.env["ir.actions.actions"]._for_xml_id(
            "sales_efficiency.sales_fact_action"
        )
        parts = self | self.numerator_id | self.denominator_id
        action["domain"] = [("metric_id", "in", parts.ids)]
        action["display_name"] = self.name
        return action
