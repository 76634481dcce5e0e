from odoo import models
from odoo.fields import Command


class PbxToldMixin(models.AbstractModel):
    """Records that hold what a phone system tells, most of it more than once."""

    _name = "pbx.told.mixin"
    _description = "Told by a Phone System"

    def _write_changed(self, values):
        """Write those values that differ, without tracking.

        :param dict values: ids of relations, a list of them where there may be several
        """
        self.ensure_one()
        changed = {}
        for name, value in values.items():
            kind = self._fields[name].type
            now = self[name]
            if kind == "many2many":
                if set(now.ids) != set(value):
                    changed[name] = [Command.set(value)]
            elif (now.id if kind == "many2one" else now) != value:
                changed[name] = value
        if changed:
            self.with_context(tracking_disable=True).write(changed)
