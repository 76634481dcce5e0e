import json
import time

from odoo import models
from odoo.exceptions import UserError

from ...tools.signatures import webhook_signature

REFUSALS = (401, 403)
#: What a phone system says of its refusal stands under this name.
ERROR = "error"


class PbxProvider(models.Model):
    """Any phone system that takes a signed wish: it begins the call, and tells of it
    under the number that the wish had.
    """

    _inherit = "pbx.provider"

    def _can_dial(self):
        if self.code != "webhook":
            return super()._can_dial()
        return not self._get_dial_missing()

    def _get_dial_missing(self):
        if self.code != "webhook":
            return super()._get_dial_missing()
        return self._name_missing("dial_url", "secret")

    def _dial(self, extension, number, ref):
        self.ensure_one()
        if self.code != "webhook" or not self._can_dial():
            return super()._dial(extension, number, ref)
        system, places = self.sudo(), self._get_dial_places(extension, number)
        now = int(time.time())
        wish = {
            "call": ref,
            "extension": places["extension"],
            "number": places["number"],
            "at": now,
        }
        body, stamp = json.dumps(wish).encode(), str(now)
        headers = {
            "Content-Type": "application/json",
            "X-Timestamp": stamp,
            "X-Signature": webhook_signature(system.secret, stamp, body),
        }
        self._read_webhook_answer(*self._post_dial(system.dial_url, body, headers))
        return True

    def _read_webhook_answer(self, status, data):
        """Find that the phone system makes the call: whatever it says beside that.

        :raise UserError: where it does not
        """
        if status in REFUSALS:
            raise UserError(
                self.env._(
                    "%(name)s does not take our signature: it has to check X-Signature "
                    "with the secret made last under How to Connect.",
                    name=self.display_name,
                )
            )
        if not 200 <= status < 300:
            raise self._make_dial_refused(_read_error(data) or f"HTTP {status}")


def _read_error(data):
    """Return the sentence of a refusal, empty where it has none."""
    try:
        answer = json.loads(data)
    except (ValueError, RecursionError):
        return ""
    error = answer.get(ERROR) if isinstance(answer, dict) else ""
    return error if isinstance(error, str) else ""
