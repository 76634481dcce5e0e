from datetime import timedelta

from odoo import models

from .pbx_call_missed_settle import TALKS

#: A deal may be opened while the call goes on, or when it is over: not a day later.
BEFORE = timedelta(days=1)


class PbxCall(models.Model):
    """A talk is the first contact with the client of a deal that has had none."""

    _inherit = "pbx.call"

    def _on_recorded(self, before, states):
        """Tell deals that their client was spoken to."""
        done = super()._on_recorded(before, states)
        for call in self.sudo():
            if call.state in TALKS and before.get(call.id) not in TALKS:
                call._note_talk()
        return done

    def write(self, vals):
        """Tell a deal that is chosen for the call by hand as well."""
        done = super().write(vals)
        if vals.get("lead_id"):
            for call in self.sudo().filtered(lambda call: call.state in TALKS):
                call._note_talk()
        return done

    def _note_talk(self):
        """Note the first contact; a call of long ago is none with a newer deal."""
        deal, moment = self.lead_id, self.answered_at or self.started_at
        if deal.create_date and moment >= deal.create_date - BEFORE:
            deal._note_first_contact(moment)
