import re
import unicodedata

from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError
from odoo.tools import ormcache

#: What a door is recognised by.
IDENTITY = ("code", "kind")
#: What a lead gets from its door where it says nothing itself: ``{of the door: of the lead}``.
DEFAULTS = {
    "medium_id": "medium_id",
    "source_id": "source_id",
    "campaign_id": "campaign_id",
    "product_categ_id": "sales_product_categ_id",
    "client_type": "sales_client_type",
}


class SalesLeadDoor(models.Model):
    """A way by which leads come in.

    Four doors are Odoo's own and always there: website form, e-mail, manual entry and
    import. Every other one is a source of its own, a landing page or another system, that
    posts leads with a key.
    """

    _name = "sales.lead.door"
    _description = "Lead Door"
    _inherit = ["sales.kept.mixin"]
    _order = "sequence, id"

    name = fields.Char(required=True, translate=True)
    code = fields.Char(
        compute="_compute_code",
        store=True,
        readonly=False,
        precompute=True,
        copy=False,
        help="Short name by which rules and other systems know the door.",
    )
    active = fields.Boolean(
        default=True,
        help="Leads sent to a door that is archived are refused. Leads that come through "
        "Odoo's own doors come in all the same.",
    )
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
    company_id = fields.Many2one(
        comodel_name="res.company",
        index="btree_not_null",
        default=lambda self: self.env.company,
    )
    note = fields.Text(help="Where the source is and who looks after it.")

    # What a lead that came in gets where it says nothing itself.
    team_id = fields.Many2one(
        comodel_name="crm.team",
        string="Sales Team",
        domain="[('company_id', 'in', [company_id, False])] if company_id else []",
        ondelete="set null",
        help="For leads that come without a salesperson.",
    )
    medium_id = fields.Many2one(
        comodel_name="utm.medium",
        ondelete="set null",
        help="For leads that do not say their channel themselves.",
    )
    source_id = fields.Many2one(comodel_name="utm.source", ondelete="set null")
    campaign_id = fields.Many2one(comodel_name="utm.campaign", ondelete="set null")
    tag_ids = fields.Many2many(comodel_name="crm.tag", string="Tags")
    product_categ_id = fields.Many2one(
        comodel_name="product.category", string="Wants", ondelete="set null"
    )
    client_type = fields.Selection(
        selection=[("company", "Company"), ("private", "Private Person")]
    )

    lead_count = fields.Integer(compute="_compute_lead_count")

    _code_uniq = models.Constraint(
        "UNIQUE(code)", "Another door has this code already."
    )
    _code_required = models.Constraint(
        "CHECK(code <> '')", "Give the door a code: rules know it by that."
    )
    _kind_idx = models.UniqueIndex(
        "(kind) WHERE kind <> 'intake'", "There is one door of this kind already."
    )
    _intake_company = models.Constraint(
        "CHECK(kind <> 'intake' OR company_id IS NOT NULL)",
        "Say which company the leads of this door are for.",
    )

    # ------------------------------------------------------------
    # COMPUTE
    # ------------------------------------------------------------

    @api.depends("name")
    def _compute_code(self):
        """Propose the name in plain letters, numbered where that is taken."""
        nameless = self.filtered(lambda door: door.name and not door.code)
        if not nameless:
            return
        doors = self.env["sales.lead.door"].sudo().with_context(active_test=False)
        taken = set(doors.search([]).mapped("code"))
        for door in nameless:
            plain = unicodedata.normalize("NFKD", door.name).encode("ascii", "ignore")
            base = (
                re.sub(r"[^a-z0-9]+", "-", plain.decode().lower()).strip("-") or "door"
            )
            code, number = base, 1
            while code in taken:
                number += 1
                code = f"{base}-{number}"
            taken.add(code)
            door.code = code

    def _compute_lead_count(self):
        counts = dict(
            self.env["crm.lead"]
            .with_context(active_test=False)
            ._read_group(
                [("sales_door_id", "in", self.ids)], ["sales_door_id"], ["__count"]
            )
        )
        for door in self:
            door.lead_count = counts.get(door, 0)

    @api.constrains("team_id", "company_id")
    def _check_team_company(self):
        for door in self:
            company = door.team_id.company_id
            if door.company_id and company and company != door.company_id:
                raise ValidationError(
                    self.env._(
                        "The team “%(team)s” is of another company than the door. Choose a "
                        "team of “%(company)s”.",
                        team=door.team_id.name,
                        company=door.company_id.name,
                    )
                )

    # ------------------------------------------------------------
    # CRUD
    # ------------------------------------------------------------

    def write(self, vals):
        """Change doors; what they are recognised by stays."""
        self._check_identity(vals)
        return super().write(vals)

    def _check_identity(self, vals):
        for door in self:
            fixed = IDENTITY if door.kind != "intake" else ("kind",)
            if any(name in vals and door[name] != vals[name] for name in fixed):
                raise UserError(
                    self.env._(
                        "Leads are known by the code and the kind of “%(door)s”, so these "
                        "stay as they are. Make a new door instead.",
                        door=door.name,
                    )
                )

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

    # ------------------------------------------------------------
    # ACTIONS
    # ------------------------------------------------------------

    def action_open_leads(self):
        """Show the leads that came through the door."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "name": self.name,
            "res_model": "crm.lead",
            "view_mode": "list,kanban,graph,pivot,form",
            "domain": [("sales_door_id", "=", self.id)],
            "context": {"active_test": False, "create": False},
        }

    # ------------------------------------------------------------
    # BUSINESS
    # ------------------------------------------------------------

    @api.model
    @ormcache()
    def _get_book(self):
        """Return what is to be known of all doors when a lead comes in, without a query.

        :return: ``{door id: {"code", "kind", "team_id", "team_company_id", "tag_ids",
            "defaults"}}``, plain values; ``defaults`` are values of a lead
        """
        book = {}
        for door in self.sudo().with_context(active_test=False).search([]):
            book[door.id] = {
                "code": door.code,
                "kind": door.kind,
                "team_id": door.team_id.id,
                "team_company_id": door.team_id.company_id.id,
                "tag_ids": tuple(door.tag_ids.ids),
                "defaults": {
                    of_lead: door._fields[of_door].convert_to_write(door[of_door], door)
                    for of_door, of_lead in DEFAULTS.items()
                    if door[of_door]
                },
            }
        return book

    @api.model
    def _get_id(self, code):
        """Return the id of the door with this code, or ``False``."""
        book = self._get_book()
        return next((key for key, door in book.items() if door["code"] == code), False)
