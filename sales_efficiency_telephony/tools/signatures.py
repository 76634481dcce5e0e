r"""Who signed a report: what vendors sign, and how.

Moments are seconds since 1970. Signatures are compared in constant time.

The example that Twilio publishes:

>>> twilio_signature("12345", "https://mycompany.com/myapp.php?foo=1&bar=2", {
...     "CallSid": "CA1234567890ABCDE", "Caller": "+14158675309", "Digits": "1234",
...     "From": "+14158675309", "To": "+18005551212",
... })
'RSOYDt4T1cUTdK1PDd93/VVr8B8='

What is signed at a moment is taken for five minutes:

>>> check_webhook("s", "1700000000", webhook_signature("s", "1700000000", b"{}"), b"{}",
...               at=1700000100)
>>> check_webhook("s", "1700000000", webhook_signature("s", "1700000000", b"{}"), b"{}",
...               at=1700000301)  # doctest: +IGNORE_EXCEPTION_DETAIL
Traceback (most recent call last):
RequestRefused: late
"""

import base64
import hashlib
import hmac
from urllib.parse import urlencode

#: For how many seconds before and after its moment a signed report is taken.
WINDOW = 300


class RequestRefused(ValueError):
    """A report that is not taken; says why in a word: ``signature`` or ``late``."""


def same(one, other):
    """Tell whether two secrets are the same, without telling how far they are.

    >>> same("ключ", "ключ"), same("", ""), same("a", None)
    (True, False, False)
    """
    one, other = ((text or "").encode("utf-8", "replace") for text in (one, other))
    return bool(one) and hmac.compare_digest(one, other)


def check(given, expected):
    """Take a signature, or refuse it.

    :raise RequestRefused:
    """
    if not same(given, expected):
        raise RequestRefused("signature")


# ------------------------------------------------------------
# SIGNED WEBHOOK
# ------------------------------------------------------------


def webhook_signature(secret, timestamp, body):
    """Return the HMAC-SHA256 over ``timestamp.body``, in hexadecimal digits."""
    signed = timestamp.encode("utf-8", "replace") + b"." + body
    return hmac.new(secret.encode(), signed, hashlib.sha256).hexdigest()


def check_webhook(secret, timestamp, signature, body, at):
    """Take a report signed at a moment near ``at``, or refuse it.

    The signature is looked at first: of a report that nobody of ours has signed, nothing
    is said but that.

    :raise RequestRefused:
    """
    if not secret:
        raise RequestRefused("signature")
    given = (signature or "").strip().lower().removeprefix("sha256=")
    check(given, webhook_signature(secret, timestamp or "", body))
    if not (timestamp or "").isdecimal() or abs(int(timestamp[:15]) - at) > WINDOW:
        raise RequestRefused("late")


# ------------------------------------------------------------
# VENDORS
# ------------------------------------------------------------


def twilio_signature(secret, url, form):
    """Return what stands in ``X-Twilio-Signature``.

    :param url: as Twilio called it, with scheme, host and query
    :param form: ``{name: value}`` of what was posted
    """
    text = url + "".join(name + form[name] for name in sorted(form))
    signed = hmac.new(secret.encode(), text.encode("utf-8", "replace"), hashlib.sha1)
    return base64.b64encode(signed.digest()).decode()


#: Which fields Zadarma signs, by the beginning of the event's name; nothing else of a
#: report is covered, its length and outcome least of all.
ZADARMA_SIGNED = (
    ("NOTIFY_OUT_", ("internal", "destination", "call_start")),
    ("NOTIFY_ANSWER", ("caller_id", "destination", "call_start")),
    ("NOTIFY_RECORD", ("pbx_call_id", "call_id_with_rec")),
    ("NOTIFY_", ("caller_id", "called_did", "call_start")),
)


def zadarma_signed_text(form):
    """Return the part of a report that Zadarma signs.

    >>> zadarma_signed_text({
    ...     "event": "NOTIFY_END", "caller_id": "79161", "called_did": "74951",
    ...     "call_start": "2026-11-23 16:20:02", "duration": "5",
    ... })
    '79161749512026-11-23 16:20:02'
    """
    event = form.get("event", "")
    for beginning, names in ZADARMA_SIGNED:
        if event.startswith(beginning):
            return "".join(form.get(name, "") for name in names)
    return ""


def zadarma_signature(secret, text):
    """Return the signature of a text: base64 over the hexadecimal digits of HMAC-SHA1.

    >>> zadarma_signature("secret", "text")
    'YjgzOTJjMjM2OTBjY2Y4NzFmMzdlYzI3MGJlMTU4MmRlYzU3YTUwMw=='
    """
    signed = hmac.new(secret.encode(), text.encode("utf-8", "replace"), hashlib.sha1)
    return base64.b64encode(signed.hexdigest().encode()).decode()


def zadarma_authorization(key, secret, path, params):
    """Return the ``Authorization`` of a question to Zadarma's API.

    :param path: such as ``/v1/statistics/pbx/``
    :param params: ``{name: value}`` of the query
    """
    query = urlencode(sorted(params.items()))
    digest = hashlib.md5(query.encode()).hexdigest()
    return f"{key}:{zadarma_signature(secret, path + query + digest)}"


def basic_password(authorization):
    """Return name and password of HTTP basic authentication, joined by a colon.

    >>> basic_password("Basic cGJ4OnNlY3JldA==")
    'pbx:secret'
    >>> basic_password("Basic ?"), basic_password(None)
    ('', '')
    """
    kind, _space, code = (authorization or "").partition(" ")
    if kind.lower() != "basic":
        return ""
    try:
        return base64.b64decode(code, validate=True).decode()
    except ValueError:
        return ""
