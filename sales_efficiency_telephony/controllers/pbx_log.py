"""Keeps the tokens of phone systems out of the log of requests."""

import logging

from ..tools.pbx_address import PATH, hide_tokens


class HideTokens(logging.Filter):
    """Blot tokens out of addresses before a line is written."""

    def filter(self, record):
        """Let every line through, changed where there is a token in it."""
        if PATH in str(record.msg) or any(
            PATH in str(arg) for arg in record.args or ()
        ):
            record.msg, record.args = hide_tokens(record.getMessage()), ()
        return True


logging.getLogger("werkzeug").addFilter(HideTokens())
