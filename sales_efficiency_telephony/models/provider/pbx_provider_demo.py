import random
import time
from dataclasses import replace

from odoo import fields, models
from odoo.exceptions import UserError

from ...tools import demo_calls
from .pbx_provider import ADMIN

#: Seconds of talk with who is dialled by a click.
DIALLED_TALK = 20


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
    #: The call that rings or is talked in: when it began, its phone and its number.
    demo_live = fields.Json(copy=False, groups=ADMIN)
    demo_step = fields.Selection(
        selection=[("ring", "Ringing"), ("answer", "In talk")],
        string="Call Going On",
        readonly=True,
        copy=False,
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

    def action_ring(self):
        """Let a client ring the current user's phone now."""
        self._check_demo()
        phone = self.sudo().extension_ids.filtered(
            lambda one: one.user_id == self.env.user
        )[:1]
        if not phone:
            raise UserError(
                self.env._("Phones: give yourself one of this phone system first.")
            )
        self.demo_live = {
            "at": time.time(),
            "phone": phone.number,
            "number": random.choice(self._get_demo_numbers()),
        }
        self._play_step("ring")

    def action_answer(self):
        """Answer the call that rings."""
        self._check_demo()
        if self.demo_step == "ring":
            self._play_step("answer")

    def action_hang_up(self):
        """End the call that rings or is talked in."""
        self._check_demo()
        if self.demo_step:
            self._play_step("give_up" if self.demo_step == "ring" else "hang_up")

    def _play_step(self, step):
        """Tell of what happens now to the call that is going on."""
        call = self.demo_live
        self.demo_step = step if step in ("ring", "answer") else False
        self._play(demo_calls.play_step(step, time.time(), **call))

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

    def _can_dial(self):
        return self.code == "demo" or super()._can_dial()

    def _dial(self, extension, number, ref):
        """Play the talk with who was dialled, that has just ended."""
        self.ensure_one()
        if self.code != "demo":
            return super()._dial(extension, number, ref)
        script = demo_calls.play(
            "outgoing",
            at=time.time() - DIALLED_TALK - demo_calls.LEAD_IN,
            phones=[extension.number],
            number=number,
            talk=DIALLED_TALK,
        )
        # The call was begun in a transaction of its own, which this one may not see: as
        # any phone system does, this one reports in another.
        with self.env.registry.cursor() as cr:
            provider = self.with_env(self.env(cr=cr))
            provider._play([replace(fact, ref=ref) for fact in script])
        return True

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
        deals = self.env["crm.lead"].search(
            [
                ("won_status", "=", "pending"),
                ("partner_id.phone_sanitized", "!=", False),
            ],
            limit=20,
            order="id desc",
        )
        partners = deals.partner_id or self.env["res.partner"].search(
            [("phone_sanitized", "!=", False), ("partner_share", "=", True)],
            limit=20,
            order="id",
        )
        return [*partners.mapped("phone_sanitized"), "+12025550123"]

    def _play(self, script):
        """Tell of a play as a phone system would; what hears it is ``pbx.event``."""
        raise NotImplementedError
