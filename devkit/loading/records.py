"""Odoo's records of rows: each keeps an external id, so that loading again continues."""

from collections import Counter

from odoo.tools.misc import split_every

#: Module part of the external ids; no addon bears such a name.
MODULE = "__load__"
BATCH = 500
#: Nobody is told of, subscribed to or asked about records that are history already.
QUIET = {
    "tracking_disable": True,
    "mail_create_nosubscribe": True,
    "mail_create_nolog": True,
    "mail_auto_subscribe_no_notify": True,
    "no_reset_password": True,
    "active_test": False,
}


class Records:
    """Makes records under names of their own and counts them."""

    def __init__(self, env):
        self.env = env(context=dict(env.context, **QUIET))
        self.company = self.env.company
        #: ``{model: how many were made now}``
        self.made = Counter()
        #: ``{model: how many that were there have been changed now}``
        self.moved = Counter()
        #: ``{model: {name: id}}`` of everything loaded so far.
        self._ids = {}

    def known(self, model):
        """Return ``{name: id}`` of what was loaded before or just now."""
        if model not in self._ids:
            found = self.env["ir.model.data"].search_fetch(
                [("module", "=", MODULE), ("model", "=", model)], ["name", "res_id"]
            )
            self._ids[model] = {data.name: data.res_id for data in found}
        return self._ids[model]

    def make(self, model, values):
        """Create the records that are not there yet.

        :param values: ``{name: values for create}``
        :return: the new records, in order
        """
        known = self.known(model)
        names = [name for name in values if name not in known]
        made = self.env[model]
        for part in split_every(BATCH, names):
            records = self.env[model].create([values[name] for name in part])
            self.keep(dict(zip(part, records, strict=True)))
            made += records
        self.made[model] += len(made)
        return made

    def keep(self, records):
        """Remember ``{name: record}`` under their names."""
        self.env["ir.model.data"]._update_xmlids(
            [
                {"xml_id": f"{MODULE}.{name}", "record": record, "noupdate": True}
                for name, record in records.items()
            ]
        )
        for name, record in records.items():
            self.known(record._name)[name] = record.id

    def browse(self, model, name):
        """Return the record loaded under a name."""
        return self.env[model].browse(self.known(model)[name])
