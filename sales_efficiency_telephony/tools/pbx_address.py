"""The address at which a phone system reports, and how it is written in a log.

>>> address_path(7, "s3cret-token")
'/pbx/7/s3cret-token'
>>> hide_tokens('"POST /pbx/7/s3cret-token?x=1 HTTP/1.1"')
'"POST /pbx/7/…?x=1 HTTP/1.1"'
"""

import re

PATH = "/pbx/"

_TOKEN = re.compile(r"(/pbx/[^/\s?\"']+/)[^\s?\"']+")


def address_path(provider_id, token):
    """Return the path of the address of a phone system."""
    return f"{PATH}{provider_id}/{token}"


def hide_tokens(text):
    """Return a line of a log without the tokens in it."""
    return _TOKEN.sub(r"\1…", text)
