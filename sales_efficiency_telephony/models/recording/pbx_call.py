from odoo import api, fields, models
from odoo.exceptions import UserError

from .pbx_recording import DELETE
from .pbx_recording_fetch import SETTLE

OWN = "sales_efficiency_telephony.group_recording_own"


class PbxCall(models.Model):
    _inherit = "pbx.call"

    recording_ids = fields.One2many(
        "pbx.recording", "call_id", string="Recordings", readonly=True, groups=OWN
    )

    def _on_recorded(self, before, states):
        """Note the files with talk, and have them fetched once the call is over."""
        result = super()._on_recorded(before, states)
        with_files = self.filtered(lambda call: states[call.id].recordings)
        if with_files:
            with_files._note_recordings(states)
        return result

    def _note_recordings(self, states):
        # The phone system says so; nobody's rights are asked.
        recordings = self.env["pbx.recording"].sudo()
        known = recordings.search([("call_id", "in", self.ids)])
        of_calls = known.grouped("call_id")
        new, forgotten = {}, recordings
        for call in self:
            of_call = of_calls.get(call, recordings)
            for told in states[call.id].recordings:
                key = recordings._get_ref_key(told.ref)
                if not key:
                    continue
                values = call._prepare_recording_values(told, key)
                found = of_call._find_told(key)
                if not found:
                    new[call.id, key] = values
                elif found.state == "erased":
                    forgotten |= found
                else:
                    found._take_told(values)
        forgotten._forget_told()
        created = recordings.create(list(new.values()))
        created._sync_people()
        over = (known | created).filtered(
            lambda one: (
                one.state == "waiting"
                and not one.try_at
                and states[one.call_id.id].ended_at is not None
            )
        )
        if over:
            at = fields.Datetime.add(fields.Datetime.now(), seconds=SETTLE)
            over.write({"try_at": at})
            over._sync_people()
            recordings._trigger_fetch(at)

    def _prepare_recording_values(self, told, ref_key):
        return {
            "call_id": self.id,
            "leg_id": self.leg_ids.filtered(lambda leg: leg.leg_uid == told.leg)[:1].id,
            "provider_id": self.provider_id.id,
            "company_id": self.company_id.id,
            "ref": told.ref,
            "ref_key": ref_key,
            "side": told.side or "both",
            "started_at": self.started_at,
        }

    @api.readonly
    def get_recording_players(self):
        """Return what the players on the call's form need; none of what is not heard."""
        self.check_access("read")
        if not self.env.user.has_group(OWN):
            return []
        # A call may be seen that may not be heard.
        return (
            self.env["pbx.recording"]
            .search([("call_id", "in", self.ids)])
            .get_recording_players()
        )

    @api.ondelete(at_uninstall=False)
    def _unlink_with_recordings(self):
        """Leave no file behind that nobody can find."""
        recordings = (
            self.env["pbx.recording"].sudo().search([("call_id", "in", self.ids)])
        )
        kept = recordings.filtered(lambda one: one.state in ("fetched", "waiting"))
        if kept and not (self.env.su or self.env.user.has_group(DELETE)):
            raise UserError(
                self.env._(
                    "These calls have recordings. Have them deleted by somebody who has "
                    "the right “Delete recordings”."
                )
            )
        recordings._erase(self.env._("The call was deleted."))
