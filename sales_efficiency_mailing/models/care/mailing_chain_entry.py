from datetime import timedelta

from odoo import fields, models
from odoo.fields import Domain
from odoo.tools import SQL


class MailingChainEntry(models.Model):
    """The door for clients out of touch."""

    _inherit = "mailing.chain.entry"

    def _get_waiting_domain_silence(self, records):
        """Of each client out of touch, the person who can be written to; or that
        person's latest deal.
        """
        query = self._get_silent_query()
        if records._name == "crm.lead":
            records.flush_model(["active", "email_normalized", "partner_id"])
            query = SQL(
                """
                SELECT DISTINCT ON (lead.partner_id) lead.id FROM crm_lead lead
                 WHERE lead.partner_id IN (%s) AND lead.active
                   AND lead.email_normalized IS NOT NULL
              ORDER BY lead.partner_id, lead.id DESC
                """,
                query,
            )
        return Domain("id", "in", [id_ for [id_] in self.env.execute_query(query)])

    def _get_silent_query(self):
        """Return SQL of the persons to write to, one of each client.

        The client's own address comes first. Who has refused is passed over for another
        person of the client.
        """
        self.env["res.partner"].flush_model()
        self.env["sale.order"].flush_model(["partner_id", "state", "date_order"])
        self.env["mail.blacklist"].flush_model(["email", "active"])
        self.env["mailing.optout"].flush_model(["email_normalized", "chain_id"])
        return SQL(
            """
            SELECT DISTINCT ON (client.id) person.id
              FROM res_partner client %(owner)s
              JOIN res_partner person
                ON person.commercial_partner_id = client.id AND person.active
             WHERE client.active AND client.sales_first_order_id IS NOT NULL
               AND client.sales_last_contact_at < %(limit)s AND home.id = %(company)s
               AND %(writable)s
          ORDER BY client.id, person.id <> client.id, person.id
            """,
            owner=self.env["res.partner"]._get_owner_join(),
            limit=self._get_silence_limit(),
            company=self.chain_id.company_id.id,
            writable=self.env["res.partner"]._get_writable_sql(
                SQL("%s", self.chain_id.id)
            ),
        )

    def _get_silence_limit(self):
        days = self.silence_days or self.chain_id.company_id.sales_contact_days
        return fields.Datetime.now() - timedelta(days=days)

    def _filter(self, records):
        """Look again who is out of touch: somebody may have called an hour ago."""
        found = super()._filter(records)
        if self.kind != "silence":
            return found
        persons = found.partner_id if found._name == "crm.lead" else found
        persons.commercial_partner_id._update_last_contact()
        limit = self._get_silence_limit()
        quiet = persons.filtered(
            lambda one: (
                one.commercial_partner_id.sales_last_contact_at
                and one.commercial_partner_id.sales_last_contact_at < limit
            )
        )
        if found._name == "crm.lead":
            return found.filtered(lambda lead: lead.partner_id in quiet)
        return quiet


class ResPartner(models.Model):
    _inherit = "res.partner"

    def _get_writable_sql(self, chain):
        """Return the condition that a ``person`` can be written to by a chain.

        :param chain: SQL of its id
        """
        return SQL(
            """
            (person.email_normalized IS NOT NULL
             AND NOT EXISTS (SELECT FROM mail_blacklist black
                              WHERE black.active AND black.email = person.email_normalized)
             AND NOT EXISTS (SELECT FROM mailing_optout unwanted
                              WHERE unwanted.chain_id = %s
                                AND unwanted.email_normalized = person.email_normalized))
            """,
            chain,
        )
