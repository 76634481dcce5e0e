from urllib.parse import urlencode

from odoo import api, models
from odoo.exceptions import UserError, ValidationError

from ...tools import dial_twilio
from ...tools.dialling import fill, read_number
from ...tools.recording_address import admit, read_hosts

#: Who is told the token of the account.
HOSTS = read_hosts("*.twilio.com")
FORM = {"Content-Type": "application/x-www-form-urlencoded"}
REFUSALS = (401, 403)


class PbxProvider(models.Model):
    """Calls that Twilio begins for us.

    Every report of such a call comes to our address with the reference in it, signed as
    the rest of the address is: the first leg and the one it leads to are known by that.
    """

    _inherit = "pbx.provider"

    @api.constrains("dial_line", "code")
    def _check_dial_line_of_twilio(self):
        for provider in self.sudo().filtered("dial_line"):
            if provider.code == "twilio" and provider.dial_line.strip()[:1] != "+":
                raise ValidationError(
                    self.env._(
                        "Number shown: Twilio wants it with a plus and the code of its "
                        "country, such as +1 202 555 0100."
                    )
                )

    def _get_dial_defaults(self):
        if self.code != "twilio":
            return super()._get_dial_defaults()
        return {"dial_channel": "client:{extension}"}

    def _can_dial(self):
        if self.code != "twilio":
            return super()._can_dial()
        return not self._get_dial_missing()

    def _get_dial_missing(self):
        if self.code != "twilio":
            return super()._get_dial_missing()
        missing = self._name_missing("account", "dial_line")
        if not missing and not self.sudo().secret:
            missing = self._fields["new_secret"]._description_string(self.env)
        return missing

    def _admit_dial(self, address):
        if self.code != "twilio":
            return super()._admit_dial(address)
        return admit(address, HOSTS, self._get_local_hosts())

    def _get_dial_url_note(self):
        if self.code != "twilio":
            return super()._get_dial_url_note()
        return self.env._(
            "Address of the API: write one of Twilio's, such as "
            "https://api.dublin.ie1.twilio.com, or nothing for https://api.twilio.com."
        )

    def _dial(self, extension, number, ref):
        self.ensure_one()
        if self.code != "twilio" or not self._can_dial():
            return super()._dial(extension, number, ref)
        system, places = self.sudo(), self._get_dial_places(extension, number)
        phone = places["extension"]
        if not phone.startswith("+"):
            defaults = self._get_dial_defaults()
            phone = fill(system.dial_channel or defaults["dial_channel"], places)
        form = dial_twilio.call_form(
            phone=phone,
            number=places["number"],
            line=read_number(system.dial_line),
            address=dial_twilio.address_with(self._get_address(), ref),
            seconds=system.dial_seconds,
        )
        url = dial_twilio.calls_url(system.dial_url or dial_twilio.API, system.account)
        login = f"{system.account}:{system.secret}"
        body = urlencode(form, doseq=True).encode()
        self._read_twilio_answer(*self._post_dial(url, body, FORM, login))
        return True

    def _read_twilio_answer(self, status, data):
        """Find that Twilio makes the call.

        :raise UserError: where it does not
        """
        if status in REFUSALS:
            raise UserError(
                self.env._(
                    "%(name)s does not let us in: check Account and New Secret (the Auth "
                    "Token) under How to Connect.",
                    name=self.display_name,
                )
            )
        sid, message = dial_twilio.read_answer(data)
        if not 200 <= status < 300 or not sid:
            raise self._make_dial_refused(message or f"HTTP {status}")
