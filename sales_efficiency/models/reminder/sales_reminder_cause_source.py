"""The queries behind causes: one row a cause, with the columns of ``COLUMNS``."""

from datetime import timedelta

from odoo import fields, models
from odoo.tools import SQL

#: Letters older than this many days are history, not something to be answered.
LETTER_DAYS = 60
#: Where else than on deals clients write and are promised something.
DOCUMENTS = SQL(
    """
    LEFT JOIN crm_lead lead ON lead.id = doc.res_id AND doc.model = 'crm.lead'
    LEFT JOIN sale_order so ON so.id = doc.res_id AND doc.model = 'sale.order'
    LEFT JOIN res_partner partner ON partner.id = doc.res_id AND doc.model = 'res.partner'
    LEFT JOIN res_partner client ON client.id = partner.commercial_partner_id
    """
)


class SalesReminderRule(models.Model):
    _inherit = "sales.reminder.rule"

    def _get_cause_source(self):
        """Return the query of this kind of causes."""
        self.ensure_one()
        return getattr(self, f"_get_{self.kind}_source")()

    # ------------------------------------------------------------
    # DEALS
    # ------------------------------------------------------------

    def _get_no_next_step_source(self):
        """Deals with nothing planned, since the last thing was done."""
        since = SQL(
            """
            lead.create_date, lead.date_open,
            (SELECT MAX(COALESCE(a.sales_done_at, a.date_done + interval '12 hours'))
               FROM mail_activity a
              WHERE a.res_id = lead.id AND a.res_model = 'crm.lead' AND NOT a.active),
            %s
            """,
            self._get_last_meeting_sql(),
        )
        planned = SQL(
            """
            NOT EXISTS (
                SELECT FROM mail_activity a
                 WHERE a.res_id = lead.id AND a.res_model = 'crm.lead'
                   AND a.active AND a.sales_reminder_id IS NULL
            ) AND %s
            """,
            self._get_no_meeting_sql(),
        )
        return self._get_deal_source(since, planned, "NULL::integer")

    def _get_quiet_source(self):
        """Deals about which nothing was said, done or planned, nor moved on.

        Whoever is already asked for the next step of a deal is not asked twice.
        """
        since = SQL(
            """
            lead.create_date, lead.date_last_stage_update,
            (SELECT MAX(m.date) FROM mail_message m
              WHERE m.model = 'crm.lead' AND m.res_id = lead.id
                AND m.message_type IN ('email', 'comment', 'email_outgoing')),
            (SELECT MAX(COALESCE(a.sales_done_at, a.date_done + interval '12 hours'))
               FROM mail_activity a
          LEFT JOIN sales_reminder r ON r.id = a.sales_reminder_id
              WHERE a.res_id = lead.id AND a.res_model = 'crm.lead'
                AND NOT a.active AND r.state IS DISTINCT FROM 'gone'),
            %s
            """,
            self._get_last_meeting_sql(),
        )
        planned = SQL(
            """
            NOT EXISTS (
                SELECT FROM mail_activity a
                 WHERE a.res_id = lead.id AND a.res_model = 'crm.lead' AND a.active
                   AND a.sales_reminder_id IS NULL AND a.date_deadline >= %s
            ) AND NOT EXISTS (
                SELECT FROM sales_reminder r
                 WHERE r.res_id = lead.id AND r.res_model = 'crm.lead'
                   AND r.kind = 'no_next_step' AND r.state = 'open'
            ) AND %s
            """,
            fields.Date.today(),
            self._get_no_meeting_sql(),
        )
        days = (
            "stage.rotting_threshold_days" if self.use_stage_days else "NULL::integer"
        )
        return self._get_deal_source(since, planned, days)

    def _get_last_meeting_sql(self):
        return SQL(
            """
            (SELECT MAX(e.stop) FROM calendar_event e
              WHERE e.opportunity_id = lead.id AND e.active AND e.stop <= %s)
            """,
            fields.Datetime.now(),
        )

    def _get_no_meeting_sql(self):
        return SQL(
            """
            NOT EXISTS (
                SELECT FROM calendar_event e
                 WHERE e.opportunity_id = lead.id AND e.active AND e.stop > %s
                   AND e.sales_outcome IS DISTINCT FROM 'cancelled'
            )
            """,
            fields.Datetime.now(),
        )

    def _get_deal_source(self, since, condition, stage_days):
        """Return the deals of the rule to which a condition applies.

        :param since: SQL list of moments, the latest of which counts
        """
        return SQL(
            """
            SELECT lead.id AS key, 'crm.lead' AS res_model, lead.id AS res_id,
                   'since:' || to_char(found.since, 'YYYY-MM-DD HH24:MI:SS') AS cause,
                   lead.user_id, COALESCE(lead.team_id, seller.sale_team_id) AS team_id,
                   COALESCE(lead.company_id, seller.company_id, %(company)s) AS company_id,
                   lead.partner_id, found.since, NULL::date AS day,
                   NULLIF(%(stage_days)s, 0) AS stage_days
              FROM crm_lead lead
         LEFT JOIN res_users seller ON seller.id = lead.user_id
         LEFT JOIN crm_stage stage ON stage.id = lead.stage_id
        CROSS JOIN LATERAL (
                       SELECT date_trunc('second', GREATEST(%(since)s)) AS since
                   ) found
             WHERE lead.id IN %(deals)s AND %(condition)s AND %(place)s
            """,
            company=self.env.company.id,
            since=since,
            stage_days=SQL(stage_days),
            condition=condition,
            deals=self._get_deals_sql(),
            place=self._get_place_sql(
                "COALESCE(lead.team_id, seller.sale_team_id)",
                "COALESCE(lead.company_id, seller.company_id)",
            ),
        )

    def _get_deals_sql(self):
        """Return the deals under way that the rule is about, as a subquery."""
        leads = self.env["crm.lead"].sudo().with_context(active_test=True)
        return leads._search(self._get_deal_domain()).subselect()

    def _get_place_sql(self, team, company):
        """Return the condition that team and company, in SQL, are the rule's."""
        conditions = [SQL("TRUE")]
        if self.team_ids:
            conditions.append(SQL("%s = ANY(%s)", SQL(team), self.team_ids.ids))
        if self.company_id:
            conditions.append(SQL("%s = %s", SQL(company), self.company_id.id))
        return SQL(" AND ").join(conditions)

    # ------------------------------------------------------------
    # PROMISES AND LETTERS
    # ------------------------------------------------------------

    def _get_overdue_source(self):
        """Activities of salespeople past their day."""
        return SQL(
            """
            SELECT doc.id AS key, doc.res_model, doc.res_id,
                   'activity:' || doc.id || ':' || doc.date_deadline AS cause,
                   doc.user_id,
                   COALESCE(lead.team_id, so.team_id, seller.sale_team_id) AS team_id,
                   COALESCE(lead.company_id, so.company_id, seller.company_id) AS company_id,
                   COALESCE(lead.partner_id, so.partner_id, partner.id) AS partner_id,
                   doc.date_deadline + interval '1 day' AS since,
                   doc.date_deadline AS day, NULL::integer AS stage_days
              FROM (
                       SELECT *, res_model AS model FROM mail_activity
                        WHERE active AND sales_reminder_id IS NULL
                          AND date_deadline < %(today)s AND user_id IS NOT NULL
                   ) doc
              JOIN res_users seller ON seller.id = doc.user_id
                   %(documents)s
             WHERE (seller.sale_team_id IS NOT NULL OR lead.id IS NOT NULL)
               AND %(alive)s AND %(place)s
            """,
            # The day ends later in some places: who is reminded decides.
            today=fields.Date.today() + timedelta(days=1),
            documents=DOCUMENTS,
            alive=self._get_alive_sql(),
            place=self._get_place_sql(
                "COALESCE(lead.team_id, so.team_id, seller.sale_team_id)",
                "COALESCE(lead.company_id, so.company_id, seller.company_id)",
            ),
        )

    def _get_alive_sql(self):
        """Return the condition that a document is one a client still waits about."""
        deal = SQL("lead.id IN %s", self._get_deals_sql())
        if self._is_about_deals_only():
            return deal
        if self.kind == "unanswered":
            # Who has bought writes on the deal that was won, and waits as others do.
            deal = SQL("(%s OR lead.active AND lead.won_status = 'won')", deal)
        return SQL("(%s OR so.state <> 'cancel' OR partner.active)", deal)

    def _get_unanswered_source(self):
        """The first letter of each client that nobody has answered."""
        user = "COALESCE(lead.user_id, so.user_id, partner.user_id, client.user_id)"
        team = "COALESCE(lead.team_id, so.team_id, seller.sale_team_id)"
        company = "COALESCE(lead.company_id, so.company_id, seller.company_id)"
        answers = SQL(" AND ").join(
            SQL("NOT EXISTS (%s)", answer) for answer in self._get_answer_sqls()
        )
        return SQL(
            """
            SELECT DISTINCT ON (doc.model, doc.res_id)
                   doc.id AS key, doc.model AS res_model, doc.res_id,
                   'message:' || doc.id AS cause, %(user)s AS user_id,
                   %(team)s AS team_id, COALESCE(%(company)s, %(here)s) AS company_id,
                   COALESCE(doc.author_id, lead.partner_id, so.partner_id) AS partner_id,
                   date_trunc('second', doc.date) AS since, NULL::date AS day,
                   NULL::integer AS stage_days
              FROM mail_message doc
         LEFT JOIN res_partner author ON author.id = doc.author_id
                   %(documents)s
         LEFT JOIN res_users seller ON seller.id = %(user)s
             WHERE doc.message_type = 'email' AND doc.date >= %(oldest)s
               AND COALESCE(author.partner_share, TRUE)
               AND (partner.id IS NULL OR seller.id IS NOT NULL)
               AND %(alive)s AND %(place)s AND %(answers)s
          ORDER BY doc.model, doc.res_id, doc.date, doc.id
            """,
            user=SQL(user),
            team=SQL(team),
            company=SQL(company),
            here=self.env.company.id,
            documents=DOCUMENTS,
            oldest=fields.Datetime.now() - timedelta(days=LETTER_DAYS),
            alive=self._get_alive_sql(),
            place=self._get_place_sql(team, company),
            answers=answers,
        )
