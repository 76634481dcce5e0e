"""Where contacts with clients are found: one query over all sources, for many clients."""

import logging

from odoo import api, fields, models
from odoo.service.model import PG_CONCURRENCY_EXCEPTIONS_TO_RETRY
from odoo.tools import SQL

_logger = logging.getLogger(__name__)

#: Clients whose last contact is found by one query.
CHUNK = 20_000
#: Documents on which clients are written to, and something is planned with them.
DOCUMENTS = SQL(
    """
    LEFT JOIN crm_lead lead
           ON lead.id = CASE doc.model WHEN 'crm.lead' THEN doc.res_id END
    LEFT JOIN sale_order o
           ON o.id = CASE doc.model WHEN 'sale.order' THEN doc.res_id END
         JOIN res_partner contact ON contact.id = COALESCE(
              lead.partner_id, o.partner_id,
              CASE doc.model WHEN 'res.partner' THEN doc.res_id END)
    """
)


class ResPartner(models.Model):
    _inherit = "res.partner"

    # ------------------------------------------------------------
    # SOURCES
    # ------------------------------------------------------------

    @api.model
    def _get_contact_sources(self):
        """Return where contacts are found; addons add theirs, and the kind of contact.

        :return: ``{kind: SQL yielding (client, moment)}``; clients are commercial
            partners, moments in UTC
        """
        return {
            "order": self._get_fact_contacts("order"),
            "meeting": self._get_fact_contacts("meeting"),
            "call": self._get_fact_contacts("call"),
            "letter_in": self._get_letters_in_sql(),
            "letter_out": self._get_letters_out_sql(),
            "activity": self._get_activities_done_sql(),
        }

    @api.model
    def _get_fact_contacts(self, code):
        """Return the contacts that are facts of a metric's source as well."""
        facts = self.env["sales.fact"].sudo()._with_places()
        return SQL(" UNION ALL ").join(
            SQL(
                "SELECT %s AS client, %s AS moment FROM %s WHERE %s",
                source["partner_id"],
                source["moment"],
                source["from"],
                source["where"],
            )
            for source in facts._get_fact_sources()[code]
        )

    @api.model
    def _get_letters_in_sql(self):
        return SQL(
            """
            SELECT author.commercial_partner_id AS client, doc.date AS moment
              FROM mail_message doc
              JOIN res_partner author ON author.id = doc.author_id
             WHERE doc.message_type = 'email' AND author.partner_share
            """
        )

    @api.model
    def _get_letters_out_sql(self):
        """What colleagues wrote themselves, in the same sense as what answers a letter."""
        by_hand = self.env["sales.reminder.rule"]._get_written_by_hand_sql()
        return SQL(
            """
            SELECT contact.commercial_partner_id AS client, answer.date AS moment
              FROM mail_message answer
              JOIN mail_message doc ON doc.id = answer.id
              JOIN res_partner colleague
                ON colleague.id = answer.author_id AND NOT colleague.partner_share
         LEFT JOIN mail_message_subtype kind ON kind.id = answer.subtype_id
                   %(documents)s
             WHERE answer.message_type IN ('comment', 'email', 'email_outgoing')
               AND NOT COALESCE(answer.is_internal, FALSE)
               AND NOT COALESCE(kind.internal, FALSE) AND %(by_hand)s
            """,
            documents=DOCUMENTS,
            by_hand=by_hand,
        )

    @api.model
    def _get_activities_done_sql(self):
        """Activities that somebody did; calls are a kind of their own."""
        return SQL(
            """
            SELECT contact.commercial_partner_id AS client,
                   COALESCE(doc.sales_done_at, doc.date_done + interval '12 hours')
                   AS moment
              FROM (SELECT *, res_model AS model FROM mail_activity
                     WHERE NOT active AND date_done IS NOT NULL) doc
         LEFT JOIN mail_activity_type kind ON kind.id = doc.activity_type_id
         LEFT JOIN sales_reminder r ON r.id = doc.sales_reminder_id
                   %s
             WHERE kind.category IS DISTINCT FROM 'phonecall'
               AND r.state IS DISTINCT FROM 'gone'
            """,
            DOCUMENTS,
        )

    # ------------------------------------------------------------
    # LAST CONTACT
    # ------------------------------------------------------------

    @api.model
    def _get_last_contact(self, partners):
        """Return when and how there was contact with clients last, as it is now.

        One query, whatever their number. Contact of anybody with any person of the
        client counts, in whichever company.

        :return: ``{partner: (moment in UTC, kind)}``, without who never had any
        """
        clients = partners.sudo().commercial_partner_id
        if not clients:
            return {}
        rows = self.env.execute_query(self._get_last_contact_query(clients.ids))
        found = {client: (moment, kind) for client, moment, kind in rows}
        return {
            partner: found[partner.sudo().commercial_partner_id.id]
            for partner in partners
            if partner.sudo().commercial_partner_id.id in found
        }

    @api.model
    def _get_last_contact_query(self, client_ids):
        """Return SQL of (client, moment, kind), the last contact of each client."""
        self.env.flush_all()
        latest = [
            SQL(
                """
                SELECT client, MAX(moment) AS moment, %s AS kind FROM (%s) source
                 WHERE client = ANY(%s) AND moment <= %s GROUP BY client
                """,
                kind,
                source,
                list(client_ids),
                fields.Datetime.now(),
            )
            for kind, source in self._get_contact_sources().items()
        ]
        return SQL(
            """
            SELECT DISTINCT ON (client) client, date_trunc('second', moment), kind
              FROM (%s) latest (client, moment, kind)
          ORDER BY client, moment DESC, kind
            """,
            SQL(" UNION ALL ").join(latest),
        )

    def _update_last_contact(self):
        """Note the last contact of these clients; what is known already is not written."""
        if not self:
            return
        self.env.cr.execute(
            SQL(
                """
                UPDATE res_partner client
                   SET sales_last_contact_at = found.moment,
                       sales_last_contact_kind = found.kind
                  FROM (%s) found (client, moment, kind)
                 WHERE client.id = found.client
                   AND client.sales_first_order_id IS NOT NULL
                   AND (client.sales_last_contact_at, client.sales_last_contact_kind)
                       IS DISTINCT FROM (found.moment, found.kind)
                """,
                self._get_last_contact_query(self.ids),
            )
        )
        self.invalidate_recordset(
            ["sales_last_contact_at", "sales_last_contact_kind"], flush=False
        )

    @api.model
    def _cron_update_last_contact(self):
        """Note the last contact of all current clients, then the share in touch."""
        cron = self.env["ir.cron"]
        [[remaining]] = self.env.execute_query(
            SQL(
                "SELECT COUNT(*) FROM res_partner WHERE sales_first_order_id IS NOT NULL"
            )
        )
        left = cron._commit_progress(remaining=remaining)
        after = 0
        while left:
            clients = self._get_next_clients(after)
            if not clients:
                self.env["sales.contact.day"]._note_today()
                cron._commit_progress(remaining=0)
                return
            after = clients[-1].id
            try:
                clients._update_last_contact()
            except PG_CONCURRENCY_EXCEPTIONS_TO_RETRY:
                # Somebody writes to one of them: tomorrow is another day.
                self.env.cr.rollback()
                _logger.info("Clients up to %s: last contact not noted today", after)
            remaining = max(remaining - len(clients), 1)
            left = cron._commit_progress(len(clients), remaining=remaining)

    @api.model
    def _get_next_clients(self, after):
        rows = self.env.execute_query(
            SQL(
                """
                SELECT id FROM res_partner
                 WHERE sales_first_order_id IS NOT NULL AND id > %s
              ORDER BY id LIMIT %s
                """,
                after,
                CHUNK,
            )
        )
        return self.browse(id_ for [id_] in rows)

    @api.model
    def _get_owner_join(self):
        """Return the joins that tell whose a ``client`` is: its salesperson, else the one
        of its latest order, as ``seller``; its company as ``home``.
        """
        return SQL(
            """
            LEFT JOIN LATERAL (
                SELECT o.user_id, o.team_id, o.company_id
                  FROM sale_order o
                  JOIN res_partner contact ON contact.id = o.partner_id
                 WHERE contact.commercial_partner_id = client.id AND o.state = 'sale'
              ORDER BY o.date_order DESC, o.id DESC LIMIT 1
            ) latest ON TRUE
            LEFT JOIN res_users seller
                   ON seller.id = COALESCE(client.user_id, latest.user_id)
                 JOIN res_company home
                   ON home.id = COALESCE(client.company_id, latest.company_id)
            """
        )
