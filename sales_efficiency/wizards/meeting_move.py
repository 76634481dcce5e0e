from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import UserError


class SalesMeetingMove(models.TransientModel):
    """Ask when a meeting that did not take place will."""

    _name = "sales.meeting.move"
    _description = "Move Meeting"

    event_id = fields.Many2one(
        comodel_name="calendar.event",
        string="Meeting",
        required=True,
        readonly=True,
        ondelete="cascade",
    )
    allday = fields.Boolean(related="event_id.allday")
    start = fields.Datetime(
        string="New Time",
        required=True,
        compute="_compute_start",
        store=True,
        readonly=False,
        help="The meeting lasts as long as before.",
    )

    @api.depends("event_id")
    def _compute_start(self):
        """Propose the same hour, a week on or as many weeks as lie between."""
        now = fields.Datetime.now()
        for wizard in self:
            start = wizard.event_id.start
            if start:
                weeks = max((now - start).days // 7, 0) + 1
                wizard.start = start + timedelta(weeks=weeks)

    def action_move(self):
        """Make the new meeting and open it."""
        self.ensure_one()
        event = self.event_id
        if self.start == event.start:
            raise UserError(
                self.env._("“%(meeting)s” is at that time already.", meeting=event.name)
            )
        new = event._move_sales_meeting(
            self.start, self.start + (event.stop - event.start)
        )
        return {
            "type": "ir.actions.act_window",
            "res_model": "calendar.event",
            "res_id": new.id,
            "views": [(False, "form")],
        }
