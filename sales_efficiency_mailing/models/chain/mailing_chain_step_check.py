from odoo import api, models
from odoo.exceptions import ValidationError

from ...tools.chain_flow import Link
from .mailing_chain_step import BRANCHING, WRITING


class MailingChainStep(models.Model):
    """What is wrong with a step: refused when it is saved, or told before publishing."""

    _inherit = "mailing.chain.step"

    @api.constrains("next_id", "version_id")
    def _check_next_version(self):
        for step in self:
            if step.next_id and step.next_id.version_id != step.version_id:
                raise ValidationError(
                    self.env._(
                        "Goes On With of %(step)s: %(target)s is drawn in another "
                        "version or chain. Choose a step of this one.",
                        step=step.name,
                        target=step.next_id.name,
                    )
                )

    @api.constrains("next_id")
    def _check_loop(self):
        self.version_id._check_no_loop()

    @api.constrains("kind", "target_chain_id")
    def _check_target_chain(self):
        for step in self.filtered(lambda step: step.kind == "chain"):
            target = step.target_chain_id
            if target == step.chain_id:
                raise ValidationError(
                    self.env._(
                        "Chain of %(step)s: a chain cannot go on with itself. Choose "
                        "another one, or let clients enter again under Entering Again.",
                        step=step.name,
                    )
                )
            if target and target.target != step.chain_id.target:
                raise ValidationError(
                    self.env._(
                        "Chain of %(step)s: %(chain)s is sent to other records. Choose "
                        "a chain for the same ones.",
                        step=step.name,
                        chain=target.name,
                    )
                )

    @api.constrains("kind", "field_id")
    def _check_field(self):
        for step in self.filtered(lambda step: step.kind == "field" and step.field_id):
            field = step.field_id.sudo()
            if field.model != step.chain_id.target:
                raise ValidationError(
                    self.env._(
                        "Field of %(step)s: %(field)s is no field of the records of this "
                        "chain. Choose one of theirs.",
                        step=step.name,
                        field=field.field_description,
                    )
                )

    def _get_links(self):
        """Return the ways out, those of branches first: see ``tools/chain_flow.py``."""
        return [
            Link(step.id, target.id or None)
            for step in self
            for target in [*(way.target_id for way in step.way_ids), step.next_id]
        ]

    def _find_problems(self):
        """Return what keeps this step from being published, as sentences.

        Holes for other kinds are ``_find_<kind>_problems``, which say what is missing
        beside the letter and the ways.
        """
        self.ensure_one()
        problems = []
        if self.kind in WRITING:
            problems += self._find_letter_problems()
        if self.kind in BRANCHING:
            problems += self._find_way_problems()
        find_own = getattr(self, f"_find_{self.kind}_problems", None)
        if find_own and self.kind != "letter":
            problems += find_own()
        return problems

    def _find_letter_problems(self):
        letters = self.mailing_ids
        if not any(letter.chain_weight > 0 for letter in letters):
            return [
                self.env._(
                    "%(step)s has no letter to send: write one under Letters, with a "
                    "Share above 0.",
                    step=self.name,
                )
            ]
        return [problem for letter in letters for problem in letter._find_problems()]

    def _find_way_problems(self):
        if not self.way_ids:
            return [
                self.env._(
                    "%(step)s has no way to choose: add one under Ways, or make it a "
                    "wait.",
                    step=self.name,
                )
            ]
        return [problem for way in self.way_ids for problem in way._find_problems()]

    def _find_wait_problems(self):
        if self.wait_count:
            return []
        return [
            self.env._(
                "%(step)s waits for no time: give its Time, or remove it.",
                step=self.name,
            )
        ]

    def _find_missing(self, name):
        """Return the sentence for a field without which this step cannot be done."""
        if self[name]:
            return []
        return [
            self.env._(
                "%(step)s lacks its %(field)s: choose one.",
                step=self.name,
                field=self._fields[name]._description_string(self.env),
            )
        ]

    def _find_activity_problems(self):
        return self._find_missing("activity_type_id")

    def _find_field_problems(self):
        problems = self._find_missing("field_id")
        field = self.field_id.sudo()
        if field.readonly:
            problems.append(
                self.env._(
                    "%(step)s changes %(field)s, which nobody can edit: choose another "
                    "field.",
                    step=self.name,
                    field=field.field_description,
                )
            )
        return problems

    def _find_chain_problems(self):
        return self._find_missing("target_chain_id")
