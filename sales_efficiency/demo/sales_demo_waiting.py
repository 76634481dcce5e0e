from datetime import timedelta

from odoo import fields, models
from odoo.tools import SQL

from .rhythm import WORKERS

#: What clients ask, and how many hours ago at the time of installation.
LETTERS = (
    ("Question about the maintenance contract", 30),
    ("Could you send the price list again?", 5),
)
#: What was promised, and so many days ago.
PROMISES = (("Send the offer", 4), ("Call back about delivery", 1))
#: What leaders have to do themselves.
ERRANDS = ("Listen to two calls of Lucas", "Prepare the team meeting")


class SalesDemo(models.AbstractModel):
    _inherit = "sales.demo"

    def _make_waiting(self):
        """Let something wait for everybody: letters, promises, deals gone quiet."""
        deals = self.env["crm.lead"].search(
            [("won_status", "=", "pending"), ("type", "=", "opportunity")], order="id"
        )
        by_user = deals.grouped("user_id")
        for worker in WORKERS:
            own = by_user.get(self._get_user(worker), deals.browse())
            self._write_letters(own[:2])
            self._break_promises(own[2:4])
            self._leave_quiet(own[4:6])
        self._make_errands()
        self._remind()
        # What Lucas has left undone longest has reached his leader.
        lucas = self._ref("res_users_lucas")
        reminders = self.env["sales.reminder"].search(
            [("user_id", "=", lucas.id), ("kind", "=", "overdue")],
            order="since",
            limit=1,
        )
        for reminder in reminders:
            reminder.told_at -= timedelta(days=5)
        self._remind()

    def _remind(self):
        for rule in self.env["sales.reminder.rule"].search([]):
            for _count in rule._run():
                continue

    def _write_letters(self, deals):
        now = fields.Datetime.now()
        self.env["mail.message"].create(
            [
                {
                    "model": deal._name,
                    "res_id": deal.id,
                    "message_type": "email",
                    "subtype_id": self.env.ref("mail.mt_comment").id,
                    "author_id": deal.partner_id.id,
                    "email_from": deal.partner_id.email,
                    "date": now - timedelta(hours=hours),
                    "subject": subject,
                    "body": subject,
                }
                for deal, (subject, hours) in zip(deals, LETTERS, strict=False)
            ]
        )

    def _break_promises(self, deals):
        today = self.env.user._get_sales_today()
        self.env["mail.activity"].create(
            [
                self._prepare_task(deal, deal.user_id, summary)
                | {"date_deadline": today - timedelta(days=days)}
                for deal, (summary, days) in zip(deals, PROMISES, strict=False)
            ]
        )

    def _make_errands(self):
        """Give the leader of the first team something of the day's own."""
        nora = self._ref("res_users_nora")
        today = self.env.user._get_sales_today()
        self.env["mail.activity"].create(
            [
                {
                    "activity_type_id": self.env.ref("mail.mail_activity_data_todo").id,
                    "user_id": nora.id,
                    "summary": summary,
                    "date_deadline": today,
                }
                for summary in ERRANDS
            ]
        )

    def _prepare_task(self, record, user, summary):
        return {
            "activity_type_id": self.env.ref("mail.mail_activity_data_todo").id,
            "res_model_id": self.env["ir.model"]._get_id(record._name),
            "res_id": record.id,
            "user_id": user.id,
            "summary": summary,
        }

    def _leave_quiet(self, deals):
        """Let the deals be of some weeks ago, with nothing since."""
        deals.flush_recordset()
        self.env.cr.execute(
            SQL(
                """
                UPDATE crm_lead
                   SET create_date = create_date - interval '5 weeks',
                       date_open = date_open - interval '5 weeks',
                       date_last_stage_update = date_last_stage_update - interval '5 weeks'
                 WHERE id = ANY(%s)
                """,
                deals.ids,
            )
        )
        deals.invalidate_recordset()
