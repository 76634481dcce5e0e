from odoo import api, models
from odoo.exceptions import ValidationError

from .mailing_chain_domain import parse_domain
from .mailing_chain_step import WRITING

#: What a condition asks of a step that came before: kinds of such steps.
ASKED = {
    **dict.fromkeys(("opened", "clicked", "topic", "replied", "bounced"), WRITING),
    **dict.fromkeys(("registered", "attended", "missed"), ("event",)),
    "accepted": ("offer",),
    **dict.fromkeys(("answered", "displeased"), ("feedback",)),
}


class MailingChainWay(models.Model):
    """What is wrong with a way out of a step."""

    _inherit = "mailing.chain.way"

    @api.constrains("target_id", "of_step_id", "step_id")
    def _check_version(self):
        for way in self:
            for name in ("target_id", "of_step_id"):
                other = way[name]
                if other and other.version_id != way.step_id.version_id:
                    raise ValidationError(
                        self.env._(
                            "%(field)s of a way out of %(step)s: %(target)s is drawn in "
                            "another version or chain. Choose a step of this one.",
                            field=self._fields[name]._description_string(self.env),
                            step=way.step_id.name,
                            target=other.name,
                        )
                    )

    @api.constrains("target_id", "step_id")
    def _check_loop(self):
        self.step_id.version_id._check_no_loop()

    @api.constrains("domain", "condition")
    def _check_domain(self):
        for way in self:
            problem = way._find_domain_problem()
            if problem:
                raise ValidationError(problem)

    def _find_domain_problem(self):
        """Return what is wrong with the domain, empty if it can be used."""
        if self.condition != "domain":
            return ""
        try:
            self._get_domain()
        except ValueError as error:
            return self.env._(
                "Domain of a way out of %(step)s cannot be used (%(error)s): choose "
                "other conditions.",
                step=self.step_id.name,
                error=error,
            )
        return ""

    def _get_domain(self):
        """Return whom this way is for, where it asks for what matches.

        :raise ValueError: what is wrong with the domain
        """
        return parse_domain(self.env[self.step_id.chain_id.target], self.domain)

    def _find_problems(self):
        """Return what keeps this way from being published, as sentences."""
        self.ensure_one()
        problems = [self._find_domain_problem()]
        if self.condition == "domain" and self.domain in (False, "", "[]"):
            problems.append(
                self.env._(
                    "A way out of %(step)s is taken by everybody: give its Domain.",
                    step=self.step_id.name,
                )
            )
        if self.condition == "topic" and not self.topic_id:
            problems.append(
                self.env._(
                    "A way out of %(step)s waits for a click on a topic: choose the "
                    "Topic.",
                    step=self.step_id.name,
                )
            )
        problems.append(self._find_asked_problem())
        return [problem for problem in problems if problem]

    def _find_asked_problem(self):
        """Return what is wrong with the step the condition asks about."""
        kinds = ASKED.get(self.condition)
        if not kinds:
            return ""
        before = self.step_id._get_before()
        if self.step_id.kind == "event":
            before |= self.step_id
        if self.of_step_id:
            before &= self.of_step_id
        if any(step.kind in kinds for step in before):
            return ""
        return self.env._(
            "%(step)s waits for “%(condition)s”, but no step before it can bring that "
            "about: choose another condition or another step under Of the Step.",
            step=self.step_id.name,
            condition=dict(self._fields["condition"]._description_selection(self.env))[
                self.condition
            ],
        )


class MailingChainStep(models.Model):
    _inherit = "mailing.chain.step"

    def _get_before(self):
        """Return the steps from which this one can be come to."""
        self.ensure_one()
        sources = {}
        for link in self.version_id.step_ids._get_links():
            sources.setdefault(link.target, []).append(link.source)
        found = set()
        todo = [self.id]
        while todo:
            for source in sources.get(todo.pop(), ()):
                if source not in found:
                    found.add(source)
                    todo.append(source)
        return self.browse(found)
