import json
from datetime import timedelta

from odoo import fields, models
from odoo.tools import mute_logger

from ...tools.lead_body import digest, numbered_keys
from ...tools.lead_form import FieldRefused, clean_text, plain_name, read_form

#: What a request is answered with, by the reason why it is refused.
STATUS = {
    "key": 401,
    "site": 403,
    "too_large": 413,
    "too_often": 429,
    "not_json": 400,
    "not_object": 400,
    "no_lead": 400,
    "too_many": 400,
}
BAD_FIELD = 422
#: After this a request nobody has finished is taken up again.
FIRST_RETRY = timedelta(minutes=5)


class SalesLeadDoor(models.Model):
    """How what another system sends is read, checked and kept."""

    _inherit = "sales.lead.door"

    def _read_requests(self, items, idempotency_key=None):
        """Check what was sent and return the values of requests to keep.

        :param items: list of dicts of what was sent, one a lead
        :param str idempotency_key: of the request as a whole
        :raise FieldRefused: with the number of the lead in ``details``; nothing of a list
            is taken then, so that it can be sent again as it is
        """
        vals_list = []
        keys, content = numbered_keys(idempotency_key), digest(items)
        for position, item in enumerate(items):
            try:
                vals = self._read_request(item)
            except FieldRefused as refused:
                if len(items) > 1:
                    refused.details["index"] = position
                raise
            if idempotency_key and not vals["idempotency_key"]:
                vals |= {"idempotency_key": next(keys), "content_digest": content}
            vals_list.append({"position": position, **vals})
        return vals_list

    def _read_request(self, item):
        trap = plain_name(self.trap_field)
        is_robot = any(
            value for name, value in item.items() if plain_name(name) == trap
        )
        form = self._read_form(item)
        if not is_robot:
            self._prepare_lead_values(form)
        return {
            **({"state": "trap", "next_attempt_at": False} if is_robot else {}),
            "payload": clean_text(json.dumps(item, ensure_ascii=False, indent=1)),
            "idempotency_key": form.known.get("idempotency_key"),
            "content_digest": digest(item),
        }

    def _read_form(self, item):
        """Return what was sent, without the hidden field."""
        trap = plain_name(self.trap_field)
        return read_form(pair for pair in item.items() if plain_name(pair[0]) != trap)

    def _receive(self, vals_list, **common):
        """Keep what was sent, once for each idempotency key.

        :param vals_list: as :meth:`_read_requests` returns them
        :param common: values of all, see ``sales.lead.request``
        :return: the requests in the order of the list; those of keys that were there
            before are the ones kept then
        :raise FieldRefused: where a key came before with something else
        """
        keys = [
            vals["idempotency_key"] for vals in vals_list if vals["idempotency_key"]
        ]
        requests = self.env["sales.lead.request"]
        kept = {
            request.idempotency_key: request
            for request in requests.search(
                [("door_id", "=", self.id), ("idempotency_key", "in", keys)]
            )
        }
        new = {}
        for vals in vals_list:
            key = vals["idempotency_key"]
            first = kept.get(key) or new.setdefault(key or vals["position"], vals)
            # What was kept before there were digests is taken for the same.
            if (first["content_digest"] or vals["content_digest"]) != vals[
                "content_digest"
            ]:
                raise FieldRefused("Idempotency-Key", "key_reused", value=key)
        common["next_attempt_at"] = fields.Datetime.now() + FIRST_RETRY
        # Somebody else may be keeping the same at this moment: that is no fault to log.
        with mute_logger("odoo.sql_db"):
            created = requests.create(
                [{"door_id": self.id, **common, **vals} for vals in new.values()]
            )
        found = {**kept, **dict(zip(new, created, strict=True))}
        return requests.concat(
            *(found[vals["idempotency_key"] or vals["position"]] for vals in vals_list)
        )

    def _keep_refused(self, refused, payload, **common):
        """Keep what was refused, for those who set up the other side."""
        return self.env["sales.lead.request"].create(
            {
                "door_id": self.id,
                "state": "refused",
                "payload": clean_text(payload),
                "error": self._explain_refusal(refused)["message"],
                "http_status": self._get_status(refused),
                **common,
            }
        )

    def _get_status(self, refused):
        """Return the HTTP status of a refusal."""
        return STATUS.get(refused.reason, BAD_FIELD)

    def _explain_refusal(self, refused):
        """Return what is wrong and what to do: ``{"field", "message"}``.

        ``index`` is the number of the lead in a list, from 0.
        """
        message = self._get_refusal_sentences()[refused.reason]
        details = refused.details
        index = {"index": details["index"]} if "index" in details else {}
        values = {
            "field": refused.name,
            "limit": details.get("limit", ""),
            "value": details.get("value", ""),
        }
        return {"field": refused.name, "message": message % values, **index}

    def _get_refusal_sentences(self):
        """Return a sentence for each reason, with blanks to be filled in.

        These are ``field``, ``limit`` and ``value``.
        """
        _ = self.env._
        return {
            "key": _("The key is not known or was revoked. Ask for a new one."),
            "site": _(
                "This site is not among the websites of the door. Add it there, or send "
                "from one that is."
            ),
            "too_large": _(
                "The request is larger than %(limit)s bytes. Send less at a time."
            ),
            "too_often": _("Too many requests. Wait, then send it again."),
            "not_json": _(
                "The body is not valid JSON in UTF-8. Send an object, or a list of objects."
            ),
            "not_object": _("A lead is an object with a name for each value."),
            "no_lead": _("There is no lead in the request. Send at least one."),
            "too_many": _(
                "A request takes at most %(limit)s leads. Send them in parts."
            ),
            "not_text": _(
                "The value of “%(field)s” is neither a text nor a number. Send one of these."
            ),
            "too_long": _(
                "The value of “%(field)s” is longer than %(limit)s characters. Shorten it."
            ),
            "not_amount": _(
                "The value of “%(field)s” is no amount. Write it in digits, for example "
                "1200.50."
            ),
            "nobody": _(
                "Nobody could answer this: fill in an email address, a phone number or a "
                "name."
            ),
            "not_email": _(
                "The value of “%(field)s” is not one email address, for example "
                "ann@example.com."
            ),
            "key_reused": _(
                "The %(field)s “%(value)s” came before with something else. Send the same "
                "as then, or give this a key of its own."
            ),
            "reserved": _(
                "A field cannot be called “%(field)s”. Give it another name."
            ),
            "file": _("“%(field)s” is a file, and files are not taken. Leave it out."),
        }
