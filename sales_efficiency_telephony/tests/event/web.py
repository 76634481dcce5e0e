import time

from odoo.tests import HttpCase
from odoo.tests.common import release_test_lock

from ...models.event.after_answer import is_idle
from .common import HubCommon

#: How long calls may take after the answer.
PATIENCE_SECONDS = 20


class WebhookCase(HttpCase, HubCommon):
    """Reports as phone systems send them."""

    def _post(self, body, headers=None, path=None, provider=None, method="POST"):
        """Send a report, let calls be made of it, and return the answer."""
        provider = provider or self.provider
        path = path or f"/pbx/{provider.id}/{provider.token}"
        self.env.flush_all()
        answer = self.url_open(path, data=body, headers=headers, method=method)
        with release_test_lock():
            until = time.monotonic() + PATIENCE_SECONDS
            while not is_idle(self.env.cr.dbname) and time.monotonic() < until:
                time.sleep(0.01)
        self.env.invalidate_all()
        self.assertNotIn("session_id", answer.headers.get("Set-Cookie", ""))
        return answer

    def _get_events(self, provider=None):
        provider = provider or self.provider
        return self.events.search([("provider_id", "=", provider.id)])

    def _get_calls(self, provider=None):
        provider = provider or self.provider
        return self.calls.search([("provider_id", "=", provider.id)])
