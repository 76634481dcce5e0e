from collections import defaultdict
from datetime import timedelta

from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import SQL

from ...tools.interest import FORGOTTEN, HORIZON, weigh


class MailingTopicInterest(models.Model):
    """How interests are weighed: the facts of a client's letters, folded anew."""

    _inherit = "mailing.topic.interest"

    @api.model
    def _get_half_life(self):
        """Return after how many days what was done counts half."""
        days = (
            self.env["ir.config_parameter"]
            .sudo()
            .get_param("sales_efficiency_mailing.interest_half_life")
        )
        return float(days or 0) or 90.0

    @api.model
    def _weigh_clients(self, company_ids, emails):
        """Weigh what clients are interested in, out of all of their letters.

        :param company_ids: commercial partners
        :param emails: addresses of who is no contact
        """
        now = fields.Datetime.now()
        half_life = self._get_half_life()
        letters = self._get_letter_rows(
            company_ids, emails, now - timedelta(days=half_life * HORIZON)
        )
        events = self._get_topic_events(letters, now)
        weighed = {}
        for key, done in events.items():
            interest = weigh(done, half_life)
            if interest.evidence >= FORGOTTEN:
                weighed[key] = interest
        self._keep_interests(company_ids, emails, weighed, now)

    @api.model
    def _get_letter_rows(self, company_ids, emails, since):
        """Return what came of the letters to clients, one row a client and letter.

        :return: rows ``(company or None, address or None, letter, mailing, opened,
            replied, when it counts as ignored or None)``
        """
        traces = self.env["mailing.trace"]
        traces._flush_letters()
        traces.flush_model()
        return self.env.execute_query(
            SQL(
                """
                WITH found AS (
                    SELECT company, NULL AS address, letter FROM (%(letters)s) sent
                     UNION ALL
                    SELECT NULL, email, id FROM mailing_trace WHERE email = ANY(%(emails)s)
                )
                SELECT found.company, found.address, t.id, t.mass_mailing_id,
                       t.human_open_at, t.human_reply_at,
                       CASE WHEN t.is_ignored THEN t.sent_datetime END
                  FROM found
                  JOIN mailing_trace t ON t.id = found.letter
                 WHERE COALESCE(t.sent_datetime, t.human_open_at) >= %(since)s
                   AND t.mass_mailing_id IS NOT NULL AND NOT COALESCE(t.is_test_trace, FALSE)
                """,
                letters=traces._get_client_letters_query(company_ids),
                emails=list(emails),
                since=since,
            )
        )

    @api.model
    def _get_topic_events(self, letters, now):
        """Return what was done about each topic.

        :param letters: rows of `_get_letter_rows`
        :return: ``{(company or False, address or False, topic id): [(kind, age)]}``
        """
        mailings = self.env["mailing.mailing"].browse({row[3] for row in letters})
        topics = mailings.sudo()._get_letter_topics()
        topics = {mailing.id: found.ids for mailing, found in topics.items()}
        clicks = self._get_clicked_topics({row[2] for row in letters})
        events = defaultdict(list)

        def note(client, topic_ids, kind, moment):
            age = (now - moment).total_seconds() / 86400
            for topic_id in topic_ids:
                events[(*client, topic_id)].append((kind, age))

        for company, address, letter, mailing, opened, replied, ignored in letters:
            client = (company or False, address or False)
            about = topics[mailing]
            if opened:
                note(client, about, "open", opened)
            elif ignored:
                note(client, about, "ignored", ignored)
            if replied:
                note(client, about, "reply", replied)
            for topic_id, moment in clicks.get(letter, ()):
                note(client, [topic_id] if topic_id else about, "click", moment)
        return events

    @api.model
    def _get_clicked_topics(self, letter_ids):
        """Return the links clicked in letters, each once, with the last click on it.

        :return: ``{letter: [(topic id or False, moment)]}``
        """
        clicks = defaultdict(list)
        for trace, link, moment in (
            self.env["mailing.trace.event"]
            .sudo()
            ._read_group(
                Domain("trace_id", "in", list(letter_ids))
                & Domain("kind", "=", "click")
                & Domain("is_machine", "=", False),
                ["trace_id", "link_id"],
                ["at:max"],
            )
        ):
            clicks[trace.id].append((link.topic_id.id, moment))
        return clicks

    @api.model
    def _keep_interests(self, company_ids, emails, weighed, now):
        """Write what has changed, make what is new, and take away what is no more."""
        interests = self.sudo()
        known = {
            (row.partner_id.id, row.email_normalized, row.topic_id.id): row
            for row in interests.search(
                Domain("partner_id", "in", list(company_ids))
                | Domain("partner_id", "=", False)
                & Domain("email_normalized", "in", list(emails))
            )
        }
        gone = interests.union(*(known[key] for key in known.keys() - weighed.keys()))
        gone.unlink()
        fresh = []
        for key, interest in weighed.items():
            values = self._prepare_interest(interest, now)
            if key in known:
                known[key].write(values)
            else:
                names = ("partner_id", "email_normalized", "topic_id")
                fresh.append({**dict(zip(names, key, strict=True)), **values})
        interests.create(fresh)
