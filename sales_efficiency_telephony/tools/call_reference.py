"""The reference under which a phone system is asked for a call (click to dial).

It begins as no phone system names its own calls, so wherever it comes back it is known.

>>> reference_of("1795450802.7", "odoo-0f3a"), reference_of("1795450802.7", "")
('odoo-0f3a', '')
"""

REF_PREFIX = "odoo-"


def reference_of(*ids):
    """Return which of a call's ids is a reference that we gave, or empty."""
    return next((each for each in ids if each.startswith(REF_PREFIX)), "")
