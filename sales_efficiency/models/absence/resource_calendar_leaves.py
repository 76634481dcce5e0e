from datetime import timedelta

from odoo import api, fields, models

#: Where it is day already or still, seen from UTC.
ZONES = timedelta(days=1)


class ResourceCalendarLeaves(models.Model):
    """Absences of people: their work is looked after as soon as one is known."""

    _inherit = "resource.calendar.leaves"

    _sales_date_to_idx = models.Index("(date_to) WHERE resource_id IS NOT NULL")

    @api.model_create_multi
    def create(self, vals_list):
        """Look after the work of who is away already."""
        leaves = super().create(vals_list)
        leaves._wake_absences()
        return leaves

    def write(self, vals):
        """Look after the work of who is away now, or is not any more."""
        self._wake_absences()
        done = super().write(vals)
        self._wake_absences()
        return done

    def unlink(self):
        """Give work back to who is not away any more."""
        self._wake_absences()
        return super().unlink()

    def _wake_absences(self):
        """Run the scheduled action soon if these leaves are about somebody's today."""
        now = fields.Datetime.now()
        if any(
            leave.resource_id
            and leave.date_from <= now + ZONES
            and leave.date_to >= now - ZONES
            for leave in self.sudo()
        ):
            cron = self.env.ref("sales_efficiency.ir_cron_sales_absence", False)
            if cron:
                cron.sudo()._trigger()
