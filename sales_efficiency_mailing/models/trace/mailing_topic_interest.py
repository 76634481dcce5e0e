from odoo import fields, models

from ...tools.interest import Interest


class MailingTopicInterest(models.Model):
    """What a client has shown of interest in a topic, fading with time.

    A client is a company with all of its contacts, or where nobody is on file yet, an
    address. Kept by a scheduled action out of what came of letters; the formula is in
    ``tools/interest.py``.
    """

    _name = "mailing.topic.interest"
    _description = "Interest of a Client in a Topic"
    _order = "score desc, id"

    topic_id = fields.Many2one(
        comodel_name="mailing.topic",
        required=True,
        index=True,
        readonly=True,
        ondelete="cascade",
    )
    partner_id = fields.Many2one(
        comodel_name="res.partner",
        string="Client",
        index="btree_not_null",
        readonly=True,
        ondelete="cascade",
    )
    email_normalized = fields.Char(
        string="Address", readonly=True, help="Of who is no contact yet."
    )
    liking = fields.Float(
        readonly=True,
        aggregator=None,
        help="What was opened, clicked and replied to, as far as it still counts.",
    )
    ignoring = fields.Float(
        readonly=True,
        aggregator=None,
        help="Letters left unread, as far as they still count.",
    )
    score = fields.Float(
        readonly=True,
        aggregator="avg",
        help="From -1, wholly indifferent, to 1, wholly interested.",
    )
    evidence = fields.Float(
        readonly=True,
        aggregator=None,
        help="How much there is to go by, in letters opened today.",
    )
    verdict = fields.Selection(
        selection=[
            ("interested", "Interested In"),
            ("unknown", "Unknown"),
            ("indifferent", "Indifferent To"),
        ],
        required=True,
        readonly=True,
        default="unknown",
    )
    known_at = fields.Datetime(
        string="As Of", required=True, readonly=True, help="It fades from then on."
    )

    _partner_idx = models.UniqueIndex(
        "(partner_id, topic_id) WHERE partner_id IS NOT NULL"
    )
    _email_idx = models.UniqueIndex(
        "(email_normalized, topic_id) WHERE partner_id IS NULL"
    )
    _verdict_idx = models.Index("(topic_id, verdict)")
    _known_idx = models.Index("(known_at)")
    _client_given = models.Constraint(
        "CHECK (partner_id IS NOT NULL OR email_normalized IS NOT NULL)",
        "An interest is somebody's: give a client or an address.",
    )

    def _to_interest(self):
        self.ensure_one()
        return Interest(self.liking, self.ignoring)

    def _prepare_interest(self, interest, now):
        """Return the values that say what is known at this moment."""
        return {
            "liking": interest.liking,
            "ignoring": interest.ignoring,
            "score": interest.score,
            "evidence": interest.evidence,
            "verdict": interest.verdict,
            "known_at": now,
        }
