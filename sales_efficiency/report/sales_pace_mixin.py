from odoo import models
from odoo.fields import Domain


class SalesPaceMixin(models.AbstractModel):
    """Reports of pace are looked at as at a day: the one a search asks for, else today."""

    _name = "sales.pace.mixin"
    _description = "As at a Day"

    def _get_day(self, domain=Domain.TRUE):
        """Return the day that ``date = ...`` in the domain, or the context, asks for."""
        for condition in Domain(domain).iter_conditions():
            if condition.field_expr == "date" and condition.operator == "=":
                return self.env["sales.plan"]._to_day(condition.value)
        return self.env["sales.plan"]._to_day(self.env.context.get("sales_board_date"))

    def _at_day(self, domain):
        """Return ``self`` looking at the day the domain asks for."""
        return self.with_context(sales_board_date=str(self._get_day(domain)))
