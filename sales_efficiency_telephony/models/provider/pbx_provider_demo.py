import random
import time

from odoo import fields, models
from odoo.exceptions import UserError

from ...tools import demo_calls


class PbxProvider(models.Model):
    """A phone system that plays: whole conversations, without any network."""

    _inherit = "pbx.provider"

    demo_play = fields.Selection(
        selection=[
            ("answered", "A client is answered"),
            ("missed", "Nobody answers a client"),
            ("queue", "A queue rings, one answers"),
            ("abandoned", "A client hangs up in the queue"),
            ("transfer", "A client is put through"),
            ("outgoing", "A client is called"),
            ("busy", "A client is busy"),
            ("unreached", "A client does not answer"),
            ("internal", "Colleagues talk"),
        ],
        string="What to Play",
        default="answered",
    )

    def action_play_call(self):
        """Play one conversation, that has just ended."""
        self._check_demo()
        talk = random.uniform(20, 240)
        script = demo_calls.play(
            self.demo_play or "answered",
            at=time.time() - talk - demo_calls.LEAD_IN,
            phones=self._get_demo_phones(),
            number=random.choice(self._get_demo_numbers()),
            talk=talk,
        )
        return self._play(script)

    def action_play_day(self):
        """Play a working day of conversations, up to now."""
        self._check_demo()
        return self._play(
            demo_calls.play_day(
                until=time.time(),
                phones=self._get_demo_phones(),
                numbers=self._get_demo_numbers(),
                seed=random.randrange(10**9),
            )
        )

    def _check_demo(self):
        self.ensure_one()
        self.check_access("write")
        if self.code != "demo":
            raise UserError(
                self.env._("Kind: only the demonstration plays calls. Add one.")
            )

    def _get_demo_phones(self):
        phones = self.sudo().extension_ids.filtered("user_id").mapped("number")
        if not phones:
            raise UserError(
                self.env._("Phones: add one with a salesperson, such as 101.")
            )
        return phones

    def _get_demo_numbers(self):
        """Return whom the plays are with: clients there are, and one unknown."""
        partners = self.env["res.partner"].search(
            [("phone_sanitized", "!=", False)], limit=20, order="id"
        )
        return [*partners.mapped("phone_sanitized"), "+12025550123"]

    def _play(self, script):
        """Tell of a play as a phone system would; what hears it is ``pbx.event``."""
        raise NotImplementedError
