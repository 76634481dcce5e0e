import logging
import time
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import requests

from odoo import models

from ...tools.parsers import zadarma
from ...tools.signatures import (
    RequestRefused,
    check,
    zadarma_authorization,
    zadarma_signature,
    zadarma_signed_text,
)

_logger = logging.getLogger(__name__)

API = "https://api.zadarma.com"
STATISTICS = "/v1/statistics/pbx/"
TIMEOUT = 15
#: Calls are asked about so long after they have ended.
ASK_FOR = timedelta(days=1)
#: The longest answer to a question, in characters.
MAX_ECHO = 100


class PbxProvider(models.Model):
    """Zadarma: reports of which it signs the half, and an API that knows the rest."""

    _inherit = "pbx.provider"

    def _get_content_types(self):
        if self.code != "zadarma":
            return super()._get_content_types()
        return {"application/x-www-form-urlencoded", "multipart/form-data"}

    def _get_secret_way(self):
        return "typed" if self.code == "zadarma" else super()._get_secret_way()

    def _get_greeting(self, args):
        if self.code != "zadarma":
            return super()._get_greeting(args)
        echo = args.get("zd_echo")
        return echo and echo[:MAX_ECHO]

    def _verify_request(self, http, body):
        if self.code != "zadarma":
            return super()._verify_request(http, body)
        form, secret = http.form.to_dict(), self.sudo().secret
        text = zadarma_signed_text(form)
        if not (secret and text):
            raise RequestRefused("signature")
        check(http.headers.get("Signature"), zadarma_signature(secret, text))
        if zadarma.is_stale(form, time.time()):
            raise RequestRefused("late")
        return None

    def _extract_events(self, payload):
        if self.code != "zadarma":
            return super()._extract_events(payload)
        return zadarma.parse(payload, at=time.time())

    # ------------------------------------------------------------
    # API
    # ------------------------------------------------------------

    def _is_asked(self):
        return self.code == "zadarma" or super()._is_asked()

    def _fetch_facts(self, since):
        """What is not signed does not count before Zadarma says it when asked."""
        if self.code != "zadarma":
            return super()._fetch_facts(since)
        zone = ZoneInfo(self.tz)
        begin, end = (
            datetime.fromtimestamp(second, zone).strftime("%Y-%m-%d %H:%M:%S")
            for second in (
                max(since, time.time() - ASK_FOR.total_seconds()),
                time.time(),
            )
        )
        rows = self._ask_zadarma(
            STATISTICS, {"start": begin, "end": end, "version": "2"}
        ).get("stats")
        return zadarma.parse_statistics(rows or [], self.tz)

    def _ask_zadarma(self, path, params):
        """Return what Zadarma answers to a question.

        :raise requests.RequestException: where it does not answer
        """
        system = self.sudo()
        params = {**params, "format": "json"}
        response = requests.get(
            API + path,
            params=sorted(params.items()),
            headers={
                "Authorization": zadarma_authorization(
                    system.account or "", system.secret or "", path, params
                )
            },
            timeout=TIMEOUT,
            allow_redirects=False,
        )
        response.raise_for_status()
        return response.json()
