"""Texts of a script with the deal's own words in place of ``{client}`` and the like.

>>> find_unknown("{client}, this is {salesperson} of {firm}. {}", {"client", "salesperson"})
['firm']
>>> fill("Dear {client}, {amount}?", {"client": "A & B", "amount": "10"})
'Dear A & B, 10?'
>>> fill_html("<p>Dear {client}</p>", {"client": "<b>A</b> & B"})
'<p>Dear &lt;b&gt;A&lt;/b&gt; &amp; B</p>'

Where nothing is known the salesperson sees what is missing:

>>> fill("Dear {contact}", {"contact": ""})
'Dear [contact]'

A text that a value brings along is not filled in again:

>>> fill("{client}", {"client": "{amount}", "amount": "10"})
'{amount}'
"""

import re
from html import escape

_PLACEHOLDER = re.compile(r"\{([a-z_]+)\}")


def find_unknown(text, known):
    """Return the placeholders of a text that are not among the known ones."""
    return [name for name in _PLACEHOLDER.findall(text or "") if name not in known]


def fill(text, values):
    """Return a plain text with its placeholders filled in.

    :param dict values: texts by the name of the placeholder
    """
    return _PLACEHOLDER.sub(
        lambda found: values.get(found[1]) or f"[{found[1]}]", text or ""
    )


def fill_html(text, values):
    """Return a formatted text with its placeholders filled in, the values as plain text."""
    return fill(text, {name: escape(value or "") for name, value in values.items()})
