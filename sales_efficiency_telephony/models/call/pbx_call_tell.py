from markupsafe import Markup

from odoo import models

from ...tools.call_state import LIVE
from ...tools.talk_time import talk_time


class PbxCall(models.Model):
    """What the deal's own log says of talks: a line for each, without any mail."""

    _inherit = "pbx.call"

    def _tell_deals(self, before=None):
        """Note on the deals the talks that are over.

        :param dict before: ``{call id: state before}``; only calls that have ended since,
            and not long ago, are noted, all where it is left out
        """
        lines = {}
        for call in self.filtered("lead_id"):
            ended = call.state not in LIVE and call.talk_seconds
            if ended and (before is None or call._ended_now(before[call.id])):
                lines.setdefault(call.lead_id, []).append(call._get_talk_line())
        leads = self.env["crm.lead"].concat(*lines)
        leads._message_log_batch(
            bodies={
                lead.id: Markup("<br/>").join(texts) for lead, texts in lines.items()
            }
        )

    def _ended_now(self, state_before):
        return state_before in (False, *LIVE) and self._is_fresh()

    def _get_talk_line(self):
        """Return a line that says who talked with whom, and for how long."""
        people = self.leg_ids.filtered(lambda leg: leg.outcome == "talked")
        names = {
            "time": self._get_html_link(title=talk_time(self.talk_seconds)),
            "users": ", ".join(
                dict.fromkeys(leg.user_id.name or leg.extension for leg in people)
            )
            or self.user_id.name
            or "",
            "client": self.partner_id.name or self.number or "",
        }
        if self.direction == "in":
            line = self.env._("Call from %(client)s: %(users)s talked %(time)s.")
        else:
            line = self.env._("Call to %(client)s: %(users)s talked %(time)s.")
        return Markup.escape(line) % names
