from odoo import fields, models
from odoo.tools import SQL


class SalesReminderRule(models.Model):
    _inherit = "sales.reminder.rule"

    def _get_cared_for_sql(self):
        """Who is on the way through the chain of care needs nobody else for now; nor, for
        a day, who can get into it.
        """
        self.env["mailing.chain.participant"].flush_model()
        self.env["mailing.chain"].flush_model(["state", "active"])
        self.env["mailing.optout"].flush_model(["email_normalized", "chain_id"])
        return SQL(
            """
            (%(cared)s OR EXISTS (
                SELECT FROM mailing_chain care
                  JOIN res_partner person
                    ON person.commercial_partner_id = client.id AND person.active
                 WHERE care.id = home.care_chain_id
                   AND care.active AND care.state = 'running'
                   AND (EXISTS (
                        SELECT FROM mailing_chain_participant one
                         WHERE one.chain_id = care.id AND one.state = 'running'
                           AND one.email_normalized = person.email_normalized)
                    OR (%(writable)s AND client.sales_last_contact_at
                        >= %(now)s::timestamp
                           - (home.sales_contact_days + 1) * interval '1 day'))
            ))
            """,
            cared=super()._get_cared_for_sql(),
            writable=self.env["res.partner"]._get_writable_sql(SQL("care.id")),
            now=fields.Datetime.now(),
        )
