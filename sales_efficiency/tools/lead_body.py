"""The body of a request in JSON: one lead, or a list of them.

>>> read_leads(b'{"name": "Ann"}')
([{'name': 'Ann'}], False)
>>> read_leads(b'[{"name": "Ann"}, {"name": "Bob"}]')
([{'name': 'Ann'}, {'name': 'Bob'}], True)

Everything else is refused with a word that says why:

>>> for body in (b"name=Ann", b"\\xff", b'"Ann"', b"[]", b"[1]", b'{"a": NaN}', b""):
...     try:
...         read_leads(body)
...     except FieldRefused as refused:
...         print(refused.reason)
not_json
not_json
not_object
no_lead
not_object
not_json
no_lead
"""

import hashlib
import json
from itertools import count

from .lead_form import FieldRefused

#: The most leads of one request.
MAX_LEADS = 100


def digest(content):
    """Return what tells whether the same was sent again, however its fields are ordered.

    >>> digest([{"name": "Ann", "zip": 1}]) == digest([{"zip": 1, "name": "Ann"}])
    True
    >>> digest([{"name": "Ann"}]) == digest([{"name": "Bob"}])
    False
    """
    return hashlib.sha256(json.dumps(content, sort_keys=True).encode()).hexdigest()


def numbered_keys(key):
    """Yield a key for each lead of a request, from the one key of the request.

    The first has it as it is: whatever is sent with it again meets that one.

    >>> keys = numbered_keys("order")
    >>> next(keys), next(keys), next(keys)
    ('order', 'order#1', 'order#2')
    """
    yield key
    for number in count(1):
        yield f"{key}#{number}"


def _refuse_constant(name):
    raise ValueError(f"{name} is no number")


def read_leads(body):
    """Return the leads in a request's body and whether they came as a list.

    :param bytes body:
    :return: ``(list of dict, bool)``
    :raise FieldRefused: where there is none, or what is there is no lead
    """
    if not body.strip():
        raise FieldRefused("body", "no_lead")
    try:
        content = json.loads(body.decode("utf-8"), parse_constant=_refuse_constant)
    except (ValueError, RecursionError) as error:
        raise FieldRefused("body", "not_json") from error
    many = isinstance(content, list)
    leads = content if many else [content]
    if not leads:
        raise FieldRefused("body", "no_lead")
    if len(leads) > MAX_LEADS:
        raise FieldRefused("body", "too_many", limit=MAX_LEADS)
    if not all(isinstance(lead, dict) for lead in leads):
        raise FieldRefused("body", "not_object")
    return leads, many
