from datetime import timedelta

from odoo import api, fields, models

#: Closed reminders are forgotten after so many days.
KEPT_DAYS = 400


class SalesReminder(models.Model):
    """One cause that somebody is or was reminded of, and how far it has come.

    Made and closed by the scheduled action alone; the unique index is what makes it one
    reminder a cause, whatever happens.
    """

    _name = "sales.reminder"
    _description = "Reminder"
    _order = "reminded_at desc, id desc"
    _rec_name = "res_name"

    rule_id = fields.Many2one(
        comodel_name="sales.reminder.rule",
        required=True,
        index=True,
        ondelete="cascade",
    )
    kind = fields.Selection(related="rule_id.kind", store=True)
    res_model = fields.Char(string="Model", required=True)
    res_id = fields.Many2oneReference(
        string="Record", model_field="res_model", required=True
    )
    res_name = fields.Char(string="About")
    cause = fields.Char(
        required=True, help="What exactly: which letter, which promise."
    )
    since = fields.Datetime(
        required=True, help="Since when: letter, deadline, or the last thing done."
    )
    user_id = fields.Many2one(
        comodel_name="res.users",
        string="Reminded",
        required=True,
        index=True,
        ondelete="cascade",
    )
    team_id = fields.Many2one(
        comodel_name="crm.team", index="btree_not_null", ondelete="set null"
    )
    company_id = fields.Many2one(
        comodel_name="res.company", required=True, index=True, ondelete="cascade"
    )
    due_at = fields.Datetime(string="Was Due")
    reminded_at = fields.Datetime(string="Reminded On", required=True)
    told_at = fields.Datetime(
        string="Last Told", required=True, help="The person, or who was told last."
    )
    step = fields.Integer(string="Escalations", default=0)
    state = fields.Selection(
        selection=[
            ("open", "Open"),
            ("done", "Done by the person"),
            ("gone", "Cause is gone"),
        ],
        required=True,
        default="open",
    )
    date_closed = fields.Datetime(string="Closed")
    activity_ids = fields.One2many(
        comodel_name="mail.activity",
        inverse_name="sales_reminder_id",
        string="Activities",
        context={"active_test": False},
    )

    _cause_uniq = models.UniqueIndex("(rule_id, res_model, res_id, cause)")
    _open_idx = models.Index("(rule_id, id) WHERE state = 'open'")
    _open_record_idx = models.Index("(res_id) WHERE state = 'open'")
    _recent_idx = models.Index("(rule_id, reminded_at)")

    # ------------------------------------------------------------
    # CLOSING
    # ------------------------------------------------------------

    def _note_done(self):
        """Close what the person has dealt with.

        A promise that is still open is not kept by ticking off the reminder.
        """
        self.filtered(lambda one: one.kind != "overdue")._close("done")

    def _close(self, state="gone"):
        """Close reminders, and what is open of their activities with a word on why.

        Such an activity was not done by anybody: it must not count as a call.
        """
        reminders = self.filtered(lambda one: one.state == "open")
        if not reminders:
            return
        reminders.write({"state": state, "date_closed": fields.Datetime.now()})
        activities = self.env["mail.activity"].sudo()
        activities = activities.search([("sales_reminder_id", "in", reminders.ids)])
        activities = activities.with_context(sales_reminding=True)
        calls = activities.filtered(
            lambda one: one.activity_type_id.category == "phonecall"
        )
        calls.activity_type_id = self.env.ref("mail.mail_activity_data_todo", False)
        activities.write(
            {
                "active": False,
                "feedback": self.env._("No longer needed: it is settled."),
            }
        )

    @api.autovacuum
    def _gc_reminders(self):
        oldest = fields.Datetime.now() - timedelta(days=KEPT_DAYS)
        self.sudo().search(
            [("state", "!=", "open"), ("date_closed", "<", oldest)], limit=10_000
        ).unlink()

    def action_open_record(self):
        """Open what the reminder is about."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "res_model": self.res_model,
            "res_id": self.res_id,
            "views": [(False, "form")],
        }
