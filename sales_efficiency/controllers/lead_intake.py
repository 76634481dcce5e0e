import json
import logging
import random
import time

from werkzeug.exceptions import abort

from odoo.http import Controller, request, route

from ..models.intake.sales_lead_request_open import CONCURRENCY
from ..tools.lead_body import read_leads
from ..tools.lead_form import DEFAULT_MAX_LENGTH, FieldRefused
from ..tools.lead_key import PATH, bearer_key
from ..tools.visitors import network
from .lead_answer import FORM_TYPES, LeadAnswers

_logger = logging.getLogger(__name__)

MAX_BYTES = 64 * 1024
#: Fields of forms become arguments of a method, and this one it has already.
RESERVED = "self"
#: What is kept of a request's headers; none of them is a secret.
KEPT_HEADERS = ("Origin", "Referer", "User-Agent", "Content-Type", "Accept-Language")
#: How often a transaction that others stand in the way of is tried.
TRIES = 8


class LeadIntakeController(LeadAnswers, Controller):
    """Where landing pages and other systems send their leads to.

    What is sent is checked, kept, and only then made a lead of, each in a transaction of
    its own: what was accepted is not lost, whatever happens afterwards.
    """

    @route(
        [PATH, f"{PATH}/<string:key>"],
        type="http",
        auth="public",
        methods=["POST", "OPTIONS"],
        csrf=False,
        save_session=False,
        max_content_length=lambda self: self._check_size(),
    )
    def lead_intake(self, **_sent):
        """Take leads and answer with a reference for each, or with what is wrong."""
        http = request.httprequest
        if http.method == "OPTIONS":
            return self._answer_preflight()
        door = self._get_door()
        try:
            if not door:
                self._refuse_wrong_key()
            requests, many = self._take(door)
        except FieldRefused as refused:
            return self._answer_refusal(door, refused)
        return self._answer(door, requests, many)

    # ------------------------------------------------------------
    # READ
    # ------------------------------------------------------------

    def _get_path_key(self):
        """Return the key in the address; a field of that name is none."""
        return request.httprequest.path.partition(PATH)[2].strip("/")

    def _get_door(self):
        bearer = request.httprequest.headers.get("Authorization")
        doors = request.env["sales.lead.door"].sudo()
        return doors._get_by_key(
            self._get_path_key() or bearer_key(bearer), request.best_lang
        )

    def _refuse_wrong_key(self):
        """Refuse who has no right key; after many tries, for a while."""
        wrong_keys = request.env["sales.wrong.key"].sudo()
        wait = wrong_keys._note(request.httprequest.remote_addr)
        raise FieldRefused("key", "too_often" if wait else "key", wait=wait)

    def _check_size(self):
        """Refuse what cannot be read, before it is; return the limit of a size."""
        http = request.httprequest
        http.max_content_length = MAX_BYTES
        if (http.content_length or 0) > MAX_BYTES:
            refused = FieldRefused("body", "too_large", limit=MAX_BYTES)
        elif RESERVED in http.form or RESERVED in http.args:
            refused = FieldRefused(RESERVED, "reserved")
        else:
            return MAX_BYTES
        door = self._get_door()
        if door:
            self._keep_refused(door, refused, "")
        return abort(self._answer_refusal(door, refused))

    def _read_items(self):
        """Return what was sent, a dict for each lead, and whether it was a list.

        What stands in the address counts for every lead that does not say otherwise.
        """
        http = request.httprequest
        files = [name for name, file in http.files.items(multi=True) if file.filename]
        if files:
            raise FieldRefused(files[0], "file")
        if http.mimetype in FORM_TYPES:
            items, many = [self._flatten(http.form)], False
        else:
            items, many = read_leads(http.get_data())
        args = self._flatten(http.args)
        return [{**args, **item} for item in items], many

    def _flatten(self, pairs):
        """Return ``{name: value, or list of values where the name is there again}``."""
        return {
            name: values[0] if len(values) == 1 else values
            for name, values in pairs.lists()
        }

    def _get_idempotency_key(self):
        key = request.httprequest.headers.get("Idempotency-Key", "").strip()
        if len(key) > DEFAULT_MAX_LENGTH:
            raise FieldRefused("Idempotency-Key", "too_long", limit=DEFAULT_MAX_LENGTH)
        return key or None

    def _get_circumstances(self):
        """Return what is kept of a request beside what was sent."""
        headers = request.httprequest.headers
        lines = [
            f"{name}: {self._shorten(name, headers[name])}"
            for name in KEPT_HEADERS
            if name in headers
        ]
        return {
            "address": network(request.httprequest.remote_addr),
            "headers": "\n".join(lines).replace("\x00", ""),
        }

    def _shorten(self, name, value):
        """What stands behind the address of a page is nobody's business."""
        if name == "Referer":
            value = value.partition("?")[0].partition("#")[0]
        return value[:DEFAULT_MAX_LENGTH]

    # ------------------------------------------------------------
    # TAKE
    # ------------------------------------------------------------

    def _take(self, door):
        """Check, keep, and make leads of what was sent.

        :return: the requests, one a lead, and whether they came as a list
        :raise FieldRefused:
        """
        wait = door._get_wait(network(request.httprequest.remote_addr))
        if wait:
            raise FieldRefused("request", "too_often", wait=wait)
        try:
            origin = request.httprequest.headers.get("Origin")
            if origin and door.sites and not door._is_site(origin):
                raise FieldRefused("Origin", "site")
            items, many = self._read_items()
            vals_list = door._read_requests(items, self._get_idempotency_key())
            common = self._get_circumstances()
            requests = self._transact(lambda: door._receive(vals_list, **common))
        except FieldRefused as refused:
            self._keep_refused(door, refused, self._get_raw())
            raise
        self._open(requests)
        return requests, many

    def _get_raw(self):
        http = request.httprequest
        if http.mimetype in FORM_TYPES:
            return json.dumps(self._flatten(http.form), ensure_ascii=False, indent=1)
        return http.get_data().decode("utf-8", "replace")

    def _keep_refused(self, door, refused, raw):
        common = self._get_circumstances()
        self._transact(lambda: door._keep_refused(refused, raw, **common))

    def _open(self, requests):
        """Make leads of the requests. When that fails, they wait for another time."""

        def work():
            requests._open_leads()
            requests._note_answer()

        def give_up(error):
            requests._note_failure(error)
            requests._note_answer()

        try:
            self._transact(work)
        except Exception as error:  # noqa: BLE001 what was accepted is not refused
            failure = error
            _logger.warning("No leads of requests %s", requests.ids, exc_info=True)
            self._undo()
            self._transact(lambda: give_up(failure))

    def _transact(self, work):
        """Do something in a transaction of its own and return its result.

        Where another transaction stands in the way, it is done again: on a fresh view of
        the database, which shows what the other one did.
        """
        for attempt in range(1, TRIES + 1):
            try:
                result = work()
                request.env.cr.commit()
            except CONCURRENCY:
                self._undo()
                if attempt == TRIES:
                    raise
                time.sleep(random.uniform(0, 0.02 * 2**attempt))
            else:
                return result

    def _undo(self):
        request.env.cr.rollback()
        request.env.transaction.reset()
        request.env.registry.reset_changes()
