import logging
import time

import requests

from odoo import api, models
from odoo.tools import SQL

from .pbx_event_receive import CONCURRENCY

_logger = logging.getLogger(__name__)

#: For how long, in seconds, calls that are over are asked about.
ASKED_FOR = 86_400
#: A call begins so many seconds before its end at the most.
LONGEST = 6 * 3600


class PbxEvent(models.Model):
    """What phone systems say when they are asked: some sign the half of what they tell."""

    _inherit = "pbx.event"

    @api.model
    def _cron_fetch(self):
        """Ask about calls that are over and of which nothing final is known."""
        cron = self.env["ir.cron"]
        providers = self.env["pbx.provider"].search([])
        asked = providers.filtered(lambda provider: provider._is_asked())
        remaining = len(asked)
        left = cron._commit_progress(remaining=remaining)
        for provider in asked:
            if not left:
                return
            self._fetch(provider)
            remaining -= 1
            left = cron._commit_progress(1, remaining=remaining)

    def _fetch(self, provider):
        """Ask one phone system; when it does not answer, it is asked again later."""
        since = self._get_unconfirmed(provider)
        if since is None:
            return
        try:
            facts = provider._fetch_facts(since - LONGEST)
            with self.env.cr.savepoint():
                self._receive(provider, [(fact, None) for fact in facts])
        except CONCURRENCY:
            self.env.cr.rollback()
            self.env.transaction.reset()
        except (requests.RequestException, ValueError) as error:
            _logger.warning(
                "Phone system %s does not answer: %s", provider.id, type(error).__name__
            )

    def _get_unconfirmed(self, provider):
        """Return when the first call ended that nothing final is known of, or ``None``."""
        self.flush_model()
        [[since]] = self.env.execute_query(
            SQL(
                """
                SELECT min(event.occurred_at)::float
                  FROM pbx_event AS event
                 WHERE event.provider_id = %s
                   AND event.kind = 'call_ended'
                   AND event.occurred_at > %s
                   AND event.received_at > now() AT TIME ZONE 'UTC' - INTERVAL '2 days'
                   AND NOT EXISTS (
                       SELECT FROM pbx_event AS other
                        WHERE other.provider_id = event.provider_id
                          AND other.call_uid = event.call_uid
                          AND other.kind = 'leg_summary'
                   )
                """,
                provider.id,
                time.time() - ASKED_FOR,
            )
        )
        return since
