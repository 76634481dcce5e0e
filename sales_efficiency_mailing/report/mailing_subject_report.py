"""The league of subjects: one row for each mailing that was sent, a chain's or not."""

from odoo import api, fields, models
from odoo.tools import SQL

from odoo.addons.sales_efficiency.report.sales_snapshot_mixin import Snapshot

from ..tools.subject_words import BANDS, LONGEST, TRAITS, read
from .mailing_rate_mixin import get_percents

#: Columns of the report and their SQL types, in the order of the rows.
COLUMNS = {
    "id": "integer",
    "mailing_id": "integer",
    "subject": "text",
    "company_id": "integer",
    "chain_id": "integer",
    "step_id": "integer",
    "user_id": "integer",
    "date": "timestamp",
    "sent": "integer",
    "reached": "integer",
    "opened": "integer",
    "clicked": "integer",
    "replied": "integer",
    "bounced": "integer",
    "open_rate": "double precision",
    "open_low": "double precision",
    "open_high": "double precision",
    "click_rate": "double precision",
    "length": "integer",
    "band": "text",
    "word_count": "integer",
    "has_question": "boolean",
    "has_number": "boolean",
    "has_emoji": "boolean",
    "has_name": "boolean",
}
#: How many of them come from the database as they are.
COUNTED = 14


class MailingSubjectReport(models.Model):
    """How often letters under a subject were opened, and how sure that is.

    A subject stands where the lower bound of its share puts it: who was opened by two
    of two is not ahead of who was opened by 400 of 1,000. Only what people did counts.
    """

    _name = "mailing.subject.report"
    _description = "League of Subjects"
    _inherit = ["sales.snapshot.mixin", "mailing.rate.mixin"]
    _auto = False
    _order = "open_low desc, reached desc, id"
    _rec_name = "subject"
    _snapshot_columns = COLUMNS
    _rates = {
        "open_rate": ("opened", "reached", 0),
        "open_low": ("opened", "reached", 1),
        "open_high": ("opened", "reached", 2),
        "click_rate": ("clicked", "reached", 0),
    }

    mailing_id = fields.Many2one("mailing.mailing", readonly=True)
    subject = fields.Char(readonly=True)
    company_id = fields.Many2one("res.company", readonly=True)
    chain_id = fields.Many2one("mailing.chain", readonly=True)
    step_id = fields.Many2one("mailing.chain.step", readonly=True)
    user_id = fields.Many2one("res.users", string="Responsible", readonly=True)
    date = fields.Datetime(string="First Sent", readonly=True)
    sent = fields.Integer(readonly=True)
    reached = fields.Integer(
        string="Arrived",
        readonly=True,
        help="Letters that were sent and did not come back.",
    )
    opened = fields.Integer(
        readonly=True, help="Letters a person opened, each once; machines do not count."
    )
    clicked = fields.Integer(readonly=True)
    replied = fields.Integer(readonly=True)
    bounced = fields.Integer(readonly=True)
    open_rate = fields.Float(
        string="Opened, %",
        readonly=True,
        aggregator="avg",
        digits=(16, 1),
        help="Of the letters that arrived.",
    )
    open_low = fields.Float(
        string="Opened at Least, %",
        readonly=True,
        aggregator="avg",
        digits=(16, 1),
        help="With 95 % certainty the share lies above it: the fewer letters, the lower.",
    )
    open_high = fields.Float(
        string="Opened at Most, %", readonly=True, aggregator="avg", digits=(16, 1)
    )
    open_likely = fields.Char(
        string="Likely Between",
        compute="_compute_open_likely",
        help="Where the share lies with 95 % certainty: the fewer letters, the wider.",
    )
    click_rate = fields.Float(
        string="Clicked, %", readonly=True, aggregator="avg", digits=(16, 1)
    )
    # pylint: disable-next=attribute-deprecated; the column of the report, no option.
    length = fields.Integer(
        readonly=True, aggregator="avg", help="In characters, without placeholders."
    )
    band = fields.Selection(
        selection=[
            (BANDS[0][0], "Up to 30 characters"),
            (BANDS[1][0], "31 to 50 characters"),
            (BANDS[2][0], "51 to 70 characters"),
            (LONGEST, "More than 70 characters"),
        ],
        string="Length of Subject",
        readonly=True,
    )
    word_count = fields.Integer(string="Words", readonly=True, aggregator="avg")
    has_question = fields.Boolean(string="Asks", readonly=True)
    has_number = fields.Boolean(string="With a Number", readonly=True)
    has_emoji = fields.Boolean(string="With an Emoji", readonly=True)
    has_name = fields.Boolean(string="With the Client's Name", readonly=True)

    @api.depends("reached", "open_low", "open_high")
    def _compute_open_likely(self):
        for row in self:
            row.open_likely = bool(row.reached) and self.env._(
                "%(low)d–%(high)d %%",
                low=round(row.open_low),
                high=round(row.open_high),
            )

    # ------------------------------------------------------------
    # ROWS
    # ------------------------------------------------------------

    def _take_snapshot(self, domain):
        """Count the letters of all mailings and compute their shares."""
        traces = self.env["mailing.trace"]
        traces.flush_model(traces._get_counted_fields())
        self.env["mailing.mailing"].flush_model()
        rows = self.env.execute_query(self._get_counts_sql())
        return Snapshot(self._name, map(self._complete, rows))

    def _get_counts_sql(self):
        counts = self.env["mailing.trace"]._get_count_columns()
        return SQL(
            """
            SELECT mailing.id, mailing.id, mailing.subject, chain.company_id,
                   mailing.chain_id, mailing.chain_step_id, mailing.user_id,
                   COALESCE(mailing.sent_date, counted.first_at), %(names)s
              FROM mailing_mailing mailing
         LEFT JOIN mailing_chain chain ON chain.id = mailing.chain_id
              JOIN (
                    SELECT trace.mass_mailing_id, MIN(trace.sent_datetime) AS first_at,
                           %(counts)s
                      FROM mailing_trace trace
                     WHERE trace.is_test_trace IS NOT TRUE
                       AND trace.trace_type = 'mail'
                  GROUP BY trace.mass_mailing_id
                   ) counted ON counted.mass_mailing_id = mailing.id
             WHERE counted.sent > 0
            """,
            names=SQL(", ").join(SQL.identifier("counted", name) for name in counts),
            counts=SQL(", ").join(
                SQL("%s AS %s", count, SQL.identifier(name))
                for name, count in counts.items()
            ),
        )

    @api.model
    def _complete(self, row):
        """Return a row of counts with all that follows from it."""
        counted = dict(zip(list(COLUMNS)[:COUNTED], row, strict=True))
        subject = read(counted["subject"])
        return (
            *row,
            *get_percents(counted["opened"], counted["reached"]),
            get_percents(counted["clicked"], counted["reached"])[0],
            subject.length,
            subject.band,
            len(subject.words),
            *(trait in subject.traits for trait in TRAITS),
        )

    def action_open_mailing(self):
        """Open the letter of a row."""
        self.ensure_one()
        return self.mailing_id._get_records_action()
