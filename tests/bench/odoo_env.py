"""An environment of Odoo for a program of its own."""

import signal
from contextlib import contextmanager

#: Who looks at the board: sees all, may not do everything.
MANAGER = "bench_manager"


@contextmanager
def connect(config, database, login=None):
    """Yield an environment on a database; nothing is kept unless the caller commits.

    :param config: path of Odoo's configuration
    :param login: user to work as, the superuser by default
    """
    # Nothing is kept unless it was committed: Ctrl-C ends it without a word.
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    from odoo import SUPERUSER_ID, api
    from odoo.modules.registry import Registry
    from odoo.tools import config as settings

    settings.parse_config(["-c", config, "-d", database, "--log-level", "error"])
    registry = Registry(database)
    with registry.cursor() as cr:
        env = api.Environment(cr, SUPERUSER_ID, {})
        if login:
            user = env["res.users"].search([("login", "=", login)])
            env = env(user=user, context=dict(user.context_get()))
        yield env
        cr.rollback()
