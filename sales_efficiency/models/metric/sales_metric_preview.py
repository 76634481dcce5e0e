from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import UserError

#: Days the preview of a metric looks back, today among them.
PREVIEW_DAYS = 30
#: People the preview names.
PREVIEW_PEOPLE = 5


class SalesMetric(models.Model):
    """What the metric would have shown in the last days, before it is saved."""

    _inherit = "sales.metric"

    preview = fields.Json(
        compute="_compute_preview",
        groups="sales_efficiency.group_sales_efficiency_admin",
    )
    preview_error = fields.Char(
        compute="_compute_preview",
        groups="sales_efficiency.group_sales_efficiency_admin",
    )

    @api.depends(
        "kind",
        "unit",
        "source",
        "measure",
        "client_kind",
        "company_id",
        "numerator_id",
        "denominator_id",
        "factor",
        "model_id",
        "domain",
        "date_field_id",
        "user_field_id",
        "team_field_id",
        "partner_field_id",
        "measure_field_id",
    )
    @api.depends_context("uid", "company", "tz", "lang")
    def _compute_preview(self):
        for metric in self:
            metric.preview = metric.preview_error = False
            if not metric.is_broken and not metric._is_countable():
                continue
            try:
                if metric.kind == "model":
                    metric._check_own_complete()
                    metric._check_own_fields()
                    metric._check_own_domain()
                    metric._check_own_access()
                metric.preview = metric._read_preview()
            except UserError as error:
                metric.preview_error = str(error)
            except Exception as error:  # noqa: BLE001 whatever the domain makes go wrong
                metric.preview_error = metric._get_domain_message(error)

    def _is_countable(self):
        """Tell whether enough is filled in to count something."""
        if self.kind == "source":
            return bool(self.source)
        if self.kind == "ratio":
            return bool(self.numerator_id and self.denominator_id)
        return not self._get_missing_fields()

    def _read_preview(self):
        """Count the last days the way facts are counted, with the metric as it stands.

        Whoever calls has seen to it that the user may count these records.

        :return: dict with the number of records, the figure of all days together, of
            each day and of the best people; the figures are those that facts will show
        """
        today = fields.Date.context_today(self)
        start = today - timedelta(days=PREVIEW_DAYS - 1)
        company = self.company_id or self.env.company
        base = self if self.kind != "ratio" else self.numerator_id | self.denominator_id
        figures = {
            metric: self.env["sales.fact"]._get_draft_totals(
                metric, start, today, company
            )
            for metric in base
        }
        if self.kind == "ratio":
            total, days, people = (
                self._divide(above, below)
                for above, below in zip(
                    figures[self.numerator_id][1:],
                    figures[self.denominator_id][1:],
                    strict=True,
                )
            )
        else:
            total, days, people = figures[self][1:]
        every_day = (start + timedelta(days=offset) for offset in range(PREVIEW_DAYS))
        names = self.env["res.users"].sudo().browse(filter(None, people))
        best = sorted(people.items(), key=lambda item: (-item[1], item[0] or 0))
        return {
            "unit": self.unit,
            "currency_id": company.currency_id.id,
            "count": sum(figure[0] for figure in figures.values()),
            "value": total.get(None, 0.0 if self.kind != "ratio" else None),
            "days": [[str(day), days.get(day, 0.0)] for day in every_day],
            "people": [
                [names.browse(user).name if user else "", value]
                for user, value in best[:PREVIEW_PEOPLE]
            ],
            "others": max(0, len(best) - PREVIEW_PEOPLE),
        }
