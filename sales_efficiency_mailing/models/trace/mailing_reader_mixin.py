from odoo import api, fields, models
from odoo.fields import Domain


class MailingReaderMixin(models.AbstractModel):
    """Who reads letters: what it got, and what it is interested in."""

    _name = "mailing.reader.mixin"
    _description = "Reader of Letters"

    interested_topic_ids = fields.Many2many(
        comodel_name="mailing.topic",
        string="Interested In",
        compute="_compute_topic_interests",
        search="_search_interested_topic_ids",
        help="Topics whose letters are opened and clicked, lately.",
    )
    indifferent_topic_ids = fields.Many2many(
        comodel_name="mailing.topic",
        string="Indifferent To",
        compute="_compute_topic_interests",
        search="_search_indifferent_topic_ids",
        help="Topics whose letters are left unread, lately.",
    )
    letter_count = fields.Integer(string="Letters", compute="_compute_letter_counts")
    letter_read_count = fields.Integer(
        string="Letters Read", compute="_compute_letter_counts"
    )

    # ------------------------------------------------------------
    # HOLES
    # ------------------------------------------------------------

    def _get_reader_keys(self):
        """Return as who each record reads, for interests; to be implemented.

        :return: ``{record: (id of the commercial partner or False, address or False)}``
        """
        raise NotImplementedError

    @api.model
    def _get_readers_domain(self, interests):
        """Return the domain of records with one of these interests; to be implemented.

        :param interests: domain of ``mailing.topic.interest``
        """
        raise NotImplementedError

    def _get_letters(self, opened=False):
        """Return the letters of each record, the latest first; to be implemented.

        :param opened: only those that a person opened
        :return: ``{record: mailing.trace}``
        """
        raise NotImplementedError

    # ------------------------------------------------------------
    # INTERESTS
    # ------------------------------------------------------------

    @api.depends_context("allowed_company_ids")
    def _compute_topic_interests(self):
        keys = self._get_reader_keys()
        topics = self._get_topics_by_reader(set(keys.values()))
        for record in self:
            found = topics.get(keys[record], {})
            record.interested_topic_ids = found.get("interested")
            record.indifferent_topic_ids = found.get("indifferent")

    @api.model
    def _get_topics_by_reader(self, keys):
        """Return ``{key: {verdict: topics}}``, the strongest first."""
        # sudo: whoever sees the client sees what the client likes.
        interests = self.env["mailing.topic.interest"].sudo()
        rows = interests.search(
            self._get_shown_interests_domain()
            & (
                Domain(
                    "partner_id", "in", [company for company, _mail in keys if company]
                )
                | Domain("partner_id", "=", False)
                & Domain(
                    "email_normalized",
                    "in",
                    [mail for company, mail in keys if mail and not company],
                )
            ),
        )
        found = {}
        topics = self.env["mailing.topic"]
        for row in rows.sorted(lambda row: (-abs(row.score), row.id)):
            key = (row.partner_id.id, row.email_normalized)
            verdicts = found.setdefault(key, {})
            topic = topics.browse(row.topic_id.id)
            verdicts[row.verdict] = verdicts.get(row.verdict, topics) + topic
        return found

    @api.model
    def _get_shown_interests_domain(self):
        """Return the domain of interests that say something, in companies looked at."""
        companies = [False, *self.env.companies.ids]
        return (
            Domain("verdict", "!=", "unknown")
            & Domain("topic_id.active", "=", True)
            & Domain("topic_id.company_id", "in", companies)
        )

    def _search_interested_topic_ids(self, operator, value):
        return self._search_topics("interested", operator, value)

    def _search_indifferent_topic_ids(self, operator, value):
        return self._search_topics("indifferent", operator, value)

    @api.model
    def _search_topics(self, verdict, operator, value):
        """Find who is interested in topics, or in none of them where False is asked."""
        if operator in Domain.NEGATIVE_OPERATORS:
            return NotImplemented
        known = self._get_shown_interests_domain() & Domain("verdict", "=", verdict)
        if operator == "any":
            return self._get_readers_domain(known & Domain("topic_id", "any", value))
        if operator != "in":
            return self._get_readers_domain(known & Domain("topic_id", operator, value))
        topic_ids = [topic_id for topic_id in value if topic_id]
        domain = self._get_readers_domain(known & Domain("topic_id", "in", topic_ids))
        if len(topic_ids) < len(list(value)):
            domain |= ~self._get_readers_domain(known)
        return domain

    # ------------------------------------------------------------
    # LETTERS
    # ------------------------------------------------------------

    def _compute_letter_counts(self):
        letters = self._get_letters()
        for record in self:
            # sudo: how many there are is no secret to who sees the client.
            own = letters[record].sudo()
            own = own.filtered(lambda trace: trace.trace_status != "cancel")
            record.letter_count = len(own)
            record.letter_read_count = len(own.filtered("human_open_at"))

    def action_view_letters(self):
        """Show which letters went to the client, and what came of each."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "sales_efficiency_mailing.mailing_trace_action_client"
        )
        letters = self._get_letters()[self]
        action["domain"] = [("id", "in", letters.ids)]
        action["display_name"] = self.env._(
            "Letters to %(client)s", client=self.display_name
        )
        return action

    def _get_reader_hints(self):
        """Return what to know before talking to the client, for `_get_client_hints`."""
        self.ensure_one()
        hints = (
            (self.env._("Interested in"), self.interested_topic_ids),
            (self.env._("Indifferent to"), self.indifferent_topic_ids),
        )
        return [
            {"label": label, "words": topics.mapped("name")}
            for label, topics in hints
            if topics
        ]
