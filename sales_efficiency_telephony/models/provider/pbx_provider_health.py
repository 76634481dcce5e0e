from datetime import timedelta

from odoo import api, fields, models
from odoo.tools import format_datetime


class PbxProvider(models.Model):
    """Whether a phone system is still heard of, and whose its phones are."""

    _inherit = "pbx.provider"

    quiet_hours = fields.Integer(
        string="Warn After",
        default=24,
        help="Hours without a report after which something may be wrong. 0: never.",
    )
    health = fields.Selection(
        selection=[
            ("new", "Nothing heard yet"),
            ("well", "Reporting"),
            ("quiet", "Gone quiet"),
            ("failing", "Reports fail"),
        ],
        compute="_compute_health",
    )
    health_note = fields.Char(compute="_compute_health")

    @api.depends("last_event_at", "quiet_hours")
    def _compute_health(self):
        failing = self._get_failing()
        now = fields.Datetime.now()
        for provider in self:
            heard = provider.last_event_at
            pause = timedelta(hours=provider.quiet_hours)
            if failing.get(provider.id):
                provider.health = "failing"
            elif not heard:
                provider.health = "new"
            elif provider.quiet_hours and now - heard > pause:
                provider.health = "quiet"
            else:
                provider.health = "well"
            provider.health_note = provider._get_health_note(failing.get(provider.id))

    def _get_failing(self):
        """Return ``{id: how many reports of a phone system nothing could be made of}``.

        Reports are known to ``pbx.event``, which builds on this model.
        """
        return {}

    def _get_health_note(self, failing):
        """Return what is to be known of a phone system, in a sentence."""
        _ = self.env._
        if self.health == "failing":
            return _("Facts waiting to be tried again: %(count)s.", count=failing)
        if self.health == "new":
            return _("Nothing has been heard of this phone system yet.")
        heard = format_datetime(self.env, self.last_event_at)
        if self.health == "quiet":
            return _(
                "Nothing heard since %(moment)s: see whether it still reports.",
                moment=heard,
            )
        return _("Last heard of on %(moment)s.", moment=heard)
