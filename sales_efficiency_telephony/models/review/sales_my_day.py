from odoo import api, models
from odoo.fields import Domain

from .pbx_listening import OPEN

#: Calls that a day can hold; nobody listens to more.
LIMIT = 100


class SalesMyDay(models.AbstractModel):
    """The day of a head holds the calls to listen to."""

    _inherit = "sales.my.day"

    @api.model
    def _get_lines(self, day):
        """Add the calls drawn for the person to listen to."""
        return super()._get_lines(day) + self._get_listening_lines(day)

    @api.model
    def _get_listening_lines(self, day):
        """Return a line for each call that waits."""
        listening = self.env["pbx.listening"]
        if not listening.has_access("read"):
            return []
        waiting = listening.search(
            Domain("head_id", "=", self.env.uid)
            & Domain("state", "in", OPEN)
            & Domain("day", "<=", day),
            limit=LIMIT,
        )
        lines = [
            self._get_line(
                "overdue" if one.day < day else "today",
                f"listening-{one.id}",
                one.day,
                self.env._("Listen to a call of %(person)s", person=one.user_id.name),
                res_model="pbx.listening",
                res_id=one.id,
                icon="fa-headphones",
                is_late=one.day < day,
                name=one.call_id.sudo().display_name,
            )
            for one in waiting
        ]
        self._add_contacts(lines)
        return lines
