from odoo import api, models

from ...tools.chain_flow import lay_out
from .mailing_chain_step import BRANCHING, WRITING

#: What stands for a kind beside its name.
ICONS = {
    "letter": "fa-envelope-o",
    "wait": "fa-clock-o",
    "branch": "fa-code-fork",
    "activity": "fa-user-o",
    "event": "fa-calendar",
    "field": "fa-pencil",
    "offer": "fa-tag",
    "feedback": "fa-comment-o",
    "chain": "fa-share",
    "end": "fa-flag-checkered",
}


class MailingChain(models.Model):
    """A chain as it is drawn on the screen."""

    _inherit = "mailing.chain"

    @api.model
    @api.readonly
    def get_flow(self, chain_id, version_id=False):
        """Return a version of a chain as it is drawn.

        :param int version_id: which one; False: the one being edited, else the one in
            force
        :return: ``steps`` with their place, what they do, what is wrong with them, the
            ways out and, of a published version, their figures; see the docstrings of
            ``_get_flow_*``
        """
        chain = self.browse(chain_id)
        version = self.env["mailing.chain.version"].browse(version_id or [])
        version = version & chain.version_ids or (
            chain.draft_version_id or chain.version_id
        )
        steps = version.step_ids
        return {
            "version": version._get_flow_version(),
            "versions": [
                one._get_flow_version() for one in chain._get_shown_versions()
            ],
            "kinds": self._get_flow_kinds(),
            "first_id": version.first_step_id.id,
            "entries": [entry._get_kind_name() for entry in chain.entry_ids],
            "steps": steps._get_flow_steps(),
            "can_edit": not version.published_at and chain.has_access("write"),
            "can_write": chain.has_access("write"),
        }

    def _get_shown_versions(self):
        """Return the versions one may want to look at: edited, in force, walked on."""
        walked = self.env["mailing.chain.participant"]._read_group(
            [("chain_id", "=", self.id), ("state", "in", ("running", "held"))],
            ["version_id"],
        )
        versions = self.draft_version_id | self.version_id
        for (version,) in walked:
            versions |= version
        return versions.sorted("number", reverse=True)

    @api.model
    def _get_flow_kinds(self):
        """Return what may be drawn: ``{key, name, icon}``."""
        steps = self.env["mailing.chain.step"]
        names = steps._fields["kind"]._description_selection(self.env)
        return [
            {"key": kind, "name": name, "icon": ICONS.get(kind, "fa-circle-o")}
            for kind, name in names
        ]


class MailingChainVersion(models.Model):
    _inherit = "mailing.chain.version"

    def _get_flow_version(self):
        chain = self.chain_id
        if self == chain.draft_version_id:
            state = "draft"
        elif self == chain.version_id:
            state = "in_force"
        else:
            state = "earlier"
        return {"id": self.id, "number": self.number, "state": state}


class MailingChainStep(models.Model):
    _inherit = "mailing.chain.step"

    def _get_flow_steps(self):
        """Return the steps of one version, in the order they are read.

        Each with ``row``, ``column``, ``is_reached``, ``lines`` (what it does, in
        words), ``letters``, ``links``, ``problems`` and ``figures`` (or False).
        """
        version = self.version_id
        places = lay_out(self.ids, self._get_links(), version.first_step_id.id)
        problems = self._get_flow_problems()
        figures = self._get_figures() if version.published_at else {}
        steps = [
            {
                **step._prepare_flow_values(),
                "row": places[step.id].row,
                "column": places[step.id].column,
                "is_reached": places[step.id].is_reached,
                "problems": problems.get(step, []),
                "figures": figures.get(step, False),
            }
            for step in self
        ]
        return sorted(steps, key=lambda step: (step["row"], step["column"]))

    def _get_figures(self):
        """Return ``{step: {figure: number}}`` that is drawn; reports say what counts."""
        return {}

    def _get_flow_problems(self):
        """Return ``{step: sentences}``: of a draft all that has to be mended, of a
        version in force what holds participants."""
        version = self.version_id
        if not version:
            return {}
        if not version.published_at:
            return version._find_problems()
        return {step: [step.problem] for step in self if step.problem}

    def _prepare_flow_values(self):
        """Return what of this step is drawn, without its place and figures."""
        names = {
            name: dict(self._fields[name]._description_selection(self.env))
            for name in ("kind", "part")
        }
        return {
            "id": self.id,
            "name": self.name,
            "kind": self.kind,
            "kind_name": names["kind"][self.kind],
            "icon": ICONS.get(self.kind, "fa-circle-o"),
            "part": self.part,
            "part_name": names["part"][self.part],
            "lines": [line for line in self._get_flow_lines() if line],
            "writes": self.kind in WRITING,
            "letters": [
                {"id": letter.id, "subject": letter.subject}
                for letter in self.mailing_ids
                if self.kind in WRITING
            ],
            "links": self._get_flow_links(),
            "can_move_up": bool(self._get_swapped()),
        }

    def _get_flow_lines(self):
        """Return what this step does, in words; a hole for other kinds."""
        if self.kind == "wait":
            return [self._get_time_name()]
        if self.kind == "branch":
            return [self.env._("Waits up to %(time)s", time=self._get_time_name())]
        if self.kind == "activity":
            return [self.activity_type_id.name, self.activity_summary]
        if self.kind == "event":
            return [self.event_id.name, self.env._("Waits until the event is over")]
        if self.kind == "field":
            name = self.field_id.sudo().field_description
            return [
                name
                and self.env._(
                    "%(field)s becomes %(value)s", field=name, value=self.field_value
                )
            ]
        if self.kind == "chain":
            return [self.target_chain_id.name]
        return []

    def _get_time_name(self):
        """Return how long this step waits, in words."""
        unit = dict(self._fields["wait_unit"]._description_selection(self.env))
        return self.env._(
            "%(count)s %(unit)s",
            count=self.wait_count,
            unit=unit[self.wait_unit].lower(),
        )

    def _get_flow_links(self):
        """Return the ways out: those of a branch in the order they are tried, then where
        it goes on otherwise; an end has none."""
        if self.kind == "end":
            return []
        branches = self.kind in BRANCHING
        links = [
            {
                "way_id": way.id,
                "name": way._get_name(),
                "target_id": way.target_id.id,
                "target_name": way.target_id.name,
            }
            for way in self.way_ids
            if branches
        ]
        return [
            *links,
            {
                "way_id": False,
                "name": branches and self.env._("Otherwise"),
                "target_id": self.next_id.id,
                "target_name": self.next_id.name,
            },
        ]


class MailingChainWay(models.Model):
    _inherit = "mailing.chain.way"

    def _get_name(self):
        """Return what this way waits for, in words."""
        self.ensure_one()
        names = dict(self._fields["condition"]._description_selection(self.env))
        about = (
            self.topic_id.name if self.condition == "topic" else self.of_step_id.name
        )
        if not about:
            return names[self.condition]
        return self.env._(
            "%(condition)s: %(about)s", condition=names[self.condition], about=about
        )
