"""What may be asked of public addresses in a minute."""

from odoo.http import request


def refuse_wrong_key():
    """Answer who has no right key: there is nothing, or, after many tries, wait.

    The answer is returned and not raised: what was tried is written down.
    """
    address = request.httprequest.remote_addr
    seconds = request.env["sales.wrong.key"].sudo()._note(address)
    if seconds:
        return refuse_for_now(seconds)
    return _answer(404, request.env._("There is nothing at this address."))


def refuse_for_now(seconds):
    """Answer that there were too many requests."""
    text = request.env._(
        "Too many requests from this address: try again in %(seconds)s seconds.",
        seconds=seconds,
    )
    return _answer(429, text, ("Retry-After", str(seconds)))


def _answer(status, sentence, *headers):
    """Answer in one sentence; a page around it would cost the server more."""
    headers = (
        ("Content-Type", "text/plain; charset=utf-8"),
        ("Cache-Control", "no-store"),
        *headers,
    )
    return request.make_response(sentence, list(headers), status=status)
