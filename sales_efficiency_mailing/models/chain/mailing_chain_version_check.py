from odoo import api, models
from odoo.exceptions import ValidationError

from ...tools.chain_flow import find_loop, find_reached


class MailingChainVersion(models.Model):
    _inherit = "mailing.chain.version"

    def _check_no_loop(self):
        """Refuse a drawing that leads back to where it has been.

        :raise ValidationError: naming the steps of the loop
        """
        for version in self:
            steps = version.step_ids
            loop = steps.browse(find_loop(steps.ids, steps._get_links()))
            if loop:
                raise ValidationError(
                    self.env._(
                        "These steps lead in a circle, so the same letters would go "
                        "out for ever: %(steps)s. Let one of them go on with another "
                        "step; for clients to go through the chain anew, see Entering "
                        "Again.",
                        steps=" → ".join((loop + loop[:1]).mapped("name")),
                    )
                )

    @api.constrains("first_step_id")
    def _check_first_step(self):
        for version in self:
            if version.first_step_id and version.first_step_id.version_id != version:
                raise ValidationError(
                    self.env._(
                        "The first step of %(version)s is drawn in another one: choose "
                        "a step of this one.",
                        version=version.display_name,
                    )
                )

    def _find_problems(self):
        """Return what keeps this version from being published.

        :return: ``{step: [sentence, ...]}``; under no step what concerns the whole
        """
        self.ensure_one()
        steps = self.step_ids
        problems = {step: step._find_problems() for step in steps}
        if not self.first_step_id:
            problems[steps.browse()] = [
                self.env._("Nothing is drawn yet: add the first step.")
            ]
        reached = find_reached(steps.ids, steps._get_links(), self.first_step_id.id)
        for step in steps - steps.browse(reached):
            problems[step].append(
                self.env._(
                    "No way leads to %(step)s: let another step go on with it, or "
                    "remove it.",
                    step=step.name,
                )
            )
        return {step: sentences for step, sentences in problems.items() if sentences}
