from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.fields import Domain


class ResUsers(models.Model):
    _inherit = "res.users"

    sales_deputy_id = fields.Many2one(
        comodel_name="res.users",
        string="Deputy",
        index="btree_not_null",
        ondelete="set null",
        domain="[('share', '=', False), ('id', '!=', id), "
        "('company_ids', 'in', company_id)]",
        help="Gets the leads, activities and meetings that fall due during an absence, "
        "until it is over. Empty: the distribution rules say who.",
    )
    sales_away_until = fields.Date(
        string="Away Until",
        compute="_compute_sales_absence",
        search="_search_sales_away_until",
        help="Last day of the absence in which others have this person's work.",
    )
    sales_absence_id = fields.Many2one(
        comodel_name="sales.handover",
        string="Work Handed Over",
        compute="_compute_sales_absence",
        groups="sales_efficiency.group_sales_efficiency_leader",
    )

    @api.constrains("sales_deputy_id", "company_id")
    def _check_sales_deputy(self):
        for user in self:
            deputy = user.sales_deputy_id.sudo()
            if not deputy:
                continue
            names = {"person": user.name, "deputy": deputy.name}
            if deputy == user:
                raise ValidationError(
                    self.env._(
                        "Deputy: %(person)s cannot stand in for the same person. Choose "
                        "somebody else.",
                        **names,
                    )
                )
            if deputy.share or user.company_id not in deputy.company_ids:
                raise ValidationError(
                    self.env._(
                        "Deputy: %(deputy)s does not work in %(company)s. Choose somebody "
                        "who does.",
                        company=user.company_id.name,
                        **names,
                    )
                )

    @api.depends_context("allowed_company_ids")
    def _compute_sales_absence(self):
        running = self.env["sales.handover"].sudo()
        running = running.search(
            self._get_sales_running_domain() & Domain("from_user_id", "in", self.ids),
            order="last_day",
        )
        found = {handover.from_user_id.id: handover for handover in running}
        for user in self:
            handover = found.get(user._origin.id, running.browse())
            user.sales_absence_id = handover
            user.sales_away_until = handover.last_day

    @api.model
    def _search_sales_away_until(self, operator, value):
        if operator == "in" and False in value:
            return NotImplemented
        domain = self._get_sales_running_domain() & Domain("last_day", operator, value)
        running = self.env["sales.handover"].sudo().search(domain)
        return Domain("id", "in", running.from_user_id.ids)

    @api.model
    def _get_sales_running_domain(self):
        """Return which transfers are of people who are away now."""
        return (
            Domain("kind", "=", "absence")
            & Domain("state", "!=", "returned")
            & Domain("company_id", "in", self.env.companies.ids)
        )

    @property
    def SELF_READABLE_FIELDS(self):
        return [*super().SELF_READABLE_FIELDS, "sales_deputy_id", "sales_away_until"]

    @property
    def SELF_WRITEABLE_FIELDS(self):
        return [*super().SELF_WRITEABLE_FIELDS, "sales_deputy_id"]

    def action_view_sales_absence(self):
        """Open what others have while this person is away."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "res_model": "sales.handover",
            "res_id": self.sales_absence_id.id,
            "views": [(False, "form")],
        }
