"""Words, lengths and other traits of subjects that go with letters being opened."""

from collections import defaultdict
from hashlib import blake2b

from odoo import api, fields, models

from odoo.addons.sales_efficiency.report.sales_snapshot_mixin import Snapshot
from odoo.addons.sales_efficiency.tools.interval import wilson

from ..tools.confidence import FEWEST, Sums, compare, gather
from ..tools.subject_words import TRAITS, read
from .mailing_rate_mixin import get_percents

#: Columns of the report and their SQL types, in the order of the rows.
COLUMNS = {
    "id": "bigint",
    "kind": "text",
    "key": "text",
    "name": "text",
    "mailings": "integer",
    "reached": "integer",
    "opened": "integer",
    "open_rate": "double precision",
    "difference": "double precision",
    "difference_low": "double precision",
    "difference_high": "double precision",
    "verdict": "text",
    "is_known": "integer",
}
#: A word of one mailing is that mailing.
FEWEST_SHOWN = 2


class MailingSubjectWordReport(models.Model):
    """Subjects with a word, of a length or with another trait, beside all the others.

    A difference is told only where mailings with it differ from the rest by more than
    mailings differ anyway, however many such differences are looked at side by side.
    That both go together does not say that one makes the other.
    """

    _name = "mailing.subject.word.report"
    _description = "Words That Go With Opens"
    _inherit = ["sales.snapshot.mixin"]
    _auto = False
    _order = "is_known desc, difference desc, mailings desc, id"
    _snapshot_columns = COLUMNS

    kind = fields.Selection(
        selection=[("word", "Word"), ("length", "Length"), ("trait", "Trait")],
        readonly=True,
    )
    key = fields.Char(readonly=True)
    name = fields.Char(string="In the Subject", readonly=True)
    mailings = fields.Integer(readonly=True, aggregator=None)
    reached = fields.Integer(
        string="Arrived",
        readonly=True,
        aggregator=None,
        help="Letters that were sent and did not come back.",
    )
    opened = fields.Integer(readonly=True, aggregator=None)
    open_rate = fields.Float(
        string="Opened, %", readonly=True, aggregator=None, digits=(16, 1)
    )
    difference = fields.Float(
        string="Difference, Points",
        readonly=True,
        aggregator=None,
        digits=(16, 1),
        help="By how much more than all the other mailings.",
    )
    difference_low = fields.Float(readonly=True, aggregator=None)
    difference_high = fields.Float(readonly=True, aggregator=None)
    difference_likely = fields.Char(
        string="Difference Likely Between", compute="_compute_difference_likely"
    )
    verdict = fields.Selection(
        selection=[
            ("more", "Opened more"),
            ("less", "Opened less"),
            ("unknown", "Not known yet"),
        ],
        readonly=True,
        help="Whether the difference is more than chance.",
    )
    is_known = fields.Integer(readonly=True, aggregator=None)

    @api.depends("verdict", "difference_low", "difference_high")
    def _compute_difference_likely(self):
        for row in self:
            row.difference_likely = bool(row.is_known) and self.env._(
                "%(low)s to %(high)s",
                low=f"{row.difference_low:+.1f}",
                high=f"{row.difference_high:+.1f}",
            )

    # ------------------------------------------------------------
    # ROWS
    # ------------------------------------------------------------

    def _take_snapshot(self, domain):
        """Compare what the subjects have in common that the user may see."""
        total, kinds = self._get_sums()
        looks = sum(sums.mailings >= FEWEST for sums in kinds.values())
        return Snapshot(
            self._name,
            (
                self._get_row(key, sums, compare(sums, total - sums, wilson, looks))
                for key, sums in kinds.items()
                if sums.mailings >= FEWEST_SHOWN
            ),
        )

    def _get_sums(self):
        """Return the sums of all mailings, and ``{(kind, key): sums}``."""
        league = self.env["mailing.subject.report"]
        members = defaultdict(list)
        everything = []
        for row in league.search_read([], ["subject", "reached", "opened"]):
            counted = (row["reached"], row["opened"])
            everything.append(counted)
            for key in self._get_keys(row["subject"]):
                members[key].append(counted)
        sums = {key: gather(rows) for key, rows in members.items()}
        return gather(everything) if everything else Sums(), sums

    @api.model
    def _get_keys(self, subject):
        """Return the ``(kind, key)`` of the rows that a subject belongs to."""
        subject = read(subject)
        yield from (("word", word) for word in subject.words)
        yield "length", subject.band
        yield from (("trait", trait) for trait in TRAITS if trait in subject.traits)

    def _get_row(self, key, sums, found):
        """Return one row in the order of :data:`COLUMNS`."""
        kind, name = key
        is_known = found.name != "unknown"
        return (
            self._get_id(kind, name),
            kind,
            name,
            self._get_name(kind, name),
            sums.mailings,
            sums.reached,
            sums.opened,
            get_percents(sums.opened, sums.reached)[0],
            # What may be chance is not told, nor does it give a row its place.
            *(
                100 * part if is_known else None
                for part in (found.difference, found.low, found.high)
            ),
            found.name,
            int(is_known),
        )

    @api.model
    def _get_id(self, kind, name):
        """Return a number that stays the same; JavaScript counts exactly up to 2**53."""
        digest = blake2b(f"{kind}/{name}".encode(), digest_size=6).digest()
        return int.from_bytes(digest, "big") or 1

    @api.model
    def _get_name(self, kind, name):
        league = self.env["mailing.subject.report"]
        if kind == "length":
            return dict(league._fields["band"]._description_selection(self.env))[name]
        if kind == "trait":
            return league._fields[f"has_{name}"]._description_string(self.env)
        return name

    def action_open_mailings(self):
        """Open the mailings with the word, of the length or with the trait."""
        self.ensure_one()
        league = self.env["mailing.subject.report"]
        ids = [
            row["id"]
            for row in league.search_read([], ["subject"])
            if (self.kind, self.key) in self._get_keys(row["subject"])
        ]
        action = self.env["ir.actions.actions"]._for_xml_id(
            "sales_efficiency_mailing.mailing_subject_report_action"
        )
        return {
            **action,
            "name": self.name,
            "domain": [("id", "in", ids)],
            "views": [(False, "list"), (False, "kanban"), (False, "graph")],
            "path": False,
        }
