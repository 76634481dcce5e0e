import asyncio

from odoo import models
from odoo.exceptions import UserError

from ...listener.ami import Ami, AmiError, Refused, Untrusted, make_tls
from ...tools.call_reference import REF_PREFIX
from ...tools.dialling import fill, is_word


class PbxProvider(models.Model):
    """Calls that an Asterisk begins for us."""

    _inherit = "pbx.provider"

    def _get_dial_defaults(self):
        if self.code != "asterisk":
            return super()._get_dial_defaults()
        return {"dial_channel": "PJSIP/{extension}", "dial_context": "from-internal"}

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
        provider, places = self.sudo(), self._get_dial_places(extension, number)
        if not is_word(ref):
            raise ValueError("A reference is letters, digits, dots and dashes.")
        # The events of a channel named so tell its name back.
        channel = REF_PREFIX + ref.removeprefix(REF_PREFIX)
        defaults = self._get_dial_defaults()
        return {
            "Channel": fill(provider.dial_channel or defaults["dial_channel"], places),
            "Context": provider.dial_context or defaults["dial_context"],
            "Exten": fill(provider.dial_number or "{number}", places),
            "Priority": 1,
            "CallerID": '"{number}" <{number}>'.format_map(places),
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


async def _ask(settings, action, values):
    tls = make_tls(settings["certificate"]) if settings["tls"] else None
    ami = await Ami.open(settings["host"], settings["port"], tls)
    try:
        await ami.login(settings["user"], settings["secret"], events="off")
        return await ami.ask(action, **values), ami.banner
    finally:
        await ami.close()
