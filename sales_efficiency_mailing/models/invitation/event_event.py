from odoo import models
from odoo.tools import format_datetime, format_time

#: Fields whose change may change how long it is waited for an event, or whether.
TELLING = {"date_begin", "date_end", "date_tz", "kanban_state", "active"}


class EventEvent(models.Model):
    """Events that chains invite to."""

    _inherit = "event.event"

    def write(self, vals):
        """Let chains look anew at who waits for an event that is another one now."""
        done = super().write(vals)
        if vals.keys() & TELLING:
            steps = (
                self.env["mailing.chain.step"]
                .sudo()
                .search([("event_id", "in", self.ids)])
            )
            steps._release_held()
            steps._wake_invited()
        return done

    def _get_free_ticket(self):
        """Return a ticket that can be had and costs nothing; none if there is none."""
        self.ensure_one()
        return self.event_ticket_ids.filtered(
            lambda ticket: (
                ticket.sale_available
                and not ("price" in ticket._fields and ticket.price)
            )
        )[:1]

    def _get_time_text(self):
        """Return from when to when an event is, by the clock of its place."""
        self.ensure_one()
        zone = self.date_tz
        if self.is_one_day:
            end = format_time(self.env, self.date_end, tz=zone, time_format="short")
        else:
            end = format_datetime(self.env, self.date_end, tz=zone, dt_format="short")
        begin = format_datetime(self.env, self.date_begin, tz=zone, dt_format="short")
        return f"{begin} – {end} ({zone})"

    def _has_free_seats(self):
        """Tell whether somebody may register without choosing a slot or paying."""
        self.ensure_one()
        if not self.event_registrations_open or self.is_multi_slots:
            return False
        return not self.event_ticket_ids or bool(self._get_free_ticket())


class MailingChainStep(models.Model):
    _inherit = "mailing.chain.step"

    def _wake_invited(self, domain=()):
        """Have chains look at those who wait at these steps."""
        if self:
            self.env["mailing.chain.participant"].sudo().search(
                [("step_id", "in", self.ids), ("state", "=", "running"), *domain]
            )._wake("event")
