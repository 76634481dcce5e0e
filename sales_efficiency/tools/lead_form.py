"""What a form or another system sent, read into answers known by name.

Names are taken as people write them; what is not known is kept as it is:

>>> form = read_form([("First Name", "Ann"), ("surname", "Lee"), ("E-Mail", " a@x.com "),
...                   ("Favourite colour", "red")])
>>> form.known
{'first_name': 'Ann', 'last_name': 'Lee', 'email': 'a@x.com'}
>>> form.other
[('Favourite colour', 'red')]

A second answer to the same question is kept beside the first:

>>> read_form([("phone", "1"), ("mobile", "2"), ("tel", "1")]).other
[('mobile', '2')]

Whatever JSON holds becomes text; what the database cannot hold is left out:

>>> form = read_form([("budget", 5000), ("rooms", ["bath", "hall"]), ("pet", {"cat": True}),
...                   ("note", None), ("empty", "  "), ("city", "A\\x00B")])
>>> form.known
{'city': 'AB'}
>>> form.other
[('budget', '5000'), ('rooms', 'bath, hall'), ('pet', '{"cat": true}')]

What cannot be taken is refused, with the field and a word that says why:

>>> for pair in (("email", {"home": "a@x.com"}), ("zip", "9" * 300)):
...     try:
...         read_form([pair])
...     except FieldRefused as refused:
...         print(refused)
email: not_text
zip: too_long
"""

import json
import re
from dataclasses import dataclass, field

#: The most characters an answer may have.
MAX_LENGTH = {"message": 20_000, "tags": 1_000}
DEFAULT_MAX_LENGTH = 250
#: The names of what is known, the first being its own, and what else it is called.
NAMES = {
    "name": "full_name contact contact_name your_name",
    "first_name": "firstname fname given_name forename",
    "last_name": "lastname lname surname family_name",
    "subject": "title topic",
    "email": "e_mail mail email_address your_email email_from",
    "phone": "telephone tel mobile phone_number your_phone mobile_phone",
    "company": "company_name organization organisation firm",
    "function": "job_title job_position position",
    "website": "web site homepage",
    "message": "comment comments description note notes question your_message text",
    "street": "address street1 address1",
    "street2": "address2",
    "city": "town",
    "zip": "postcode postal_code zip_code zipcode",
    "country": "country_code country_name",
    "state": "region province state_code",
    "language": "lang locale",
    "product": "product_category category wants",
    "company_size": "employees size number_of_employees",
    "client_type": "customer_type",
    "priority": "",
    "expected_revenue": "revenue",
    "tags": "tag",
    "utm_source": "",
    "utm_medium": "",
    "utm_campaign": "",
    "idempotency_key": "",
}
#: ``{how it may be called: what it is}``
CALLED = {
    alias: name for name, others in NAMES.items() for alias in (name, *others.split())
}


class FieldRefused(ValueError):
    """An answer that cannot be taken.

    :param str name: of the field
    :param str reason: one of a few words that the caller has a sentence for
    """

    def __init__(self, name, reason, **details):
        super().__init__(f"{name}: {reason}")
        self.name = name
        self.reason = reason
        self.details = details


@dataclass(frozen=True)
class LeadForm:
    """What was sent: ``known`` by name, and the ``other`` pairs of name and text."""

    known: dict = field(default_factory=dict)
    other: list = field(default_factory=list)


def plain_name(name):
    """Return a field's name without capitals, blanks and marks.

    >>> plain_name(" E-Mail:"), plain_name("First  name*"), plain_name("Straße")
    ('e_mail', 'first_name', 'straße')
    """
    return re.sub(r"[\W_]+", "_", name.lower()).strip("_")


def clean_text(text):
    """Return text without what a database cannot hold, and without blanks around it.

    >>> clean_text(" a\\x00b\\ud800 ")
    'ab?'
    """
    return text.replace("\x00", "").encode("utf-8", "replace").decode().strip()


def as_text(value):
    """Return a JSON value as text, ``None`` where it is neither text nor a list of it.

    >>> as_text(True), as_text(1.5), as_text(["a", 1]), as_text(None), as_text([{}])
    ('true', '1.5', 'a, 1', '', None)
    """
    if value is None:
        return ""
    if isinstance(value, str):
        return clean_text(value)
    if isinstance(value, bool | int | float):
        return json.dumps(value)
    if isinstance(value, list):
        texts = [as_text(item) for item in value]
        return None if None in texts else ", ".join(filter(None, texts))
    return None


def read_form(pairs):
    """Read pairs of name and value into a :class:`LeadForm`.

    :param pairs: iterable of ``(name, value)``, the value as JSON has it
    :raise FieldRefused: for a known field whose value cannot be taken
    """
    known, other = {}, []
    for name, value in pairs:
        name = clean_text(name)
        text = as_text(value)
        canonical = CALLED.get(plain_name(name))
        if canonical and text is None:
            raise FieldRefused(name, "not_text")
        if text is None:
            text = clean_text(json.dumps(value, ensure_ascii=False))
        limit = MAX_LENGTH.get(canonical, DEFAULT_MAX_LENGTH)
        if canonical and len(text) > limit:
            raise FieldRefused(name, "too_long", limit=limit)
        if not text:
            continue
        if not canonical or known.get(canonical, text) != text:
            other.append((name, text))
        else:
            known[canonical] = text
    return LeadForm(known, other)
