from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError

CLIENT_KINDS = [("new", "New clients"), ("current", "Current clients")]
CLIENT_TYPES = [("company", "Companies"), ("private", "Private persons")]


class SalesScript(models.Model):
    """What a salesperson says and asks in a stage, and for which deals.

    Steps are a draft. Salespeople work with the version that was published last, and go on
    with the one they began with.
    """

    _name = "sales.script"
    _description = "Sales Script"
    _inherit = ["sales.kept.mixin", "sales.published.mixin"]
    _order = "sequence, id"
    _version_action = "sales_efficiency.sales_script_version_action"

    name = fields.Char(required=True)
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
    company_id = fields.Many2one(
        comodel_name="res.company",
        index=True,
        help="Empty: a script of all companies.",
    )
    stage_ids = fields.Many2many(
        comodel_name="crm.stage",
        string="Stages",
        required=True,
        ondelete="restrict",
        help="A deal in one of these stages gets the script.",
    )
    # A record that is deleted or archived must not make a script one for everybody.
    team_ids = fields.Many2many(
        comodel_name="crm.team",
        string="Sales Teams",
        ondelete="restrict",
        context={"active_test": False},
        domain="[('company_id', 'in', (company_id, False))] if company_id else []",
    )
    product_categ_ids = fields.Many2many(
        comodel_name="product.category",
        string="Product Categories",
        ondelete="restrict",
        help="What the client wants, categories within them included.",
    )
    client_kind = fields.Selection(
        selection=CLIENT_KINDS,
        help="Current: who had ordered before the deal came in.",
    )
    client_type = fields.Selection(selection=CLIENT_TYPES)
    medium_ids = fields.Many2many(
        comodel_name="utm.medium",
        string="Channels",
        ondelete="restrict",
        context={"active_test": False},
    )
    lang_ids = fields.Many2many(
        comodel_name="res.lang",
        string="Languages",
        ondelete="restrict",
        context={"active_test": False},
    )
    step_ids = fields.One2many(
        comodel_name="sales.script.step", inverse_name="script_id", string="Steps"
    )
    version_ids = fields.One2many(
        comodel_name="sales.script.version",
        inverse_name="script_id",
        string="Versions",
        readonly=True,
    )
    version_id = fields.Many2one(
        comodel_name="sales.script.version",
        string="Published Version",
        readonly=True,
        copy=False,
        help="What salespeople work with.",
    )
    version_number = fields.Integer(related="version_id.number", string="Version")
    state = fields.Selection(
        help="Changes of steps reach salespeople when they are published."
    )

    def _get_draft_fields(self):
        return (
            *[
                f"step_ids.{name}"
                for name in ("sequence", "kind", "name", "text", "field_id")
            ],
            *[f"step_ids.{name}" for name in ("is_required", "next_step_id", "is_end")],
            *[
                f"step_ids.option_ids.{name}"
                for name in ("sequence", "name", "value", "next_step_id", "is_end")
            ],
        )

    @api.constrains("name", "stage_ids")
    def _check_stages(self):
        for script in self:
            if not script.stage_ids:
                raise ValidationError(
                    self.env._(
                        "The script %(script)s has no stage: choose the stages in which "
                        "deals get it.",
                        script=script.name,
                    )
                )

    @api.ondelete(at_uninstall=False)
    def _unlink_except_used(self):
        used = self.env["sales.script.run"].sudo()
        used = used.search([("script_id", "in", self.ids)], limit=1).script_id
        if used:
            raise UserError(
                self.env._(
                    "Deals went through the script %(script)s, and what was answered is "
                    "kept: archive the script instead.",
                    script=used.name,
                )
            )

    def _prepare_version_values(self, content):
        return super()._prepare_version_values(content) | {
            "option_values": self._parse_options(content["steps"])
        }
