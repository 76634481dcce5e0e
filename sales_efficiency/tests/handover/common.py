from odoo import Command, fields
from odoo.tools import SQL

from ..common import SalesEfficiencyCommon


class HandoverCommon(SalesEfficiencyCommon):
    """anna leaves. What she has:

    +----------+-----------------------------------------------+-----------+
    | Client   | Things                                        | Revenue   |
    +----------+-----------------------------------------------+-----------+
    | mills    | client, 2 deals, activity, meeting, quotation | 900 + 100 |
    | bank     | client, deal                                  | 500       |
    | shop     | client, deal, confirmed order                 | 300       |
    | (none)   | a deal without a client, with an activity     | 50        |
    +----------+-----------------------------------------------+-----------+
    A won deal, a lost one, and a meeting that is over stay.
    """

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.mills, cls.bank, cls.shop = cls.env["res.partner"].create(
            [
                {"name": name, "is_company": True, "user_id": cls.anna.id}
                for name in ("Mills", "Bank", "Shop")
            ]
        )
        cls.mills_deal = cls._create_deal("Mills: looms", 900, cls.mills)
        cls.mills_other = cls._create_deal("Mills: yarn", 100, cls.mills)
        cls.bank_deal = cls._create_deal("Bank: chairs", 500, cls.bank)
        cls.shop_deal = cls._create_deal("Shop: shelves", 300, cls.shop)
        cls.loose_deal = cls._create_deal("A stranger", 50)
        cls.won = cls._create_deal("Won", 10, cls.shop)
        cls.won.action_set_won()
        cls.lost = cls._create_deal("Lost", 10, cls.shop)
        cls.lost.action_set_lost()
        cls.open_deals = (
            cls.mills_deal
            | cls.mills_other
            | cls.bank_deal
            | cls.shop_deal
            | cls.loose_deal
        )
        cls.mills_call = cls._create_activity(cls.mills_deal)
        cls.loose_call = cls._create_activity(cls.loose_deal)
        cls.meeting = cls._create_meeting(days=3)
        cls.meeting.attendee_ids.filtered(
            lambda seat: seat.partner_id == cls.anna.partner_id
        ).state = "accepted"
        cls.old_meeting = cls._create_meeting(days=-3)
        cls.quotation = cls._create_quotation(cls.mills)
        cls.order = cls._create_quotation(cls.shop)
        cls.order.action_confirm()
        cls.env.flush_all()
        cls.env.invalidate_all()

    @classmethod
    def _create_deal(cls, name, revenue, partner=None, user=None):
        return cls.env["crm.lead"].create(
            {
                "name": name,
                "type": "opportunity",
                "expected_revenue": revenue,
                "probability": 20,
                "automated_probability": 35,
                "partner_id": partner.id if partner else False,
                "user_id": (user or cls.anna).id,
                "team_id": cls.north.id,
                "company_id": cls.company.id,
            }
        )

    @classmethod
    def _create_activity(cls, record, user=None):
        return record.activity_schedule(
            "mail.mail_activity_data_call",
            date_deadline=fields.Date.today(),
            summary="Call back",
            user_id=(user or cls.anna).id,
        )

    @classmethod
    def _create_meeting(cls, days):
        start = fields.Datetime.add(fields.Datetime.now(), days=days)
        return (
            cls.env["calendar.event"]
            .with_context(no_mail_to_attendees=True)
            .create(
                {
                    "name": "Visit",
                    "start": start,
                    "stop": fields.Datetime.add(start, hours=1),
                    "user_id": cls.anna.id,
                    "partner_ids": [Command.set((cls.anna.partner_id | cls.mills).ids)],
                }
            )
        )

    @classmethod
    def _create_quotation(cls, partner):
        return cls.env["sale.order"].create(
            {
                "partner_id": partner.id,
                "user_id": cls.anna.id,
                "company_id": cls.company.id,
                "order_line": [
                    Command.create({"product_id": cls.product.id, "price_unit": 70})
                ],
            }
        )

    def _preview(self, receivers, user=None, **values):
        """Return the preview that ``user`` (max) asks for."""
        wizard = (
            self.env["sales.handover.transfer"]
            .with_user(user or self.max)
            .create(
                {
                    "company_id": self.company.id,
                    "from_user_id": self.anna.id,
                    "to_user_ids": [Command.set(receivers.ids)],
                    **values,
                }
            )
        )
        action = wizard.action_preview()
        return (
            self.env[action["res_model"]]
            .with_user(user or self.max)
            .browse(action["res_id"])
        )

    def _transfer(self, receivers, **values):
        handover = self._preview(receivers, **values)
        handover.action_transfer()
        return handover

    def _get_state(self, *records):
        """Return every stored column of records as the database has it, but who wrote
        last and when.
        """
        self.env.flush_all()
        result = {}
        for some in records:
            names = [
                name
                for name, field in some._fields.items()
                if field.store
                and field.column_type
                and name not in ("write_uid", "write_date")
            ]
            query = SQL(
                "SELECT to_jsonb(t) FROM %s t WHERE id = ANY(%s)",
                SQL.identifier(some._table),
                some.ids,
            )
            for (row,) in self.env.execute_query(query):
                result[some._name, row["id"]] = {
                    name: value for name, value in row.items() if name in names
                }
        return result
