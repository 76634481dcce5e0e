from datetime import datetime, time

from odoo import api, fields, models


class MailActivity(models.Model):
    _inherit = "mail.activity"

    # ``date_done`` is a day in UTC; a call at eight in the morning in Vladivostok
    # belongs to the next one, so the moment itself has to be kept.
    sales_done_at = fields.Datetime(
        string="Done At",
        compute="_compute_sales_done_at",
        store=True,
    )

    _sales_done_at_idx = models.Index(
        "((COALESCE(sales_done_at, date_done + interval '12 hours'))) "
        "WHERE date_done IS NOT NULL"
    )

    @api.depends("date_done")
    def _compute_sales_done_at(self):
        now = fields.Datetime.now()
        for activity in self:
            day = activity.date_done
            if not day:
                activity.sales_done_at = False
            elif day == now.date():
                activity.sales_done_at = now
            else:
                activity.sales_done_at = datetime.combine(day, time(12))
