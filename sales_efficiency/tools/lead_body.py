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

import json

from .lead_form import FieldRefused

#: The most leads of one request.
MAX_LEADS = 100


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
