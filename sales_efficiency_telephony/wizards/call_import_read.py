from odoo import models
from odoo.exceptions import UserError
from odoo.tools import split_every

from ..tools.parsers.csv_calls import NEEDED, Way, read_row
from ..tools.parsers.csv_columns import guess_columns
from ..tools.parsers.csv_history import MAX_ROWS, decode, read_table
from ..tools.parsers.csv_moments import guess_format

MAX_BYTES = 50 * 1024 * 1024
#: How many cells of a column are shown.
SHOWN = 3
#: More than so many refused rows are not listed; their number is.
MAX_REFUSED = 100
#: Facts written at a time.
PORTION = 1000
#: A history of more calls is made calls of later, a portion at a time.
AT_ONCE = 200


class PbxCallImport(models.TransientModel):
    """How a history is read and kept."""

    _inherit = "pbx.call.import"

    # ------------------------------------------------------------
    # READ
    # ------------------------------------------------------------

    def _read_table(self):
        """Return the table in the file.

        :raise UserError: where there is none
        """
        content = self._get_content()
        if len(content) > MAX_BYTES:
            raise UserError(
                self.env._("The file is larger than 50 MB: split it by months.")
            )
        try:
            text, encoding = decode(content, self.encoding or "")
            table = read_table(text, self.delimiter or "")
        except ValueError as error:
            raise UserError(self._explain_file(str(error))) from error
        self.encoding, self.delimiter = encoding, table.delimiter
        return table

    def _explain_file(self, reason):
        if reason == "empty":
            return self.env._(
                "The file has no row under its header: choose one that has, or another "
                "separator."
            )
        if reason == "too_many":
            return self.env._(
                "The file has more than %(limit)s rows: split it by months.",
                limit=MAX_ROWS,
            )
        return self.env._(
            "The file cannot be read that way (%(reason)s): choose another encoding or "
            "separator.",
            reason=reason,
        )

    def _guess(self):
        """Propose how the file is written and what its columns are."""
        self.encoding = self.delimiter = self.date_format = False
        table = self._read_table()
        roles = guess_columns(table.header)
        if "start" in roles:
            place = roles.index("start")
            self.date_format = guess_format(
                row[place] for row in table.rows if row[place]
            )
        self.tz = self.tz or self.provider_id.tz
        self.column_ids.unlink()
        self.env["pbx.call.import.column"].create(
            [
                {
                    "import_id": self.id,
                    "sequence": place,
                    "name": name or str(place + 1),
                    "sample": " · ".join(
                        filter(None, (row[place] for row in table.rows[:SHOWN]))
                    ),
                    "role": role,
                }
                for place, (name, role) in enumerate(
                    zip(table.header, roles, strict=True)
                )
            ]
        )

    def _look(self):
        """Read the file, and note what comes of it."""
        self.refused_ids.unlink()
        self.write({"is_read": True, "problem": self._find_problem()})
        if self.problem:
            self.write({"row_count": 0, "call_count": 0, "refused_count": 0})
            return
        _facts, refused, rows = self._read_facts()
        self.env["pbx.call.import.refused"].create(
            [
                {
                    "import_id": self.id,
                    "line": line,
                    "content": " · ".join(row),
                    "reason": self._explain_row(role),
                }
                for line, row, role in refused[:MAX_REFUSED]
            ]
        )
        self.write(
            {
                "row_count": rows,
                "call_count": rows - len(refused),
                "refused_count": len(refused),
            }
        )

    def _read_facts(self):
        """Return facts, ``(line, row, role)`` of what is refused, and how many rows."""
        table = self._read_table()
        roles = self._get_roles(len(table.header))
        way = Way(
            self.date_format or "", self.tz or "UTC", self.provider_id.internal_digits
        )
        facts, refused = [], []
        for line, row in enumerate(table.rows, start=2):
            try:
                facts += read_row(row, roles, way)
            except ValueError as error:
                refused.append((line, row, str(error)))
        return facts, refused, len(table.rows)

    def _get_roles(self, width):
        """Return what each column is."""
        roles = [column.role or "" for column in self.column_ids]
        return tuple((roles + [""] * width)[:width])

    def _find_problem(self):
        """Return which column is missing or there twice, in a sentence, or ``False``."""
        names = dict(self.column_ids._fields["role"]._description_selection(self.env))
        roles = self.column_ids.mapped("role")
        for role in NEEDED:
            if role not in roles:
                return self.env._(
                    "No column is taken for “%(role)s”: choose one.", role=names[role]
                )
        for role in filter(None, roles):
            if roles.count(role) > 1:
                return self.env._(
                    "Two columns are taken for “%(role)s”: choose one of them.",
                    role=names[role],
                )
        return False

    def _explain_row(self, role):
        """Return why a row is refused, and what to do about it."""
        if role == "start":
            return self.env._(
                "The moment is not readable: choose how dates are written, or mend it."
            )
        if role in ("duration", "wait"):
            return self.env._(
                "The length is not readable: write seconds, or hours:minutes:seconds."
            )
        return self.env._("The client's number is missing: fill it in.")

    # ------------------------------------------------------------
    # KEEP
    # ------------------------------------------------------------

    def _import(self):
        """Keep what was told; what is there already is not written again."""
        facts, _refused, _rows = self._read_facts()
        events = self.env["pbx.event"].sudo()
        new = set()
        for portion in split_every(PORTION, facts, list):
            new |= events._take(self.provider_id, [(fact, None) for fact in portion])
        if len(new) > AT_ONCE:
            events._wake_sweep_soon()
            return self._tell_later(len(new))
        if new:
            events._apply(self.provider_id, new)
        return self._show_calls({fact.call for fact in facts}, len(new))

    def _tell_later(self, count):
        return {
            "type": "ir.actions.client",
            "tag": "display_notification",
            "params": {
                "type": "success",
                "sticky": True,
                "message": self.env._(
                    "%(count)s calls are on their way into the log; this takes some "
                    "minutes.",
                    count=count,
                ),
                "next": {"type": "ir.actions.act_window_close"},
            },
        }

    def _show_calls(self, call_uids, count):
        name = self.env._("Calls of the File")
        if not count:
            name = self.env._("Calls of the File: all were there already")
        return {
            "type": "ir.actions.act_window",
            "name": name,
            "res_model": "pbx.call",
            "views": [(False, "list"), (False, "form")],
            "domain": [
                ("provider_id", "=", self.provider_id.id),
                ("call_uid", "in", sorted(call_uids)[:10000]),
            ],
        }
