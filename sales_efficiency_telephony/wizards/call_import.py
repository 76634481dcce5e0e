import base64

from odoo import api, fields, models
from odoo.exceptions import UserError

from odoo.addons.base.models.res_partner import _tz_get


class PbxCallImport(models.TransientModel):
    """Take a history of calls from a file, after a look at how it is read."""

    _name = "pbx.call.import"
    _description = "Import of a History of Calls"

    provider_id = fields.Many2one(
        comodel_name="pbx.provider", string="Phone System", ondelete="cascade"
    )
    file = fields.Binary(attachment=False)
    file_name = fields.Char()
    encoding = fields.Selection(
        selection=[
            ("utf-8-sig", "UTF-8"),
            ("utf-16", "UTF-16"),
            ("cp1251", "Cyrillic (Windows-1251)"),
            ("cp1256", "Arabic and Persian (Windows-1256)"),
            ("latin-1", "Western (Latin-1)"),
        ]
    )
    delimiter = fields.Selection(
        selection=[
            ("semicolon", "Semicolon"),
            ("comma", "Comma"),
            ("tab", "Tab"),
            ("bar", "Bar"),
        ],
        string="Columns Separated By",
    )
    date_format = fields.Selection(
        selection=[
            ("epoch", "Seconds since 1970"),
            ("iso", "2026-12-31 (ISO 8601)"),
            ("dmy_dot", "31.12.2026"),
            ("dmy_slash", "31/12/2026"),
            ("mdy_slash", "12/31/2026"),
            ("dmy_dash", "31-12-2026"),
            ("dmy_dot_short", "31.12.26"),
            ("mdy_slash_short", "12/31/26"),
        ],
        string="Dates Written As",
    )
    tz = fields.Selection(selection=_tz_get, string="Time Zone")
    column_ids = fields.One2many("pbx.call.import.column", "import_id")
    refused_ids = fields.One2many("pbx.call.import.refused", "import_id", readonly=True)
    row_count = fields.Integer(string="Rows in the File", readonly=True)
    call_count = fields.Integer(string="Can Be Read", readonly=True)
    refused_count = fields.Integer(string="Rows Refused", readonly=True)
    problem = fields.Char(readonly=True)
    is_read = fields.Boolean(readonly=True)

    @api.depends("file_name")
    def _compute_display_name(self):
        for wizard in self:
            wizard.display_name = wizard.file_name or self.env._("Import a History")

    # ------------------------------------------------------------
    # ACTIONS
    # ------------------------------------------------------------

    def action_read(self):
        """Guess how the file is written, read it, and show what comes of it."""
        self._check_ready()
        self._guess()
        self._look()
        return self._reopen()

    def action_look(self):
        """Read the file the way that was chosen, and show what comes of it."""
        self._check_ready()
        self._look()
        return self._reopen()

    def action_again(self):
        """Go back to choose another file."""
        self.ensure_one()
        self.column_ids.unlink()
        self.refused_ids.unlink()
        self.is_read = False
        return self._reopen()

    def action_import(self):
        """Keep what the file tells; show the calls it makes, or say they are coming."""
        self._check_ready()
        self._look()
        if self.problem:
            raise UserError(self.problem)
        if not self.call_count:
            raise UserError(
                self.env._(
                    "No row can be read: say what the columns are, and how dates are "
                    "written."
                )
            )
        return self._import()

    def _check_ready(self):
        self.ensure_one()
        self.provider_id.check_access("write")
        if not self.provider_id:
            raise UserError(self.env._("Phone System: choose whose calls these are."))
        if not self.file:
            raise UserError(self.env._("File: choose one with a row for each call."))

    def _get_content(self):
        return base64.b64decode(self.file)

    def _reopen(self):
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Import a History"),
            "res_model": self._name,
            "res_id": self.id,
            "views": [(False, "form")],
            "target": "new",
            "context": {"dialog_size": "extra-large"},
        }


class PbxCallImportColumn(models.TransientModel):
    """A column of the file, and what it is taken for."""

    _name = "pbx.call.import.column"
    _description = "Column of a History of Calls"
    _order = "sequence, id"

    import_id = fields.Many2one(
        comodel_name="pbx.call.import", required=True, index=True, ondelete="cascade"
    )
    sequence = fields.Integer()
    name = fields.Char(string="Column", readonly=True)
    sample = fields.Char(string="For Example", readonly=True)
    role = fields.Selection(
        selection=[
            ("id", "Number of the call"),
            ("start", "Begun"),
            ("direction", "Direction"),
            ("caller", "Who called"),
            ("called", "Who was called"),
            ("extension", "Extension"),
            ("line", "Our line"),
            ("duration", "Talk"),
            ("wait", "Ringing"),
            ("status", "Result"),
            ("recording", "Recording"),
        ],
        string="Taken For",
        help="Empty: the column is left out.",
    )


class PbxCallImportRefused(models.TransientModel):
    """A row that cannot be read, and what is to be done about it."""

    _name = "pbx.call.import.refused"
    _description = "Refused Row of a History of Calls"
    _order = "line, id"

    import_id = fields.Many2one(
        comodel_name="pbx.call.import", required=True, index=True, ondelete="cascade"
    )
    line = fields.Integer(string="Row", readonly=True, aggregator=None)
    content = fields.Char(string="What Is There", readonly=True)
    reason = fields.Char(string="Why, and What to Do", readonly=True)
