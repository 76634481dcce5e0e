from odoo import api, fields, models
from odoo.tools import SQL


class SalesContactDay(models.Model):
    """How many current clients a salesperson had on a day, and with how many of them
    there was contact lately.

    A share of a base is a state, not something that happens: it is noted day by day. Of a
    longer time the ratio of the sums is the average share.
    """

    _name = "sales.contact.day"
    _description = "Clients in Touch by Day"
    _order = "day desc, id desc"
    _rec_name = "day"

    day = fields.Date(required=True, readonly=True)
    company_id = fields.Many2one(
        comodel_name="res.company", required=True, readonly=True, ondelete="cascade"
    )
    user_id = fields.Many2one(
        comodel_name="res.users",
        string="Salesperson",
        readonly=True,
        index="btree_not_null",
        ondelete="set null",
    )
    team_id = fields.Many2one(
        comodel_name="crm.team",
        string="Sales Team",
        readonly=True,
        index="btree_not_null",
        ondelete="set null",
    )
    client_count = fields.Integer(string="Current Clients", readonly=True)
    touch_count = fields.Integer(string="In Touch", readonly=True)

    _day_idx = models.Index("(company_id, day)")

    @api.model
    def _note_today(self):
        """Note the figures of today, each company's; again if they were noted before."""
        for company in self.env["res.company"].sudo().search([]):
            day = company._get_sales_contact_today()
            self.sudo().search(
                [("company_id", "=", company.id), ("day", "=", day)]
            ).unlink()
            self._insert_day(company, day)

    @api.model
    def _insert_day(self, company, day):
        self.env.flush_all()
        self.env.cr.execute(
            SQL(
                """
                INSERT INTO sales_contact_day
                            (day, company_id, user_id, team_id, client_count, touch_count,
                             create_uid, create_date, write_uid, write_date)
                SELECT %(day)s, home.id, seller.id, seller.sale_team_id, COUNT(*),
                       COUNT(*) FILTER (
                           WHERE client.sales_last_contact_at >= %(now)s::timestamp
                                 - home.sales_contact_days * interval '1 day'),
                       %(uid)s, %(now)s, %(uid)s, %(now)s
                  FROM res_partner client %(owner)s
                 WHERE client.active AND client.sales_first_order_id IS NOT NULL
                   AND home.id = %(company)s
              GROUP BY home.id, seller.id, seller.sale_team_id
                """,
                day=day,
                now=fields.Datetime.now(),
                uid=self.env.uid,
                owner=self.env["res.partner"]._get_owner_join(),
                company=company.id,
            )
        )
