from odoo import models
from odoo.exceptions import RedirectWarning, UserError

from ...tools.script_flow import open_checks


class CrmLead(models.Model):
    """A deal stays in its stage until what its script requires there is ticked."""

    _inherit = "crm.lead"

    def write(self, vals):
        """Hold deals back where checks are open; end the scripts of those that go on."""
        is_closed = not vals.get("active", True)
        if not is_closed and "stage_id" not in vals:
            return super().write(vals)
        watched = self.env["sales.script"]._get_watched()
        if not watched.scripted:
            return super().write(vals)
        leaving = self.filtered(
            lambda deal: (
                deal.stage_id.id in watched.scripted
                and (is_closed or deal.stage_id.id != vals["stage_id"])
            )
        )
        if not is_closed:
            leaving._check_script_hold(vals["stage_id"], watched.holding)
        done = super().write(vals)
        if leaving:
            self.env["sales.script.run"].sudo().search(
                [("lead_id", "in", leaving.ids), ("is_current", "=", True)]
            )._end()
        return done

    def _check_script_hold(self, stage_id, holding):
        """Refuse that deals go on while something they require is not ticked.

        Imports and what the system does by itself pass, as do steps back.

        :param stage_id: where the deals go
        :param holding: ids of stages that have required checks
        """
        if self.env.su or self.env.context.get("import_file"):
            return
        target = self.env["crm.stage"].browse(stage_id)
        deals = self.filtered(
            lambda deal: deal.stage_id.id in holding and deal._goes_forward_to(target)
        )
        missing = deals._get_missing_checks()
        if not missing:
            return
        sentences = "\n".join(
            self.env._(
                "%(deal)s stays in %(stage)s: first tick %(checks)s of the script "
                "%(script)s.",
                deal=deal.name,
                stage=deal.stage_id.name,
                checks=", ".join(names),
                script=version.script_id.name,
            )
            for deal, (version, names) in missing.items()
        )
        held = self.browse(deal.id for deal in missing)
        if not held._may_let_pass():
            raise UserError(sentences)
        raise RedirectWarning(
            sentences,
            self.env.ref("sales_efficiency.sales_script_pass_action").id,
            self.env._("Let it pass"),
            {"default_lead_ids": held.ids, "default_stage_id": target.id},
        )

    def _goes_forward_to(self, stage):
        """Tell whether a stage comes after the deal's own, or is where deals are won."""
        self.ensure_one()
        own = self.stage_id
        if self.type != "opportunity" or own == stage:
            return False
        return (stage.sequence, stage.id) > (own.sequence, own.id) or (
            stage.is_won and not own.is_won
        )

    def _may_let_pass(self):
        """Tell whether the user leads the teams of all these deals, or manages them."""
        if self.env.user.has_group("sales_efficiency.group_sales_efficiency_manager"):
            return True
        return all(
            self.env.user in deal.team_id.sudo().sales_leader_ids for deal in self
        )

    def _get_missing_checks(self):
        """Return ``{deal: (version, names of what is not ticked)}`` of deals held back."""
        runs = self.env["sales.script.run"]._get_current(self) if self else {}
        missing = {}
        for deal in self:
            run = runs.get(deal.id)
            if run and run.passed_by_id:
                continue
            if run:
                version, answers = run.version_id, run._get_answers()
            else:
                version = self.env["sales.script"]._choose(deal)[0].sudo().version_id
                answers = {}
            if not version.has_required_checks:
                continue
            steps = version._get_steps()
            names = {step["key"]: step["name"] for step in steps}
            if keys := open_checks(steps, answers):
                missing[deal] = (version, [names[key] for key in keys])
        return missing
