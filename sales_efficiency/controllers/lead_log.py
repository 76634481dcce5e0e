"""Keeps the keys of doors out of the log of requests."""

import logging

from ..tools.lead_key import PATH, hide_keys


class HideKeys(logging.Filter):
    """Blot keys out of addresses before a line is written."""

    def filter(self, record):
        """Let every line through, changed where there is a key in it."""
        if PATH in str(record.msg) or any(
            PATH in str(arg) for arg in record.args or ()
        ):
            record.msg, record.args = hide_keys(record.getMessage()), ()
        return True


logging.getLogger("werkzeug").addFilter(HideKeys())
