from odoo import api, fields, models


class CrmTeam(models.Model):
    _inherit = "crm.team"

    sales_co_leader_ids = fields.Many2many(
        comodel_name="res.users",
        relation="crm_team_sales_co_leader_rel",
        string="Co-leaders",
        domain="[('share', '=', False)]",
        help="They see and lead the team's work beside the team leader.",
    )
    sales_leader_ids = fields.Many2many(
        comodel_name="res.users",
        relation="crm_team_sales_leader_rel",
        string="Leaders",
        compute="_compute_sales_leader_ids",
        store=True,
    )
    sales_calendar_id = fields.Many2one(
        comodel_name="resource.calendar",
        string="Working Schedule",
        check_company=True,
        help="Its time zone says when the team's day begins, its working days are used for "
        "members without a schedule of their own. Empty: the company's.",
    )

    def write(self, vals):
        """Forget which schedules members follow when a team gets another one."""
        done = super().write(vals)
        if {"sales_calendar_id", "company_id", "active"} & vals.keys():
            self.env.registry.clear_cache()
        return done

    @api.depends("user_id", "sales_co_leader_ids")
    def _compute_sales_leader_ids(self):
        for team in self:
            team.sales_leader_ids = team.user_id | team.sales_co_leader_ids
