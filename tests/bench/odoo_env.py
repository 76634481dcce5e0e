"""An environment of Odoo for a program of its own."""

from contextlib import contextmanager

#: Who looks at the board: sees all, may not do everything.
MANAGER = "bench_manager"


@contextmanager
def connect(config, database, login=None):
    """Yield an environment on a database; nothing is kept unless the caller commits.

    :param config: path of Odoo's configuration
    :param login: user to work as, the superuser by default
    """
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
