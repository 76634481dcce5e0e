from itertools import chain, count

from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.fields import Domain


class SalesMetric(models.Model):
    """A key indicator: what is counted, in which unit, and where it comes from."""

    _name = "sales.metric"
    _description = "Sales Metric"
    _order = "sequence, id"
    _rec_names_search = ["name", "code"]

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

    # ------------------------------------------------------------
    # CONSTRAINTS
    # ------------------------------------------------------------

    @api.constrains("numerator_id", "denominator_id", "kind", "factor")
    def _check_ratio(self):
        for metric in self.filtered(lambda metric: metric.kind == "ratio"):
            if metric.factor <= 0:
                raise ValidationError(
                    self.env._(
                        "The factor of %(metric)s must be above zero: 1 for a plain ratio, "
                        "100 for percent.",
                        metric=metric.name,
                    )
                )
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

        self._check_ratio_parts()

    def _check_ratio_parts(self):
        """Refuse to make a ratio of what other ratios are built on."""
        ratios = self.filtered(lambda metric: metric.kind == "ratio")
        above = (
            self.sudo()
            .with_context(active_test=False)
            .search(
                Domain("numerator_id", "in", ratios.ids)
                | Domain("denominator_id", "in", ratios.ids),
                limit=1,
            )
        )
        if above:
            part = (above.numerator_id | above.denominator_id) & ratios
            raise ValidationError(
                self.env._(
                    "%(part)s cannot become a ratio: %(metric)s is built on it.",
                    part=part[:1].name,
                    metric=above.name,
                )
            )

    @api.constrains("kind", "measure", "unit")
    def _check_unit(self):
        for metric in self.filtered(lambda metric: metric.kind != "ratio"):
            units = metric._get_units()
            if units and metric.unit not in units:
                raise ValidationError(
                    self.env._(
                        "%(metric)s counts: its unit is a number. Sum up amounts to get "
                        "money or hours.",
                        metric=metric.name,
                    )
                )

    def _get_units(self):
        """Return the units that what is measured may have, empty if any; to be extended."""
        self.ensure_one()
        return () if self.measure == "amount" else ("count",)

    # ------------------------------------------------------------
    # ONCHANGE
    # ------------------------------------------------------------

    @api.onchange("name")
    def _onchange_name(self):
        """Propose a code."""
        if self.name and not self.code:
            self.code = self._get_free_code(
                self.env["ir.http"]._slugify(self.name).replace("-", "_")
            )

    @api.onchange("kind", "source", "measure", "numerator_id", "denominator_id")
    def _onchange_unit(self):
        """Propose the unit that follows from what is measured."""
        if self.kind == "source" and self.measure == "amount":
            self.unit = "money"
        elif self.kind != "ratio" and self.measure != "amount":
            self.unit = "count"
        elif self.kind == "ratio" and self.numerator_id and self.denominator_id:
            same = self.numerator_id.unit == self.denominator_id.unit
            self.unit = "percent" if same else self.numerator_id.unit
            self.factor = 100.0 if same else 1.0

    # ------------------------------------------------------------
    # BUSINESS
    # ------------------------------------------------------------

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
        default = default or {}
        return [
            {
                **vals,
                "name": default.get("name") or self.env._("%s (copy)", metric.name),
                "code": default.get("code")
                or self._get_free_code(f"{metric.code}_copy"),
            }
            for metric, vals in zip(
                self, super().copy_data(default=default), strict=True
            )
        ]

    @api.model
    def _get_free_code(self, base):
        """Return ``base``, with a number behind it if it is taken."""
        metrics = self.sudo().with_context(active_test=False)
        taken = set(metrics.search([("code", "=like", f"{base}%")]).mapped("code"))
        numbered = (f"{base}_{number}" for number in count(2))
        return next(code for code in chain([base], numbered) if code not in taken)

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
        """Open the facts of the metric, the archived one too, this month's at first."""
        action = self._get_facts_action()
        action["context"]["search_default_filter_date"] = 1
        return action

    def _get_facts_action(self, domain=()):
        """Return the action that opens facts of the metric.

        :param domain: which of them; with all of years at once it would take long, so
            it, or a filter, names the days
        """
        self.ensure_one()
        action = self.env["ir.actions.actions"]._for_xml_id(
            "sales_efficiency.sales_fact_action"
        )
        parts = self
        if self.kind == "ratio":
            parts = self.numerator_id | self.denominator_id
        action["domain"] = [("metric_id", "in", parts.ids), *domain]
        action["context"] = {"sales_fact_metric_ids": parts.ids}
        if self.measure == "client" and self.kind != "ratio":
            action["context"].update(
                graph_measure="partner_id", pivot_measures=["partner_id"]
            )
        action["display_name"] = self.name
        return action
