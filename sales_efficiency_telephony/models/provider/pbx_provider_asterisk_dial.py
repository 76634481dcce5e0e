import asyncio
import re

from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError

from ...listener.ami import Ami, AmiError, Refused, Untrusted, make_tls
from .pbx_provider import ADMIN

#: What may be dialled, once spaces, brackets and the like are taken out.
NUMBER = re.compile(r"\+?[0-9*#]{1,32}")
FILLING = re.compile(r"[\s().\-/]")
EXTENSION = re.compile(r"[A-Za-z0-9_.\-]{1,40}")
WORD = re.compile(r"[A-Za-z0-9_.\-]{1,79}")
#: What stands in a template once its places are filled.
CHANNEL = re.compile(r"[A-Za-z0-9_.\-+@/:*#]{1,120}")
#: What the channels of our calls are named with: their events tell it back.
PREFIX = "odoo-"


class PbxProvider(models.Model):
    """Calls that an Asterisk begins for us."""

    _inherit = "pbx.provider"

    dial_channel = fields.Char(
        string="Phone",
        default="PJSIP/{extension}",
        groups=ADMIN,
        help="What rings first: the salesperson's phone, {extension} being its number.",
    )
    dial_context = fields.Char(
        string="Context",
        default="from-internal",
        groups=ADMIN,
        help="The part of the dialplan that calls out.",
    )
    dial_number = fields.Char(
        string="Dialled As",
        default="{number}",
        groups=ADMIN,
        help="{number} is the number as it is known, {digits} the same without its plus: "
        "with 9{digits} a 9 is dialled first, as some lines want it.",
    )
    dial_seconds = fields.Integer(
        string="Seconds the Phone Rings", default=30, groups=ADMIN
    )

    @api.constrains("dial_channel", "dial_context", "dial_number")
    def _check_dial_templates(self):
        places = {"extension": "101", "number": "+1", "digits": "1"}
        for provider in self.sudo():
            for template in (provider.dial_channel, provider.dial_number):
                if template and not CHANNEL.fullmatch(_fill(template, places)):
                    raise ValidationError(
                        self.env._(
                            "Phone and Dialled As hold no spaces, and of words in braces "
                            "only {extension}, {number} and {digits}."
                        )
                    )
            if provider.dial_context and not WORD.fullmatch(provider.dial_context):
                raise ValidationError(
                    self.env._("Context is one word, such as from-internal.")
                )

    def _can_dial(self):
        return self.code == "asterisk" or super()._can_dial()

    def _dial(self, extension, number, ref):
        """Let a phone ring, and dial the client when it is taken.

        :raise UserError: where the phone system does not do it
        """
        self.ensure_one()
        if self.code != "asterisk":
            return super()._dial(extension, number, ref)
        self._ask_ami("Originate", self._prepare_originate(extension, number, ref))
        return True

    def _prepare_originate(self, extension, number, ref):
        """Return the fields of the question ``Originate``.

        :raise UserError: where something of it cannot be dialled
        """
        provider, phone = self.sudo(), extension.number or ""
        dialled = FILLING.sub("", number or "")
        if not NUMBER.fullmatch(dialled):
            raise UserError(
                self.env._(
                    "%(number)s cannot be dialled: correct the phone number.",
                    number=(number or "").strip()[:40],
                )
            )
        if not EXTENSION.fullmatch(phone):
            raise UserError(
                self.env._(
                    "%(extension)s cannot be rung: correct the extension's number.",
                    extension=phone.strip()[:40],
                )
            )
        if not WORD.fullmatch(ref or ""):
            raise ValueError("A reference is letters, digits, dots and dashes.")
        places = {
            "extension": phone,
            "number": dialled,
            "digits": dialled.removeprefix("+"),
        }
        channel = PREFIX + ref.removeprefix(PREFIX)
        return {
            "Channel": _fill(provider.dial_channel or "PJSIP/{extension}", places),
            "Context": provider.dial_context or "from-internal",
            "Exten": _fill(provider.dial_number or "{number}", places),
            "Priority": 1,
            "CallerID": f'"{dialled}" <{dialled}>',
            "Timeout": max(provider.dial_seconds, 1) * 1000,
            "Async": "true",
            "ChannelId": channel,
            "ActionID": channel,
        }

    def action_test_connection(self):
        """Say whether the manager interface lets us in."""
        self.ensure_one()
        self.check_access("write")
        answer, banner = self._ask_ami("CoreSettings", {})
        return {
            "type": "ir.actions.client",
            "tag": "display_notification",
            "params": {
                "type": "success",
                "message": self.env._(
                    "It lets us in: %(version)s.",
                    version=answer.get("AsteriskVersion") or banner,
                ),
            },
        }

    def _ask_ami(self, action, values):
        """Connect, ask one thing and hang up.

        :return: the answer, and how the phone system introduced itself
        :raise UserError: where it cannot be reached, lets nobody in, or refuses
        """
        settings = self._get_ami_settings()
        if not (settings["host"] and settings["user"] and settings["secret"]):
            raise UserError(
                self.env._(
                    "Enter the manager's host, user and secret of %(name)s first.",
                    name=self.display_name,
                )
            )
        try:
            return asyncio.run(_ask(settings, action, values))
        except Untrusted as error:
            raise UserError(
                self.env._(
                    "%(name)s shows a certificate that is not trusted (%(reason)s): "
                    "enter the phone system's own as Certificate.",
                    name=self.display_name,
                    reason=error.reason,
                )
            ) from error
        except Refused as error:
            raise UserError(
                self.env._(
                    "%(name)s does not let us in (%(reason)s): check the manager's user, "
                    "secret and permit list.",
                    name=self.display_name,
                    reason=error,
                )
            ) from error
        except (AmiError, ValueError, OSError) as error:
            raise UserError(
                self.env._(
                    "%(name)s did not do it: %(reason)s",
                    name=self.display_name,
                    reason=error,
                )
            ) from error


def _fill(template, places):
    """Return a template with the values in its places."""
    for name, value in places.items():
        template = template.replace(f"{{{name}}}", value)
    return template


async def _ask(settings, action, values):
    tls = make_tls(settings["certificate"]) if settings["tls"] else None
    ami = await Ami.open(settings["host"], settings["port"], tls)
    try:
        await ami.login(settings["user"], settings["secret"], events="off")
        return await ami.ask(action, **values), ami.banner
    finally:
        await ami.close()
