"""One company of the size the addons are built for, made anew the same each time."""

import odoo.init  # noqa: F401 makes the names of the odoo package
