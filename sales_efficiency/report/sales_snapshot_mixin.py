from odoo import api, models
from odoo.fields import Domain
from odoo.tools import SQL


class Snapshot:
    """The rows of one request, computed once and read by several queries.

    :param model: name of the report they are of
    :param rows: what the report computed
    :param day: the day they are as at, in reports of a day
    """

    def __init__(self, model, rows, day=None):
        self.model = model
        self.rows = list(rows)
        self.day = day


class SalesSnapshotMixin(models.AbstractModel):
    """Reports whose rows are computed in Python, and handed to the database as they are,
    so that kanban, list, graph and pivot can show them.

    A report says what its rows are (:meth:`_take_snapshot`) and which columns they have.
    Whatever is asked for, a search, groups or an export, the rows are those the search
    is about.
    """

    _name = "sales.snapshot.mixin"
    _description = "Rows Computed Once"

    #: Columns of the report and their SQL types.
    _snapshot_columns = {}

    def _take_snapshot(self, domain):
        """Compute the rows that a search for ``domain`` can find.

        :return: :class:`Snapshot`
        """
        raise NotImplementedError

    def _get_snapshot_values(self, snapshot):
        """Return rows as tuples, in the order of the columns."""
        return snapshot.rows

    # ------------------------------------------------------------
    # ROWS
    # ------------------------------------------------------------

    @property
    def _table_query(self):
        types = list(map(SQL, self._snapshot_columns.values()))
        rows = [
            SQL(
                "(%s)",
                SQL(", ").join(
                    SQL("%s::%s", value, sql_type)
                    for value, sql_type in zip(values, types, strict=True)
                ),
            )
            if index == 0
            else SQL("%s", values)
            for index, values in enumerate(
                self._get_snapshot_values(self._get_snapshot())
            )
        ]
        columns = SQL(", ").join(map(SQL.identifier, self._snapshot_columns))
        if not rows:
            nothing = SQL(", ").join(SQL("NULL::%s", sql_type) for sql_type in types)
            return SQL(
                "SELECT * FROM (SELECT %s) AS t (%s) WHERE FALSE", nothing, columns
            )
        return SQL("SELECT * FROM (VALUES %s) AS t (%s)", SQL(", ").join(rows), columns)

    def _get_snapshot(self, domain=Domain.TRUE):
        """Return the rows of this request."""
        snapshot = self.env.context.get("sales_snapshot")
        # A remote client's context may hold anything.
        if isinstance(snapshot, Snapshot) and snapshot.model == self._name:
            return snapshot
        domain = Domain(domain)
        if domain.optimize_full(self).is_false():
            return Snapshot(self._name, ())
        return self._take_snapshot(domain)

    def _with_snapshot(self, domain=Domain.TRUE):
        """Return ``self`` with the rows computed, to be read by all queries of a request."""
        return self.with_context(sales_snapshot=self._get_snapshot(domain))

    # ------------------------------------------------------------
    # READING
    # ------------------------------------------------------------

    def _search(self, domain, *args, **kwargs):
        """Compute the rows the domain can be about."""
        return super(SalesSnapshotMixin, self._with_snapshot(domain))._search(
            domain, *args, **kwargs
        )

    def _as_query(self, *args, **kwargs):
        """Compute the rows that are there already: a description of fields has none."""
        rows = self._with_snapshot(Domain("id", "in", self.ids))
        return super(SalesSnapshotMixin, rows)._as_query(*args, **kwargs)

    @api.private
    def exists(self):
        """Compute the rows asked for."""
        rows = self._with_snapshot(Domain("id", "in", self.ids))
        return super(SalesSnapshotMixin, rows).exists().with_env(self.env)

    @api.model
    @api.readonly
    def web_read_group(self, domain, *args, **kwargs):
        """Compute the rows once for all groups."""
        return super(SalesSnapshotMixin, self._with_snapshot(domain)).web_read_group(
            domain, *args, **kwargs
        )

    @api.model
    @api.readonly
    def web_search_read(self, domain, *args, **kwargs):
        """Compute the rows once for search, count and read."""
        return super(SalesSnapshotMixin, self._with_snapshot(domain)).web_search_read(
            domain, *args, **kwargs
        )

    @api.model
    @api.readonly
    def formatted_read_group(self, domain, *args, **kwargs):
        """Compute the rows once for all figures."""
        return super(
            SalesSnapshotMixin, self._with_snapshot(domain)
        ).formatted_read_group(domain, *args, **kwargs)

    @api.model
    @api.readonly
    def formatted_read_grouping_sets(self, domain, *args, **kwargs):
        """Compute the rows once for all levels of a pivot."""
        return super(
            SalesSnapshotMixin, self._with_snapshot(domain)
        ).formatted_read_grouping_sets(domain, *args, **kwargs)
