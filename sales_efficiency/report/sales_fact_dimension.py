from odoo import api, models

#: Columns that only records of known clients fill.
CLIENT_COLUMNS = {"partner_id", "country_id", "state_id", "industry_id"}


class SalesFact(models.Model):
    _inherit = "sales.fact"

    @api.model
    def _get_dimensions(self, metric):
        """Return the columns that facts of a metric fill, so that they can be narrowed.

        Of a ratio those that both of its parts fill. Addons with sources of their own
        need not do anything: a source says it by the columns it describes.
        """
        if metric.kind == "ratio":
            return self._get_dimensions(metric.numerator_id) & self._get_dimensions(
                metric.denominator_id
            )
        if metric.kind == "model":
            known = {"user_id", "team_id", "company_id"}
            if metric.partner_field_id:
                known |= CLIENT_COLUMNS
        else:
            sources = self._get_fact_sources().get(metric.source) or [{}]
            known = set.intersection(*(set(source) for source in sources))
        return known | ({"client_kind"} if "partner_id" in known else set())
