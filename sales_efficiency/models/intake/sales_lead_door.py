from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import ormcache

#: What of a built-in door is its identity: it is recognised by these.
IDENTITY = {"code", "kind"}


class SalesLeadDoor(models.Model):
    """A way by which leads come in.

    Four doors are Odoo's own and always there: website form, e-mail, manual entry and
    import. Every other one is a source of its own, a landing page or another system, that
    posts leads with a key.
    """

    _name = "sales.lead.door"
    _description = "Lead Door"
    _order = "sequence, id"

    name = fields.Char(required=True, translate=True)
    code = fields.Char(
        required=True,
        copy=False,
        default=lambda self: self._default_code(),
        help="Short name for rules and other systems.",
    )
    active = fields.Boolean(default=True)
    sequence = fields.Integer(default=20)
    kind = fields.Selection(
        selection=[
            ("website", "Website Form"),
            ("mail", "Email"),
            ("manual", "Manual Entry"),
            ("import", "Import"),
            ("intake", "Landing Page or Other System"),
        ],
        required=True,
        readonly=True,
        default="intake",
    )
    company_id = fields.Many2one(comodel_name="res.company", index="btree_not_null")

    # What a lead that came in gets where it says nothing itself.
    team_id = fields.Many2one(
        comodel_name="crm.team", string="Sales Team", check_company=True
    )
    medium_id = fields.Many2one(comodel_name="utm.medium", string="Medium")
    source_id = fields.Many2one(comodel_name="utm.source", string="Source")
    campaign_id = fields.Many2one(comodel_name="utm.campaign", string="Campaign")
    tag_ids = fields.Many2many(comodel_name="crm.tag", string="Tags")
    product_categ_id = fields.Many2one(comodel_name="product.category", string="Wants")
    client_type = fields.Selection(
        selection=[("company", "Company"), ("private", "Private Person")]
    )

    _code_uniq = models.Constraint(
        "UNIQUE(code)", "Another door has this code already."
    )

    @api.model
    def _default_code(self):
        """Propose a code that is free."""
        taken = self.with_context(active_test=False).search_count([])
        codes = (f"door{number}" for number in range(taken + 1, taken + 1000))
        return next(
            code
            for code in codes
            if not self.sudo()
            .with_context(active_test=False)
            .search_count([("code", "=", code)], limit=1)
        )

    # ------------------------------------------------------------
    # CRUD
    # ------------------------------------------------------------

    @api.model_create_multi
    def create(self, vals_list):
        doors = super().create(vals_list)
        self.env.registry.clear_cache()
        return doors

    def write(self, vals):
        changed = IDENTITY.intersection(vals)
        for door in self:
            if door.kind != "intake" and any(
                door[name] != vals[name] for name in changed
            ):
                raise UserError(
                    self.env._(
                        "“%(door)s” is built in: leads are recognised by its code and "
                        "kind, so these stay as they are.",
                        door=door.name,
                    )
                )
        result = super().write(vals)
        if "code" in vals:
            self.env.registry.clear_cache()
        return result

    @api.ondelete(at_uninstall=False)
    def _unlink_except_built_in(self):
        built_in = self.filtered(lambda door: door.kind != "intake")
        if built_in:
            raise UserError(
                self.env._(
                    "“%(door)s” is built in: leads come through it whatever is set up "
                    "here. Archive it to hide it.",
                    door=built_in[0].name,
                )
            )

    def unlink(self):
        result = super().unlink()
        self.env.registry.clear_cache()
        return result

    # ------------------------------------------------------------
    # BUSINESS
    # ------------------------------------------------------------

    @api.model
    @ormcache("code")
    def _get_id(self, code):
        """Return the id of the door with this code, or ``False``."""
        door = self.sudo().with_context(active_test=False)
        return door.search([("code", "=", code)], limit=1).id
