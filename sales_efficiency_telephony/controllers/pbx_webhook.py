import json
import logging
import random
import time

from werkzeug.exceptions import abort

from odoo.http import Controller, request, route

from odoo.addons.sales_efficiency.controllers.limits import refuse_wrong_key

from ..models.event.after_answer import TRIES, promise
from ..models.event.pbx_event_receive import CONCURRENCY
from ..tools.signatures import RequestRefused, same

_logger = logging.getLogger(__name__)

MAX_BYTES = 64 * 1024
#: Ids of a database are no larger.
MAX_ID = 2**31 - 1
#: Fields of forms become arguments of a method, and this one it has already.
RESERVED = "self"


class PbxWebhookController(Controller):
    """Where phone systems report to.

    What is told is checked and kept, then answered, and only then made calls of: a phone
    system that waits for long tells the same again, or stops telling.
    """

    @route(
        "/pbx/<string:number>/<string:token>",
        type="http",
        auth="public",
        methods=["GET", "POST"],
        csrf=False,
        save_session=False,
        max_content_length=lambda self: self._check_size(),
    )
    def pbx_webhook(self, number, token, **_sent):
        """Take a report and answer how it was taken."""
        provider = self._get_provider(number, token)
        if not provider:
            return refuse_wrong_key()
        http = request.httprequest
        if http.method == "GET":
            return self._answer_greeting(provider)
        if http.mimetype not in provider._get_content_types():
            return self._refuse(provider, 415, "type")
        body = http.get_data()
        try:
            provider._verify_request(http, body)
        except RequestRefused as refused:
            return self._refuse(provider, 403, str(refused))
        try:
            told = provider._read_report(http, body)
        except (ValueError, RecursionError) as error:
            return self._refuse(provider, 400, f"malformed ({type(error).__name__})")
        return self._take(provider, told)

    # ------------------------------------------------------------
    # READ
    # ------------------------------------------------------------

    def _get_provider(self, number, token):
        """Return the phone system with this address, or an empty recordset.

        Wrong, archived and unknown are one and the same to the outside.
        """
        providers = request.env["pbx.provider"].sudo()
        readable = number.isascii() and number.isdecimal() and len(number) < 11
        if not readable or int(number) > MAX_ID:
            return providers
        provider = providers.search([("id", "=", int(number))])
        return provider if same(provider.token, token) else providers

    def _check_size(self):
        """Refuse what cannot be read, before it is; return the limit of a size."""
        http = request.httprequest
        http.max_content_length = MAX_BYTES
        if (http.content_length or 0) > MAX_BYTES:
            return abort(self._answer(413, {"error": "too large"}))
        if RESERVED in http.args or RESERVED in http.form:
            return abort(self._answer(400, {"error": "malformed"}))
        return MAX_BYTES

    # ------------------------------------------------------------
    # TAKE
    # ------------------------------------------------------------

    def _take(self, provider, told):
        """Keep what was told, and answer; calls are made of it afterwards."""
        try:
            call_uids = self._transact(
                lambda: request.env["pbx.event"].sudo()._take(provider, told)
            )
        except ValueError as error:
            return self._refuse(provider, 400, f"malformed ({type(error).__name__})")
        answer = self._answer(200, {"taken": len(told), "calls": len(call_uids)})
        if call_uids:
            answer.call_on_close(promise(request.env.cr.dbname, provider.id, call_uids))
        return answer

    def _transact(self, work):
        """Do something in a transaction of its own and return its result."""
        for attempt in range(1, TRIES + 1):
            try:
                result = work()
                request.env.cr.commit()
            except CONCURRENCY:
                request.env.cr.rollback()
                request.env.transaction.reset()
                if attempt == TRIES:
                    raise
                time.sleep(random.uniform(0, 0.02 * 2**attempt))
            else:
                return result

    # ------------------------------------------------------------
    # ANSWER
    # ------------------------------------------------------------

    def _answer_greeting(self, provider):
        """Answer a phone system that asks whether this is the right address."""
        echo = provider._get_greeting(request.httprequest.args)
        if echo is None:
            return self._answer(405, {"error": "reports are posted"}, ("Allow", "POST"))
        headers = [("Content-Type", "text/plain; charset=utf-8")]
        return request.make_response(echo, headers)

    def _refuse(self, provider, status, reason):
        """Answer that a report is not taken, and write down why: never what it was."""
        _logger.info("Phone system %s: a report is refused: %s", provider.id, reason)
        return self._answer(status, {"error": reason})

    def _answer(self, status, content, *headers):
        headers = [
            ("Content-Type", "application/json"),
            ("Cache-Control", "no-store"),
            *headers,
        ]
        return request.make_response(json.dumps(content), headers, status=status)
