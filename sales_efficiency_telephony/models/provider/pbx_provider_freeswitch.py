import json

from odoo import models

from ...tools.parsers import freeswitch
from ...tools.signatures import basic_password, check


class PbxProvider(models.Model):
    """FreeSWITCH: ``mod_json_cdr`` posts each leg that is over, under name and password.

    It tries again for as long as nobody answers, and posts later what it kept on disk:
    no report is too late.
    """

    _inherit = "pbx.provider"

    def _get_content_types(self):
        if self.code != "freeswitch":
            return super()._get_content_types()
        return {"application/json", "application/x-www-form-urlencoded"}

    def _get_secret_way(self):
        return "made" if self.code == "freeswitch" else super()._get_secret_way()

    def _verify_request(self, http, body):
        if self.code != "freeswitch":
            return super()._verify_request(http, body)
        system = self.sudo()
        expected = system.secret and f"{system.account or 'odoo'}:{system.secret}"
        return check(basic_password(http.headers.get("Authorization")), expected)

    def _read_payload(self, http, body):
        if self.code != "freeswitch":
            return super()._read_payload(http, body)
        return json.loads(http.form["cdr"] if "cdr" in http.form else body)

    def _extract_events(self, payload):
        if self.code != "freeswitch":
            return super()._extract_events(payload)
        return freeswitch.parse(payload)

    def _get_snippet(self, secret):
        if self.code != "freeswitch":
            return super()._get_snippet(secret)
        return "\n".join(
            f'<param name="{name}" value="{value}" />'
            for name, value in {
                "url": self._get_address(),
                "cred": f"{self.sudo().account or 'odoo'}:{secret}",
                "encode": "false",
                "retries": "5",
                "delay": "60",
                "log-b-leg": "true",
            }.items()
        )
