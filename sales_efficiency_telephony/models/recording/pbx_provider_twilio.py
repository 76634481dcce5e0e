import base64
import re

from odoo import models

from .pbx_provider import RecordingRequest

HOST = "https://api.twilio.com/"
ACCOUNT = re.compile(r"/Accounts/(AC[0-9a-f]{32})/")


class PbxProvider(models.Model):
    """Twilio: the account stands in the address, its token is the password.

    The host, api.twilio.com, has to be listed as any other.
    """

    _inherit = "pbx.provider"

    def _get_recording_request(self, recording):
        url = recording.ref or ""
        account = ACCOUNT.search(url)
        # The token is told to Twilio itself and to nobody who calls himself so.
        if self.code != "twilio" or not url.startswith(HOST) or not account:
            return super()._get_recording_request(recording)
        login = f"{account[1]}:{self.sudo().secret or ''}".encode()
        return RecordingRequest(
            url=url,
            headers={"Authorization": f"Basic {base64.b64encode(login).decode()}"},
        )
