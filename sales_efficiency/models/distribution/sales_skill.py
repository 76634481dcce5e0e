from odoo import api, fields, models
from odoo.exceptions import ValidationError


class SalesSkill(models.Model):
    """Something a salesperson can know, so that leads who ask for it come to who does."""

    _name = "sales.skill"
    _description = "Sales Skill"
    _order = "sequence, name, id"
    _check_company_auto = True

    name = fields.Char(required=True, translate=True)
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
    company_id = fields.Many2one(
        comodel_name="res.company", index=True, help="Empty: for every company."
    )
    level_ids = fields.One2many(
        comodel_name="sales.skill.level", inverse_name="skill_id", string="People"
    )


class SalesSkillLevel(models.Model):
    """How well somebody knows it, from 1 to 5."""

    _name = "sales.skill.level"
    _description = "Level of a Sales Skill"
    _inherit = ["sales.kept.mixin"]
    _order = "skill_id, level desc, id"
    _rec_name = "skill_id"

    skill_id = fields.Many2one(
        comodel_name="sales.skill", required=True, index=True, ondelete="cascade"
    )
    user_id = fields.Many2one(
        comodel_name="res.users",
        string="Person",
        required=True,
        index=True,
        ondelete="cascade",
        domain="[('share', '=', False)]",
    )
    level = fields.Integer(default=3, required=True, help="1 beginner to 5 expert.")

    _user_uniq = models.Constraint(
        "UNIQUE (skill_id, user_id)",
        "Somebody has one level of a skill: change the one that is there.",
    )

    @api.constrains("level")
    def _check_level(self):
        for one in self:
            if not 1 <= one.level <= 5:
                raise ValidationError(
                    self.env._(
                        "The level of %(skill)s must be from 1 to 5, not %(level)s.",
                        skill=one.skill_id.name,
                        level=one.level,
                    )
                )
