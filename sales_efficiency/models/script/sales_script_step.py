from odoo import api, fields, models
from odoo.exceptions import ValidationError

from ...tools.script_answer import TYPES
from .sales_script_content import get_next, get_text

KINDS = [
    ("say", "Say"),
    ("ask", "Ask"),
    ("objection", "Objection"),
    ("check", "Check"),
]
#: What decides where a deal is and whose it is: no answer of a client changes it.
RESERVED_FIELDS = ("stage_id", "type", "active", "company_id", "user_id", "team_id")
FIELD_TYPES = (*TYPES, "many2one")


class SalesScriptStep(models.Model):
    """One thing to say, to ask, to answer or to see to."""

    _name = "sales.script.step"
    _description = "Step of a Sales Script"
    _order = "script_id, sequence, id"

    script_id = fields.Many2one(
        comodel_name="sales.script", required=True, index=True, ondelete="cascade"
    )
    sequence = fields.Integer(default=10)
    kind = fields.Selection(selection=KINDS, required=True, default="say")
    name = fields.Char(
        string="Title",
        required=True,
        help="In a few words. Of an objection: what the client says.",
    )
    text = fields.Html(
        help="What the salesperson says, with {client}, {contact}, {product}, "
        "{salesperson}, {company}, {stage}, {amount}, {deal} and {phone} filled in."
    )
    key = fields.Char(compute="_compute_key")
    field_id = fields.Many2one(
        comodel_name="ir.model.fields",
        string="Fills",
        ondelete="set null",
        domain=lambda self: self._get_field_domain(),
        help="The field of the deal that the answer is written to.",
    )
    is_required = fields.Boolean(
        string="Required", help="Until it is ticked, the deal stays in its stage."
    )
    option_ids = fields.One2many(
        comodel_name="sales.script.option",
        inverse_name="step_id",
        string="Answers",
        copy=True,
    )
    next_step_id = fields.Many2one(
        comodel_name="sales.script.step",
        index="btree_not_null",
        ondelete="set null",
        domain="[('script_id', '=', script_id), ('id', '!=', id)]",
        help="Empty: the step that follows. Save the script to choose a new step.",
    )
    is_end = fields.Boolean(string="Ends the Script")

    @api.model
    def _get_field_domain(self):
        """Return which fields of the lead an answer can fill."""
        return [
            ("model", "=", "crm.lead"),
            ("ttype", "in", FIELD_TYPES),
            ("store", "=", True),
            ("readonly", "=", False),
            ("name", "not in", RESERVED_FIELDS),
        ]

    @api.depends("sequence")
    def _compute_key(self):
        for step in self:
            step.key = f"s{step._origin.id or step.id}"

    @api.constrains("field_id")
    def _check_field(self):
        fit = self.sudo().field_id.filtered_domain(self._get_field_domain())
        for step in self:
            field = step.sudo().field_id
            if field - fit:
                raise ValidationError(
                    self.env._(
                        "The step %(step)s cannot fill %(field)s: choose a field of the "
                        "lead with a text, a number, a date, a choice or one record, "
                        "that people may change.",
                        step=step.name,
                        field=field.field_description,
                    )
                )

    @api.constrains("next_step_id", "script_id")
    def _check_next_step(self):
        for step in self:
            for following in step.next_step_id | step.option_ids.next_step_id:
                if following.script_id != step.script_id:
                    raise ValidationError(
                        self.env._(
                            "The step %(step)s leads to %(following)s of another script: "
                            "choose a step of its own.",
                            step=step.name,
                            following=following.name,
                        )
                    )

    def _get_content(self):
        """Return the step in the normal form, see ``sales.script``."""
        self.ensure_one()
        is_ask = self.kind == "ask"
        # Who edits scripts need not be one who sees the definitions of fields.
        field = self.sudo().field_id if is_ask else self.env["ir.model.fields"]
        options = self.option_ids if self.kind in ("ask", "objection") else ()
        return {
            "key": self.key,
            "kind": self.kind,
            "name": self.name,
            "text": get_text(self),
            "field": field.name or None,
            "type": field.ttype or None,
            "required": self.kind == "check" and self.is_required,
            "next": get_next(self),
            "options": [option._get_content() for option in options],
        }


class SalesScriptOption(models.Model):
    """One of the answers a client may give, and where it leads."""

    _name = "sales.script.option"
    _description = "Answer in a Sales Script"
    _order = "step_id, sequence, id"

    step_id = fields.Many2one(
        comodel_name="sales.script.step", required=True, index=True, ondelete="cascade"
    )
    script_id = fields.Many2one(related="step_id.script_id")
    sequence = fields.Integer(default=10)
    name = fields.Char(string="Answer", required=True)
    key = fields.Char(compute="_compute_key")
    value = fields.Char(
        help="What is written to the field of the deal. Empty: the answer itself."
    )
    next_step_id = fields.Many2one(
        comodel_name="sales.script.step",
        index="btree_not_null",
        ondelete="set null",
        domain="[('script_id', '=', script_id), ('id', '!=', step_id)]",
        help="Empty: where the step leads.",
    )
    is_end = fields.Boolean(string="Ends the Script")

    @api.depends("sequence")
    def _compute_key(self):
        for option in self:
            option.key = f"o{option._origin.id or option.id}"

    @api.constrains("next_step_id")
    def _check_next_step(self):
        self.step_id._check_next_step()

    def _get_content(self):
        """Return the answer in the normal form, see ``sales.script``."""
        self.ensure_one()
        return {
            "key": self.key,
            "name": self.name,
            "value": self.value or None,
            "next": get_next(self),
        }
