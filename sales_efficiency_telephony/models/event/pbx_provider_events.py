from datetime import timezone

from odoo import fields, models
from odoo.tools import SQL, split_every

from .pbx_event_sweep import CALLS

#: More phones than this are none of one phone system: they are not noted by themselves.
MAX_PHONES = 1000
#: Facts written at a time.
PORTION = 500


class PbxProvider(models.Model):
    """What has been told by a phone system, as its form shows it."""

    _inherit = "pbx.provider"

    event_count = fields.Integer(
        string="Facts Today", compute="_compute_event_count", help="Since midnight."
    )
    failed_count = fields.Integer(compute="_compute_failed_count")

    def _compute_event_count(self):
        midnight = fields.Datetime.context_timestamp(
            self, fields.Datetime.now()
        ).replace(hour=0, minute=0, second=0, microsecond=0)
        since = fields.Datetime.to_string(
            midnight.astimezone(timezone.utc).replace(tzinfo=None)
        )
        groups = (
            self.env["pbx.event"]
            .sudo()
            ._read_group(
                [("provider_id", "in", self.ids), ("received_at", ">=", since)],
                ["provider_id"],
                ["__count"],
            )
        )
        counts = {provider.id: count for provider, count in groups}
        for provider in self:
            provider.event_count = counts.get(provider.id, 0)

    def _compute_failed_count(self):
        failing = self._get_failing()
        for provider in self:
            provider.failed_count = failing.get(provider.id, 0)

    def _get_failing(self):
        """Count by the small index of what waits, however much was told."""
        groups = (
            self.env["pbx.event"]
            .sudo()
            ._read_group(
                [("provider_id", "in", self.ids), ("state", "=", "error")],
                ["provider_id"],
                ["__count"],
            )
        )
        return super()._get_failing() | {
            provider.id: count for provider, count in groups
        }

    def _play(self, script):
        """Hear of a play in portions, as of any report; show its calls."""
        events = self.env["pbx.event"].sudo()
        for portion in split_every(PORTION, script, list):
            events._take(self, [(fact, None) for fact in portion])
        call_uids = {fact.call for fact in script}
        for portion in split_every(CALLS, sorted(call_uids), set):
            events._apply(self, portion)
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Calls Played"),
            "res_model": "pbx.call",
            "views": [(False, "list"), (False, "form")],
            "domain": [
                ("provider_id", "=", self.id),
                ("call_uid", "in", sorted(call_uids)),
            ],
        }

    def _note_phones(self, numbers):
        """Note phones seen in calls, so that somebody says whose they are.

        :param numbers: extensions, as the phone system names them
        """
        self.ensure_one()
        numbers = {number[:64] for number in numbers if number}
        unknown = sorted(numbers - set(self.extension_ids.mapped("number")))
        if not unknown or len(self.extension_ids) + len(unknown) > MAX_PHONES:
            return
        self.env["pbx.extension"].flush_model()
        self.env.cr.execute(
            SQL(
                """
                INSERT INTO pbx_extension (
                    provider_id, company_id, number, is_seen, create_date, write_date
                )
                SELECT %s, %s, number, true, now() AT TIME ZONE 'UTC', now() AT TIME ZONE 'UTC'
                  FROM unnest(%s) AS number
                ON CONFLICT DO NOTHING
                """,
                self.id,
                self.company_id.id,
                unknown,
            ),
            # Seen by two at once: whoever comes second begins again.
            log_exceptions=False,
        )
        self.invalidate_recordset(["extension_ids"])

    # ------------------------------------------------------------
    # ACTIONS
    # ------------------------------------------------------------

    def action_open_events(self):
        """Show what the phone system has told."""
        return self._open_events()

    def action_open_failed(self):
        """Show what nothing could be made of."""
        return self._open_events(search_default_failed=1)

    def _open_events(self, **filters):
        self.ensure_one()
        action = self.env["ir.actions.actions"]._for_xml_id(
            "sales_efficiency_telephony.pbx_event_action"
        )
        return action | {
            "domain": [("provider_id", "=", self.id)],
            "context": filters,
        }
