from collections import defaultdict

from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import SQL


class MailingTrace(models.Model):
    """Which letters went to a client, and to which client a letter went."""

    _inherit = "mailing.trace"

    client_id = fields.Many2one(
        comodel_name="res.partner",
        compute="_compute_client_id",
        compute_sudo=True,
        search="_search_client_id",
        help="Whom it was sent to: the contact, the deal's, or whose address it is.",
    )

    @api.depends("model", "res_id", "email", "lead_id.partner_id")
    def _compute_client_id(self):
        """Ask for the addresses of all in one go."""
        strangers = self.filtered(
            lambda trace: trace.model != "res.partner" and not trace.lead_id.partner_id
        )
        emails = {email for email in strangers.mapped("email") if email}
        partners = self.env["res.partner"].search(
            [("email_normalized", "in", list(emails))], order="id desc"
        )
        by_email = {partner.email_normalized: partner for partner in partners}
        for trace in self:
            if trace.model == "res.partner":
                trace.client_id = self.env["res.partner"].browse(trace.res_id).exists()
            else:
                trace.client_id = trace.lead_id.partner_id or by_email.get(trace.email)

    def _search_client_id(self, operator, value):
        """Look where `_compute_client_id` does, by way of the indexes."""
        if operator not in ("in", "any"):
            return NotImplemented
        if operator == "in" and False in value:
            return ~self._get_any_client_domain()
        domain = value if operator == "any" else Domain("id", "in", list(value))
        return self._get_client_domain(domain)

    @api.model
    def _get_client_domain(self, partner_domain):
        """Return the domain of letters to such contacts, their deals or addresses."""
        partners = self.env["res.partner"].sudo().with_context(active_test=False)
        clients = partners._search(partner_domain)
        known = partners._search(
            Domain(partner_domain) & Domain("email_normalized", "!=", False)
        )
        return (
            (Domain("model", "=", "res.partner") & Domain("res_id", "in", clients))
            | Domain("lead_id.partner_id", "in", clients)
            | Domain("email", "in", known.subselect(SQL.identifier("email_normalized")))
        )

    @api.model
    def _get_any_client_domain(self):
        """Return the domain of letters to clients, whoever they are.

        Asked by the rules of access with each look at a few letters: each is looked up,
        not all addresses gathered.
        """
        return (
            Domain("model", "=", "res.partner")
            | Domain("lead_id.partner_id", "!=", False)
            | Domain.custom(
                to_sql=lambda _model, alias, _query: SQL(
                    "EXISTS (SELECT FROM res_partner c WHERE c.email_normalized = %s)",
                    SQL.identifier(alias, "email"),
                )
            )
        )

    @api.model
    def _get_client_letters(self, partners, opened=False):
        """Return the letters to clients, the latest first.

        Those to every contact of the client's company, to the deals of any of them, and
        to any of their addresses, whatever list it stands on. Three looks into an index,
        however many letters there are.

        :param partners: clients; all contacts of their companies are looked at
        :param opened: only letters that a person opened
        """
        companies = partners.sudo().commercial_partner_id
        if not companies:
            return self.browse()
        self._flush_letters()
        rows = self.env.execute_query(
            SQL(
                "SELECT DISTINCT letter FROM (%s) found ORDER BY letter DESC",
                self._get_client_letters_query(companies.ids, opened),
            )
        )
        return self.browse(letter for (letter,) in rows)

    @api.model
    def _get_letters_by_client(self, companies, opened=False):
        """Return the letters to commercial partners, the latest first, in one query.

        :return: ``{id of the partner: letters}``, with none for whoever else is asked for
        """
        found = defaultdict(list)
        if companies:
            self._flush_letters()
            for company_id, letter_id in self.env.execute_query(
                SQL(
                    "SELECT company, letter FROM (%s) found ORDER BY letter DESC",
                    self._get_client_letters_query(companies.ids, opened),
                )
            ):
                found[company_id].append(letter_id)
        letters = defaultdict(self.browse)
        letters.update((company, self.browse(ids)) for company, ids in found.items())
        return letters

    @api.model
    def _flush_letters(self):
        """Have in the database what the query of letters looks at."""
        contacts = self.env["res.partner"]
        contacts.flush_model(["commercial_partner_id", "email_normalized"])
        self.env["crm.lead"].flush_model(["partner_id"])
        self.flush_model(["model", "res_id", "email", "human_open_at", "is_test_trace"])

    @api.model
    def _get_client_letters_query(self, company_ids, opened=False):
        """Return SQL of ``(company, letter)``: the letters to each client."""
        return SQL(
            """
            SELECT c.commercial_partner_id AS company, t.id AS letter
              FROM res_partner c
              JOIN mailing_trace t ON t.model = 'res.partner' AND t.res_id = c.id
             WHERE c.commercial_partner_id = ANY(%(ids)s) AND %(shown)s
             UNION
            SELECT c.commercial_partner_id, t.id
              FROM res_partner c
              JOIN crm_lead lead ON lead.partner_id = c.id
              JOIN mailing_trace t ON t.model = 'crm.lead' AND t.res_id = lead.id
             WHERE c.commercial_partner_id = ANY(%(ids)s) AND %(shown)s
             UNION
            SELECT c.commercial_partner_id, t.id
              FROM res_partner c
              JOIN mailing_trace t ON t.email = c.email_normalized
             WHERE c.commercial_partner_id = ANY(%(ids)s) AND %(shown)s
            """,
            ids=list(company_ids),
            shown=SQL("t.is_test_trace IS NOT TRUE AND t.human_open_at IS NOT NULL")
            if opened
            else SQL("t.is_test_trace IS NOT TRUE"),
        )
