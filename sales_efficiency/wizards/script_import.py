import base64

from odoo import api, fields, models
from odoo.exceptions import UserError

from ..tools.script_file import read_scripts
from ..tools.script_file_check import FileRefused


class SalesScriptImport(models.TransientModel):
    """Take scripts from a file, after a look at what will be made of them."""

    _name = "sales.script.import"
    _description = "Import of Sales Scripts"

    file = fields.Binary(attachment=False)
    file_name = fields.Char()
    company_id = fields.Many2one(
        comodel_name="res.company", default=lambda self: self.env.company
    )
    line_ids = fields.One2many(
        comodel_name="sales.script.import.line",
        inverse_name="import_id",
        string="Scripts in the File",
    )

    @api.depends("file_name")
    def _compute_display_name(self):
        for wizard in self:
            wizard.display_name = wizard.file_name or self.env._("Import Scripts")

    # ------------------------------------------------------------
    # ACTIONS
    # ------------------------------------------------------------

    def action_read(self):
        """Read the file, and show what would be made of it."""
        self.ensure_one()
        if not self.file:
            raise UserError(self.env._("File: choose one that Export has made."))
        scripts = self._read_file()
        self.line_ids.unlink()
        self.env["sales.script.import.line"].create(self._prepare_lines(scripts))
        return self._reopen()

    def action_again(self):
        """Go back to choose another file."""
        self.line_ids.unlink()
        return self._reopen()

    def action_import(self):
        """Make the scripts, each the way that was chosen, and show them."""
        self.ensure_one()
        lines = self.line_ids
        new = lines.filtered(lambda line: line.way == "new")
        scripts = self.env["sales.script"]._create_from_file(new.mapped("content"))
        for line in lines.filtered(lambda line: line.way == "draft"):
            line.script_id._set_steps(line.content["steps"])
            scripts |= line.script_id
        if not scripts:
            raise UserError(
                self.env._("All scripts are left out: choose what to do with one.")
            )
        action = self.env["ir.actions.actions"]._for_xml_id(
            "sales_efficiency.sales_script_action"
        )
        action["domain"] = [("id", "in", scripts.ids)]
        action["context"] = {"active_test": False}
        if len(scripts) == 1:
            action |= {"res_id": scripts.id, "views": [(False, "form")]}
        return action

    def _reopen(self):
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Import Scripts"),
            "res_model": self._name,
            "res_id": self.id,
            "views": [(False, "form")],
            "target": "new",
            "context": {"dialog_size": "extra-large"},
        }

    # ------------------------------------------------------------
    # WORK
    # ------------------------------------------------------------

    def _read_file(self):
        """Return the scripts of the file in their normal form.

        :raise UserError: naming the place and the remedy where it cannot be taken
        """
        lead_fields = self.env["ir.model.fields"].sudo()
        domain = self.env["sales.script.step"]._get_field_domain()
        names = set(lead_fields.search(domain).mapped("name"))
        try:
            return read_scripts(base64.b64decode(self.file), names)
        except FileRefused as refused:
            sentence = self._get_refusal(refused)
            raise UserError(sentence) from refused

    def _get_refusal(self, refused):
        """Return why a file is refused, in a sentence."""
        details = refused.details
        problem = {
            **self._get_file_refusals(details),
            **self._get_part_refusals(details),
        }[refused.reason]
        if not refused.place:
            return problem
        return self.env._(
            "%(place)s: %(problem)s", place=refused.place, problem=problem
        )

    def _get_file_refusals(self, details):
        details = {"limit": "", "line": "", "column": "", "found": "", "known": ""} | (
            details
        )
        return {
            "too_large": self.env._(
                "The file is larger than %(limit)s MB: export fewer scripts at a time.",
                **details,
            ),
            "not_text": self.env._(
                "The file is not a text in UTF-8: choose one that Export has made."
            ),
            "not_json": self.env._(
                "The file is not JSON from line %(line)s, column %(column)s on: mend it "
                "there, or export it again.",
                **details,
            ),
            "not_scripts": self.env._(
                "There are no scripts in this file: choose one that Export has made."
            ),
            "no_scripts": self.env._(
                "The list of scripts in the file is empty: export it again."
            ),
            "wrong_format": self.env._(
                "The file has the format %(found)s, and %(known)s is understood here: "
                "export it from the same version of Sales Efficiency.",
                **details,
            ),
        }

    def _get_part_refusals(self, details):
        details = {"entry": "", "found": "", "known": "", "limit": ""} | details
        return {
            "too_many": self.env._(
                "more than %(limit)s %(entry)s: take some out.", **details
            ),
            "too_long": self.env._(
                '"%(entry)s" has more than %(limit)s characters: shorten it.', **details
            ),
            "not_object": self.env._(
                "this is no object with entries: write {…} there."
            ),
            "missing_entry": self.env._('"%(entry)s" is missing: add it.', **details),
            "wrong_type": self.env._(
                '"%(entry)s" is of the wrong type: write it as Export does.', **details
            ),
            "unknown_entry": self.env._(
                'nothing is known of "%(found)s": take it out.', **details
            ),
            "unknown_choice": self.env._(
                '"%(entry)s" is %(found)s: write one of %(known)s.', **details
            ),
            "unknown_kind": self.env._(
                "there is no kind of step %(found)s: write one of %(known)s.", **details
            ),
            "unknown_field": self.env._(
                "leads have no field %(found)s that an answer can fill: take it out, or "
                "create the field first.",
                **details,
            ),
            "double_key": self.env._(
                'the key "%(found)s" is given twice: write another one.', **details
            ),
            "missing_step": self.env._(
                'it leads to the step "%(found)s", which is not there: write the key of '
                'another step, or "end".',
                **details,
            ),
        }

    def _prepare_lines(self, scripts):
        model = self.env["sales.script"]
        there = model.with_context(active_test=False).search(
            [("uuid", "in", [script["uuid"] for script in scripts if script["uuid"]])]
        )
        by_uuid = {script.uuid: script for script in there}
        # The draft of the one there can be made of one of the file only.
        drafts = [by_uuid.pop(script["uuid"], model) for script in scripts]
        criteria = model._find_criteria(scripts)
        return [
            {
                "import_id": self.id,
                "sequence": place,
                "name": script["name"],
                "content": script,
                "step_count": len(script["steps"]),
                "found": model._describe_criteria(self._add_choices(found, values)),
                "missing": model._describe_criteria(missing),
                "script_id": draft.id,
                "way": "draft" if draft else "new",
            }
            for place, (script, draft, (values, found, missing)) in enumerate(
                zip(scripts, drafts, criteria, strict=True)
            )
        ]

    def _add_choices(self, found, values):
        """Return what was found, with the criteria that are one of a few words."""
        model = self.env["sales.script"]
        choices = {
            name: [dict(model._fields[name]._description_selection(self.env))[value]]
            for name, value in values.items()
            if model._fields[name].type == "selection" and value
        }
        return found | choices


