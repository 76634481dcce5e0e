import time

from odoo import models
from odoo.exceptions import UserError

from ...tools import dial_freeswitch
from ...tools.dialling import fill, read_number

XML = {"Content-Type": "text/xml"}
REFUSALS = (401, 403)
#: How often, and after how many seconds, it is looked whether the phone rings.
LOOKS, PAUSE = 5, 0.3


class PbxProvider(models.Model):
    """Calls that a FreeSWITCH begins for us, asked by ``mod_xml_rpc``.

    What becomes of them it tells when a leg is over, as of any call.
    """

    _inherit = "pbx.provider"

    def _get_dial_defaults(self):
        if self.code != "freeswitch":
            return super()._get_dial_defaults()
        return {"dial_channel": "user/{extension}", "dial_context": "default"}

    def _can_dial(self):
        if self.code != "freeswitch":
            return super()._can_dial()
        return not self._get_dial_missing()

    def _get_dial_missing(self):
        if self.code != "freeswitch":
            return super()._get_dial_missing()
        return self._name_missing("dial_url")

    def _is_told_late(self):
        return self.code == "freeswitch" or super()._is_told_late()

    def _dial(self, extension, number, ref):
        self.ensure_one()
        if self.code != "freeswitch" or not self._can_dial():
            return super()._dial(extension, number, ref)
        system, places = self.sudo(), self._get_dial_places(extension, number)
        defaults, leg = self._get_dial_defaults(), dial_freeswitch.leg_of(ref)
        line = system.dial_line and read_number(system.dial_line)
        command = dial_freeswitch.originate(
            phone=fill(system.dial_channel or defaults["dial_channel"], places),
            number=places["number"],
            called=fill(system.dial_number or "{number}", places),
            line=line or "",
            context=system.dial_context or defaults["dial_context"],
            ref=ref,
            leg=leg,
            seconds=system.dial_seconds,
        )
        answer = self._ask_freeswitch("bgapi", command)
        if answer.startswith(dial_freeswitch.REFUSAL):
            raise self._make_dial_refused(answer)
        self._check_leg(leg, places["extension"])
        return True

    def _check_leg(self, leg, phone):
        """Find that the phone rings: of one that is off, nothing is ever told.

        :raise UserError: where it does not
        """
        for _look in range(LOOKS):
            if self._ask_freeswitch("uuid_exists", leg) == "true":
                return
            time.sleep(PAUSE)
        raise UserError(
            self.env._(
                "%(name)s does not ring %(phone)s: see that the phone is on and registered, "
                "and that Phone under How to Connect names it.",
                name=self.display_name,
                phone=phone,
            )
        )

    def _ask_freeswitch(self, command, told):
        """Return what FreeSWITCH answers to a command.

        :raise UserError: where it does not answer, or lets nobody in
        """
        system = self.sudo()
        login = f"{system.dial_login}:{system.dial_password or ''}"
        status, data = self._post_dial(
            system.dial_url,
            dial_freeswitch.question(command, told),
            XML,
            login if system.dial_login else "",
        )
        if status in REFUSALS:
            raise UserError(
                self.env._(
                    "%(name)s does not let us in: check Login and Password under How to "
                    "Connect; they stand in xml_rpc.conf.xml.",
                    name=self.display_name,
                )
            )
        try:
            return dial_freeswitch.read_answer(data if status == 200 else b"")
        except ValueError as error:
            raise self._make_dial_refused(f"HTTP {status}") from error
