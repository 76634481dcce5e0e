from odoo import api, fields, models
from odoo.tools import SQL


class MailingOfferReport(models.Model):
    """What became of each offer that letters made."""

    _name = "mailing.offer.report"
    _description = "Offers by Letter"
    _auto = False
    _order = "sent_at desc, id desc"

    chain_id = fields.Many2one(comodel_name="mailing.chain", readonly=True)
    step_id = fields.Many2one(comodel_name="mailing.chain.step", readonly=True)
    company_id = fields.Many2one(comodel_name="res.company", readonly=True)
    currency_id = fields.Many2one(related="company_id.currency_id")
    partner_id = fields.Many2one(
        comodel_name="res.partner", string="Client", readonly=True
    )
    user_id = fields.Many2one(
        comodel_name="res.users", string="Salesperson", readonly=True
    )
    kind = fields.Selection(
        selection=[
            ("quotation", "Quotation"),
            ("code", "Code"),
            ("pricelist", "Price List"),
        ],
        readonly=True,
    )
    code = fields.Char(readonly=True)
    order_id = fields.Many2one(comodel_name="sale.order", readonly=True)
    sent_at = fields.Datetime(string="Sent", readonly=True)
    seen_at = fields.Datetime(string="Seen", readonly=True)
    accepted_at = fields.Datetime(string="Accepted", readonly=True)
    valid_until = fields.Date(readonly=True)
    state = fields.Selection(
        selection=[
            ("sent", "Sent"),
            ("seen", "Seen"),
            ("accepted", "Accepted"),
            ("expired", "Expired"),
        ],
        readonly=True,
    )
    sent_count = fields.Integer(string="Offers", readonly=True)
    seen_count = fields.Integer(
        string="Seen by Clients",
        readonly=True,
        help="Quotations only: who looks at a code is not known.",
    )
    accepted_count = fields.Integer(string="Offers Accepted", readonly=True)
    expired_count = fields.Integer(string="Offers Expired", readonly=True)
    revenue = fields.Monetary(
        readonly=True, help="Orders that came of it, without taxes."
    )

    @property
    def _table_query(self):
        return SQL(
            "SELECT %s FROM %s", self._get_select(fields.Date.today()), self._get_from()
        )

    @api.model
    def _get_select(self, today):
        """Return the columns; an order that was cancelled since was not accepted."""
        is_accepted = SQL("sold.state = 'sale'")
        is_expired = SQL(
            "(sold.state IS DISTINCT FROM 'sale' AND offer.valid_until < %s)", today
        )
        return SQL(
            """
            offer.id, offer.chain_id, offer.step_id, offer.company_id, offer.partner_id,
            offer.user_id, offer.kind, offer.code, offer.sent_at, offer.seen_at,
            offer.valid_until,
            CASE WHEN %(is_accepted)s THEN offer.accepted_at END AS accepted_at,
            COALESCE(offer.accepted_order_id, offer.order_id) AS order_id,
            CASE WHEN %(is_accepted)s THEN 'accepted'
                 WHEN %(is_expired)s THEN 'expired'
                 WHEN offer.seen_at IS NOT NULL THEN 'seen'
                 ELSE 'sent' END AS state,
            1 AS sent_count,
            (offer.seen_at IS NOT NULL)::int AS seen_count,
            COALESCE(%(is_accepted)s, FALSE)::int AS accepted_count,
            %(is_expired)s::int AS expired_count,
            CASE WHEN %(is_accepted)s
                 THEN sold.amount_untaxed / COALESCE(NULLIF(sold.currency_rate, 0), 1)
                 ELSE 0 END AS revenue
            """,
            is_accepted=is_accepted,
            is_expired=is_expired,
        )

    @api.model
    def _get_from(self):
        return SQL(
            """
            mailing_offer offer
            LEFT JOIN sale_order sold ON sold.id = offer.accepted_order_id
            """
        )

    @api.model
    def _get_action(self, domain, name):
        """Return the action that shows these offers."""
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "sales_efficiency_mailing.mailing_offer_report_action"
        )
        return {**action, "domain": domain, "display_name": name, "context": {}}
