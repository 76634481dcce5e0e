from odoo import api, models
from odoo.fields import Domain

from ...tools.funnel import Count, find_weakest, get_rate, get_share, get_steps

#: Sums that a step of the funnel shows, as ``sales.funnel.report`` names them.
COUNTS = ("visited", "skipped", "passed", "lost", "open", "won", "went_back")
AMOUNTS = ("expected_amount", "won_expected_amount", "actual_amount")
AGGREGATES = (
    "__count",
    *(f"{name}:sum" for name in COUNTS + AMOUNTS),
    "days:median",
    "days:p90",
    "days_to_win:median",
)
#: How deals are grouped: by stage, and what tells product from person.
BY_STAGE = ("stage_id",)
BY_PERSON = ("stage_id", "user_id")
BY_REASON = ("stage_id", "lost_reason_id", "lost_side")
#: Segments of a split that are shown, the largest ones.
MOST_SEGMENTS = 12


class SalesFunnel(models.Model):
    """What the picture of a funnel shows, in one call with a fixed number of queries."""

    _inherit = "sales.funnel"

    @api.model
    @api.readonly
    def get_picture(self, options=None):
        """Return a funnel with its segments, its comparison and where deals get lost.

        Callers see what their rights allow, as on ``sales.funnel.report``.

        :param dict options: ``funnel_id``, ``date_from`` and ``date_to`` (days as
            ``YYYY-MM-DD``, both included), ``cohort``, ``team_id``, ``user_id``,
            ``compare`` (``before`` or ``year``: which period beside); what is left out is
            as the funnel has it, or not narrowed
        :return: dict with the ``funnel``, the ``funnels`` there are, ``columns`` (all
            deals first, the period before second, then the segments), the ``stages`` and
            the ``sides`` of losses; shares in percent, ``None`` where undefined
        """
        options = dict(options or {})
        funnels = self.search([])
        funnel = self.browse(int(options.get("funnel_id") or 0)).exists() or funnels[:1]
        if not funnel:
            return {"funnels": [], "funnel": None}
        funnel.check_access("read")
        first, last = funnel._get_days(options)
        domain = funnel._get_scope(options) & funnel._get_cohort(options, first, last)
        before, before_name = funnel._get_before(options, first, last)
        earlier = funnel._get_scope(options) & funnel._get_cohort(options, *before)
        split = BY_STAGE + ((funnel.split_by,) if funnel.split_by else ())
        sums = funnel._gather(domain, BY_STAGE, BY_PERSON, BY_REASON, split)
        sums_before = funnel._gather(earlier, BY_STAGE)
        columns = [
            funnel._get_column("all", self.env._("All deals"), domain, sums[BY_STAGE]),
            funnel._get_column("before", before_name, earlier, sums_before[BY_STAGE]),
            *(funnel._get_segments(domain, sums[split]) if funnel.split_by else ()),
        ]
        stages = funnel._get_stages(columns)
        return {
            "funnels": [{"id": one.id, "name": one.name} for one in funnels],
            "funnel": {
                "id": funnel.id,
                "name": funnel.name,
                "split": funnel._get_label("split_by"),
                "cohort": options.get("cohort") or funnel.cohort,
                "cohorts": dict(
                    self._fields["cohort"]._description_selection(self.env)
                ),
                "can_edit": funnel.has_access("write"),
            },
            "date_from": str(first),
            "date_to": str(last),
            "before": [str(day) for day in before],
            "currency_id": self.env.company.currency_id.id,
            "stages": [
                {"id": stage.id, "name": stage.name, "is_won": stage.is_won}
                for stage in stages
            ],
            "columns": [funnel._fill_column(column, stages) for column in columns],
            "sides": funnel._get_sides(sums[BY_PERSON], sums[BY_REASON], stages),
            "domain": list(domain),
        }

    @api.model
    @api.readonly
    def get_choices(self):
        """Return the ``teams`` and the ``people`` that a picture can be narrowed to.

        :return: lists of dicts with ``id`` and ``name``, of those whose deals the caller
            may read
        """
        leads = self.env["crm.lead"].with_context(active_test=False)
        [(teams, people)] = leads._read_group(
            [], [], ["team_id:recordset", "user_id:recordset"]
        )
        return {
            name: [
                {"id": one.id, "name": one.name}
                for one in found.sudo().sorted(lambda one: one.name or "")
            ]
            for name, found in (("teams", teams), ("people", people))
        }

    def _get_label(self, name):
        """Return what a choice is called."""
        labels = self._fields[name]._description_selection(self.env)
        return dict(labels).get(self[name])

    # ------------------------------------------------------------
    # COLUMNS
    # ------------------------------------------------------------

    @api.model
    def _gather(self, domain, *groupings):
        """Sum up the same deals in several ways, in one query.

        :param groupings: tuples of fields of the report
        :return: ``{grouping: {(value, ...): {aggregate: value}}}``
        """
        groupings = list(dict.fromkeys(groupings))
        found = self.env["sales.funnel.report"]._read_grouping_sets(
            domain, groupings, AGGREGATES
        )
        return {
            names: {
                row[: len(names)]: dict(zip(AGGREGATES, row[len(names) :], strict=True))
                for row in rows
            }
            for names, rows in zip(groupings, found, strict=True)
        }

    @api.model
    def _get_column(self, key, name, domain, groups):
        """Return a column that is not filled yet.

        :param groups: ``{(stage,): sums}``
        """
        return {
            "key": key,
            "name": name,
            "domain": list(domain),
            "groups": {stage: sums for (stage,), sums in groups.items()},
        }

    def _get_segments(self, domain, groups):
        """Return the columns of the split, the largest first.

        :param groups: ``{(stage, segment): sums}``
        """
        split = self.split_by
        found = {}
        for (stage, value), sums in groups.items():
            found.setdefault(value, {})[(stage,)] = sums
        columns = [
            self._get_column(
                f"{split}:{getattr(value, 'id', value) or 0}",
                self._get_segment_name(split, value),
                domain & self._get_segment_domain(split, value),
                sums,
            )
            for value, sums in found.items()
        ]
        columns.sort(key=lambda column: -self._count_deals(column["groups"]))
        return columns[:MOST_SEGMENTS]

    @api.model
    def _count_deals(self, groups):
        return max((values["__count"] for values in groups.values()), default=0)

    def _get_segment_name(self, split, value):
        field = self.env["sales.funnel.report"]._fields[split]
        if not value:
            return self.env._("Not known")
        if field.type == "selection":
            return dict(field._description_selection(self.env))[value]
        return value.sudo().display_name

    def _get_segment_domain(self, split, value):
        return Domain(split, "=", getattr(value, "id", value) or False)

    def _get_stages(self, columns):
        """Return the stages that some deal reached, in the order of the pipeline."""
        stages = self.env["crm.stage"].union(
            *(stage for column in columns for stage in column["groups"])
        )
        return stages.sorted(lambda stage: (stage.sequence, stage.id))

    def _fill_column(self, column, stages):
        """Work out from the groups of a column what each step of it shows."""
        groups = column.pop("groups")
        rows = [groups.get(stage, dict.fromkeys(AGGREGATES, 0)) for stage in stages]
        counts = [
            Count(
                row["__count"],
                row["passed:sum"] or 0,
                row["lost:sum"] or 0,
                row["open:sum"] or 0,
                row["won:sum"] or 0,
            )
            for row in rows
        ]
        steps = get_steps(counts)
        return column | {
            "deals": max((count.reached for count in counts), default=0),
            "lost": sum(count.lost for count in counts),
            "open": sum(count.open for count in counts),
            "won": sum(count.won for count in counts),
            "rate": self._to_percent(get_rate(counts)),
            "weakest": find_weakest(steps),
            "days_to_win": next(
                (row["days_to_win:median"] for row in rows if row["won:sum"]), None
            ),
            "actual": sum(
                row["actual_amount:sum"] or 0 for row in rows if row["won:sum"]
            ),
            "expected": next(
                (row["won_expected_amount:sum"] or 0 for row in rows if row["__count"]),
                0,
            ),
            "steps": [
                self._fill_step(step, row, column, stage)
                for step, row, stage in zip(steps, rows, stages, strict=True)
            ],
        }

    def _fill_step(self, step, row, column, stage):
        figures = {name: row[f"{name}:sum"] or 0 for name in COUNTS + AMOUNTS}
        decided = step.count.passed + step.count.lost
        return figures | {
            "stage_id": stage.id,
            "reached": step.count.reached,
            "conversion": self._to_percent(step.conversion),
            "overall": self._to_percent(step.overall),
            "loss": self._to_percent(get_share(step.count.lost, decided)),
            "days_median": row["days:median"] or None,
            "days_p90": row["days:p90"] or None,
        }

    @api.model
    def _to_percent(self, share):
        return None if share is None else 100 * share
