"""Lists that people type into one field.

>>> split_list("Berlin, Potsdam;  Ghent\\n")
['Berlin', 'Potsdam', 'Ghent']

Commas are those of the languages people write in:

>>> split_list("تهران، کرج")
['تهران', 'کرج']
>>> split_list(None)
[]
"""

import re

SEPARATORS = re.compile("[,،、;؛\n]")


def split_list(text):
    """Return the parts of a text, without the blanks around them, empty ones left out."""
    return [part.strip() for part in SEPARATORS.split(text or "") if part.strip()]
