"""Asks Zadarma where a recording is: it tells the number of one, not its address.

See "PBX: call recording file request" of Zadarma's API, ``/v1/pbx/record/request/``.
"""

import requests

from ..tools.signatures import zadarma_authorization
from .failure import FetchFailed

API = "https://api.zadarma.com"
PATH = "/v1/pbx/record/request/"
TIMEOUT = 15
#: Seconds the address is good for.
LIFETIME = 1800


def ask_link(account, secret, ref):
    """Return the address of a recording.

    :param ref: ``call_id_with_rec`` of the report that there is one
    :raise FetchFailed:
    """
    params = {"call_id": ref, "lifetime": str(LIFETIME), "format": "json"}
    try:
        response = requests.get(
            API + PATH,
            params=sorted(params.items()),
            headers={
                "Authorization": zadarma_authorization(account, secret, PATH, params)
            },
            timeout=TIMEOUT,
            allow_redirects=False,
        )
        response.raise_for_status()
        link = response.json().get("link")
    except requests.HTTPError as error:
        raise FetchFailed("status", str(error.response.status_code)) from error
    except (requests.RequestException, ValueError, AttributeError) as error:
        raise FetchFailed("connect", type(error).__name__) from error
    # Asked for too soon, it is not there yet.
    if not link:
        raise FetchFailed("link")
    return str(link)
