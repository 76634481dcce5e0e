import json
import time

from odoo import models

from ...tools.parsers import webhook
from ...tools.signatures import check_webhook


class PbxProvider(models.Model):
    """Any phone system that can be taught to post signed facts."""

    _inherit = "pbx.provider"

    def _get_content_types(self):
        if self.code != "webhook":
            return super()._get_content_types()
        return {"application/json"}

    def _get_secret_way(self):
        return "made" if self.code == "webhook" else super()._get_secret_way()

    def _verify_request(self, http, body):
        if self.code != "webhook":
            return super()._verify_request(http, body)
        headers = http.headers
        return check_webhook(
            self.sudo().secret,
            headers.get("X-Timestamp"),
            headers.get("X-Signature"),
            body,
            at=time.time(),
        )

    def _read_payload(self, http, body):
        if self.code != "webhook":
            return super()._read_payload(http, body)
        return json.loads(body)

    def _extract_events(self, payload):
        if self.code != "webhook":
            return super()._extract_events(payload)
        return webhook.parse(payload)

    def _get_snippet(self, secret):
        """Return a command that reports a call, ready to be tried."""
        if self.code != "webhook":
            return super()._get_snippet(secret)
        return webhook.SNIPPET.format(address=self._get_address(), secret=secret)
