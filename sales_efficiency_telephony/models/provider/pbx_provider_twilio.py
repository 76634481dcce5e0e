import time

from odoo import models

from ...tools.call_reference import reference_of
from ...tools.parsers import twilio
from ...tools.signatures import RequestRefused, check, twilio_signature

FORMS = {"application/x-www-form-urlencoded"}
#: Twilio signs the moment with the rest: after so many seconds it is a report told again.
STALE = 86_400


class PbxProvider(models.Model):
    """Twilio: status and recording callbacks, signed with the token of the account."""

    _inherit = "pbx.provider"

    def _get_content_types(self):
        return FORMS if self.code == "twilio" else super()._get_content_types()

    def _get_secret_way(self):
        return "typed" if self.code == "twilio" else super()._get_secret_way()

    def _verify_request(self, http, body):
        """The address is signed too, as Twilio called it: a proxy may show us another."""
        if self.code != "twilio":
            return super()._verify_request(http, body)
        form, query = http.form.to_dict(), http.query_string.decode("utf-8", "replace")
        url = self._get_address() + (f"?{query}" if query else "")
        secret = self.sudo().secret
        if not secret:
            raise RequestRefused("signature")
        check(
            http.headers.get("X-Twilio-Signature"), twilio_signature(secret, url, form)
        )
        moment = twilio.moment_of(form)
        if moment is not None and abs(time.time() - moment) > STALE:
            raise RequestRefused("late")
        return None

    def _read_payload(self, http, body):
        payload = super()._read_payload(http, body)
        if self.code != "twilio":
            return payload
        # What we asked for tells our reference in the address, which is signed.
        payload.pop("ref", None)
        ref = reference_of(http.args.get("ref", ""))
        return payload | {"ref": ref} if ref else payload

    def _extract_events(self, payload):
        if self.code != "twilio":
            return super()._extract_events(payload)
        return twilio.parse(payload, at=time.time())
