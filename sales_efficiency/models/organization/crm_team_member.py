from odoo import models


class CrmTeamMember(models.Model):
    """Who belongs to which team is kept with much that follows from it."""

    _name = "crm.team.member"
    _inherit = ["crm.team.member", "sales.kept.mixin"]
