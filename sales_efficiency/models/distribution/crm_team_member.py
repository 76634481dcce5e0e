from odoo import api, fields, models, tools


class CrmTeamMember(models.Model):
    _inherit = "crm.team.member"

    sales_weight = fields.Float(
        string="Share of Leads",
        default=1.0,
        help="How many leads for every one of a colleague with 1: half for who learns or "
        "works part time, zero for none.",
    )

    _sales_weight_check = models.Constraint(
        "CHECK (sales_weight >= 0)",
        "The share of leads of a team member cannot be negative.",
    )

    @api.model
    @tools.ormcache()
    def _get_sales_paused(self):
        """Return the ids of people whose assignment is paused in all their teams."""
        groups = self.sudo()._read_group(
            [], ["user_id"], ["assignment_optout:bool_and"]
        )
        return frozenset(user.id for user, paused in groups if paused)
