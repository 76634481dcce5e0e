from odoo import fields, models


class MailActivity(models.Model):
    _inherit = "mail.activity"

    sales_reminder_id = fields.Many2one(
        comodel_name="sales.reminder",
        string="Reminder",
        index="btree_not_null",
        ondelete="set null",
        readonly=True,
        copy=False,
    )

    def write(self, vals):
        """Let a reminder be done when the person has done its activity."""
        done = self.browse()
        if vals.get("active") is False and not self.env.context.get("sales_reminding"):
            done = self.sudo().filtered(
                lambda one: one.active and one.sales_reminder_id
            )
        res = super().write(vals)
        if done:
            done._note_sales_reminders_done()
        return res

    def _note_sales_reminders_done(self):
        """Close the reminders of activities that the person reminded has done.

        What a leader does of an escalation leaves the reminder as it is.
        """
        own = self.filtered(
            lambda activity: activity.user_id == activity.sales_reminder_id.user_id
        )
        own.sales_reminder_id._note_done()
