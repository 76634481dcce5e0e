"""Figures of chains: who came to each step, what became of letters, what they brought."""

from odoo import fields, models
from odoo.tools import SQL

#: JavaScript counts exactly up to here.
HIGHEST_ID = 2**53 - 1
INTEGER = SQL("integer")
#: What rows are told apart by, and what they count; SQL type of each.
KEYS = {
    "chain_id": INTEGER,
    "step_id": INTEGER,
    "mailing_id": INTEGER,
    "left_reason": SQL("text"),
}
COUNTS = {
    "came": INTEGER,
    "waiting": INTEGER,
    "left": INTEGER,
    "done": INTEGER,
    "sent": INTEGER,
    "reached": INTEGER,
    "opened": INTEGER,
    "clicked": INTEGER,
    "replied": INTEGER,
    "bounced": INTEGER,
    "deals": INTEGER,
    "won": INTEGER,
    "revenue": SQL("numeric"),
}


class MailingChainReport(models.Model):
    """One row for each step, letter and reason to leave, whatever was counted of it.

    Deals and orders are a letter's by Odoo's own attribution, the source of the mailing
    (of the chain alone where only its campaign is known). A client's deal that was won
    is that of the last letter before, too, if no link led to it.
    """

    _name = "mailing.chain.report"
    _description = "Chain Analysis"
    _inherit = ["mailing.rate.mixin"]
    _auto = False
    _order = "chain_id, version_id, step_sequence, id"
    _rec_name = "step_id"
    _rates = {
        "open_rate": ("opened", "reached", 0),
        "click_rate": ("clicked", "reached", 0),
    }
    _depends = {
        "mailing.chain": ["company_id", "campaign_id"],
        "mailing.chain.version": ["chain_id"],
        "mailing.chain.step": ["version_id", "chain_id", "sequence", "kind"],
        "mailing.chain.participant": [
            "chain_id",
            "step_id",
            "state",
            "left_reason",
            "entered_at",
            "res_model",
            "res_id",
        ],
        "mailing.chain.participant.step": [
            "participant_id",
            "step_id",
            "mailing_id",
            "result",
            "entered_at",
        ],
        "mailing.mailing": ["chain_step_id", "chain_id", "source_id"],
        "mailing.trace": [
            "mass_mailing_id",
            "is_test_trace",
            "sent_datetime",
            "trace_status",
            "human_open_at",
            "human_click_at",
            "human_reply_at",
        ],
        "crm.lead": [
            "source_id",
            "campaign_id",
            "company_id",
            "won_status",
            "date_closed",
            "partner_id",
        ],
        "sale.order": [
            "source_id",
            "campaign_id",
            "company_id",
            "state",
            "amount_untaxed",
            "currency_rate",
        ],
    }

    chain_id = fields.Many2one("mailing.chain", readonly=True)
    company_id = fields.Many2one("res.company", readonly=True)
    currency_id = fields.Many2one("res.currency", readonly=True)
    version_id = fields.Many2one("mailing.chain.version", readonly=True)
    step_id = fields.Many2one("mailing.chain.step", readonly=True)
    step_sequence = fields.Integer(readonly=True, aggregator=None)
    mailing_id = fields.Many2one("mailing.mailing", string="Letter", readonly=True)
    left_reason = fields.Selection(
        selection=lambda self: (
            self.env["mailing.chain.participant"]
            ._fields["left_reason"]
            ._description_selection(self.env)
        ),
        string="Left Because",
        readonly=True,
    )
    came = fields.Integer(
        readonly=True,
        help="Participants who ever came to the step; of a letter, got it.",
    )
    waiting = fields.Integer(readonly=True, help="Are at the step now.")
    left = fields.Integer(readonly=True, help="Left the chain at the step.")
    done = fields.Integer(string="Went Through", readonly=True)
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
    click_rate = fields.Float(
        string="Clicked, %", readonly=True, aggregator="avg", digits=(16, 1)
    )
    deals = fields.Integer(
        readonly=True,
        help="That came of a letter by its links, or were the client's and were won "
        "after it.",
    )
    won = fields.Integer(string="Won Deals", readonly=True)
    revenue = fields.Monetary(
        readonly=True,
        help="Confirmed orders that came of a letter, without taxes, in company currency "
        "at the rate of their day.",
    )

    # ------------------------------------------------------------
    # ROWS
    # ------------------------------------------------------------

    @property
    def _table_query(self):
        keys = SQL(", ").join(map(SQL.identifier, KEYS))
        return SQL(
            """
            SELECT ABS(hashtextextended(CONCAT_WS(
                       '/', COALESCE(one.chain_id, 0), COALESCE(one.step_id, 0),
                       COALESCE(one.mailing_id, 0), one.left_reason
                   ), 0)) %% %(most)s AS id,
                   one.*, chain.company_id, company.currency_id,
                   step.version_id, step.sequence AS step_sequence,
                   100.0 * one.opened / NULLIF(one.reached, 0) AS open_rate,
                   100.0 * one.clicked / NULLIF(one.reached, 0) AS click_rate
              FROM (
                    SELECT %(keys)s, %(sums)s
                      FROM (%(sources)s) AS source
                  GROUP BY %(keys)s
                   ) AS one
              JOIN mailing_chain chain ON chain.id = one.chain_id
              JOIN res_company company ON company.id = chain.company_id
         LEFT JOIN mailing_chain_step step ON step.id = one.step_id
            """,
            most=HIGHEST_ID,
            keys=keys,
            sums=SQL(", ").join(
                SQL("SUM(%s)::%s AS %s", name, sql_type, name)
                for name, sql_type in (
                    (SQL.identifier(count), kind) for count, kind in COUNTS.items()
                )
            ),
            sources=SQL(" UNION ALL ").join(
                self._get_source_sql(*source) for source in self._get_sources()
            ),
        )

    def _get_source_sql(self, columns, source):
        """Return one SELECT of the union; what a source does not tell is nothing."""
        types = KEYS | COUNTS
        return SQL(
            "SELECT %s %s",
            SQL(", ").join(
                SQL(
                    "(%s)::%s AS %s",
                    columns.get(name, SQL("NULL")),
                    sql_type,
                    SQL.identifier(name),
                )
                for name, sql_type in types.items()
            ),
            source,
        )

    def _get_sources(self):
        """Return ``({column: SQL}, FROM and the rest)`` of all that is counted.

        A hole: a capability that counts something else of letters adds its own.
        """
        return [
            self._get_logged_source(),
            self._get_present_source(),
            self._get_letter_source(),
        ]

    def _get_logged_source(self):
        """Who has been at a step: there is one log of each participant and step."""
        return (
            {
                "chain_id": SQL("log.chain_id"),
                "step_id": SQL("log.step_id"),
                "mailing_id": SQL("log.mailing_id"),
                "came": SQL("COUNT(*)"),
            },
            SQL(
                """
                FROM mailing_chain_participant_step log
            GROUP BY log.chain_id, log.step_id, log.mailing_id
                """
            ),
        )

    def _get_present_source(self):
        """Who stands at a step, or left there; who went through stands nowhere."""
        return (
            {
                "chain_id": SQL("one.chain_id"),
                "step_id": SQL("one.step_id"),
                "left_reason": SQL("one.left_reason"),
                "came": SQL("COUNT(one.step_id) FILTER (WHERE log.step_id IS NULL)"),
                "waiting": SQL(
                    "COUNT(*) FILTER (WHERE one.state IN ('running', 'held'))"
                ),
                "left": SQL("COUNT(*) FILTER (WHERE one.state = 'left')"),
                "done": SQL("COUNT(*) FILTER (WHERE one.state = 'done')"),
            },
            SQL(
                """
                FROM mailing_chain_participant one
           LEFT JOIN mailing_chain_participant_step log
                  ON log.participant_id = one.id AND log.step_id = one.step_id
            GROUP BY one.chain_id, one.step_id, one.left_reason
                """
            ),
        )

    def _get_letter_source(self):
        counts = self.env["mailing.trace"]._get_count_columns()
        return (
            {
                "chain_id": SQL("mailing.chain_id"),
                "step_id": SQL("mailing.chain_step_id"),
                "mailing_id": SQL("mailing.id"),
                **counts,
            },
            SQL(
                """
                FROM mailing_mailing mailing
                JOIN mailing_trace trace ON trace.mass_mailing_id = mailing.id
               WHERE mailing.chain_step_id IS NOT NULL
                 AND trace.is_test_trace IS NOT TRUE
            GROUP BY mailing.chain_id, mailing.chain_step_id, mailing.id
                """
            ),
        )