class SalesScriptImportLine(models.TransientModel):
    """A script of the file, what its criteria are here, and what becomes of it."""

    _name = "sales.script.import.line"
    _description = "Sales Script to Import"
    _order = "sequence, id"

    import_id = fields.Many2one(
        comodel_name="sales.script.import",
        required=True,
        index=True,
        ondelete="cascade",
    )
    sequence = fields.Integer()
    name = fields.Char(string="Script", readonly=True)
    content = fields.Json(readonly=True)
    step_count = fields.Integer(string="Steps", readonly=True)
    found = fields.Text(string="For", readonly=True)
    missing = fields.Text(
        string="Not Found Here",
        readonly=True,
        help="The script arrives archived, until something is chosen instead.",
    )
    script_id = fields.Many2one(
        comodel_name="sales.script",
        string="Already There",
        readonly=True,
        ondelete="cascade",
    )
    way = fields.Selection(
        selection=[
            ("new", "Make a script"),
            ("draft", "New draft of the one there"),
            ("skip", "Leave out"),
        ],
        string="What to Do",
        required=True,
        default="new",
        help="A new draft replaces the steps and keeps the criteria. It reaches "
        "salespeople when it is published.",
    )

    @api.constrains("way", "script_id")
    def _check_way(self):
        for line in self:
            if line.way == "draft" and not line.script_id:
                raise UserError(
                    self.env._(
                        "%s is not here yet: make a script of it, or leave it out.",
                        line.name,
                    )
                )
