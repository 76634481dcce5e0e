from typing import NamedTuple

from odoo import models
from odoo.exceptions import RedirectWarning, UserError
from odoo.tools import SQL

from ...tools.script_flow import open_checks
from ...tools.script_text import fill


class Missing(NamedTuple):
    """What a deal was not ticked for in a stage: its own, or one it went back from."""

    deal: models.Model
    stage: models.Model
    run: models.Model
    version: models.Model
    names: list


class CrmLead(models.Model):
    """A deal stays in its stage until what its script requires there is ticked."""

    _inherit = "crm.lead"

    def write(self, vals):
        """Hold deals back where checks are open; end the scripts of those that go on."""
        if "stage_id" not in vals and "active" not in vals:
            return super().write(vals)
        watched = self.env["sales.script"]._get_watched()
        if not watched.scripted:
            return super().write(vals)
        if "stage_id" in vals and watched.holding:
            self._check_script_hold(vals["stage_id"], watched.holding)
        is_archived = not vals.get("active", True)
        scripted = self.filtered(lambda deal: deal.stage_id.id in watched.scripted)
        leaving = scripted.filtered(
            lambda deal: deal.stage_id.id != vals.get("stage_id", deal.stage_id.id)
        )
        resting = (scripted - leaving) if is_archived else self.browse()
        restored = self.filtered(lambda deal: vals.get("active") and not deal.active)
        done = super().write(vals)
        self.env["sales.script.run"]._follow_deals(leaving, resting, restored)
        return done

    def _check_script_hold(self, stage_id, holding):
        """Refuse that deals go on while something they require is not ticked.

        What the system does by itself passes, as do steps back, and imports of who may let
        deals pass.

        :param stage_id: where the deals go
        :param holding: ids of stages that have required checks
        """
        if self.env.su:
            return
        target = self.env["crm.stage"].browse(stage_id)
        missing = self._get_missing_checks(target, holding)
        if not missing:
            return
        held = self.browse({part.deal.id: None for part in missing})
        if not held._may_let_pass():
            raise UserError(self._get_hold_sentences(missing))
        if self.env.context.get("import_file"):
            return
        raise RedirectWarning(
            self._get_hold_sentences(missing),
            self.env.ref("sales_efficiency.sales_script_pass_action").id,
            self.env._("Let it pass"),
            # All of them were to be moved, also those that nothing holds.
            {"default_lead_ids": self.ids, "default_stage_id": target.id},
        )

    def _get_hold_sentences(self, missing):
        """Return what has to be ticked first, a sentence for each deal."""
        sentences = []
        for part in missing:
            values = {
                "deal": part.deal.name,
                "stage": part.deal.stage_id.name,
                "checks": ", ".join(part.names),
                "script": part.version.script_id.name,
            }
            if part.stage == part.deal.stage_id:
                sentence = self.env._(
                    "%(deal)s stays in %(stage)s: first tick %(checks)s of the script "
                    "%(script)s.",
                    **values,
                )
            else:
                sentence = self.env._(
                    "%(deal)s stays in %(stage)s: first go to %(skipped)s and tick "
                    "%(checks)s of the script %(script)s.",
                    skipped=part.stage.name,
                    **values,
                )
            sentences.append(sentence)
        return "\n".join(sentences)

    def _may_let_pass(self):
        """Tell whether the user leads the teams of all these deals, or manages them."""
        if self.env.user.has_group("sales_efficiency.group_sales_efficiency_manager"):
            return True
        return all(
            self.env.user in deal.team_id.sudo().sales_leader_ids for deal in self
        )

    # ------------------------------------------------------------
    # WHAT IS MISSING
    # ------------------------------------------------------------

    def _get_missing_checks(self, target, holding=None):
        """Return what deals on their way to a stage miss, as a list of :class:`Missing`.

        :param target: where they go
        :param holding: ids of stages that have required checks, by default all such
        """
        if holding is None:
            holding = self.env["sales.script"]._get_watched().holding
        held, passing = self._get_held_stages(target, holding)
        missing = []
        if held:
            runs = self.env["sales.script.run"]._get_current(held)
            for deal in held:
                run = runs.get(deal.id) or self.env["sales.script.run"].sudo()
                missing.append(deal._find_missing(deal.stage_id, run))
        for deal, stage_id, run in self._get_left_backwards(passing):
            there = deal.new({"stage_id": stage_id}, origin=deal)
            missing.append(deal._find_missing(there.stage_id._origin, run, there))
        return [part for part in missing if part]

    def _get_held_stages(self, target, holding):
        """Return the deals whose own stage may hold them, and ``{deal: stages that lie
        between}`` where one of these may.
        """
        places = self.env["crm.stage"]._get_script_places()
        end, wins = places.get(target.id, (0, False))
        held, passing = self.browse(), {}
        for deal in self:
            own = deal.stage_id.id
            start, is_won = places.get(own, (-1, False))
            is_forward = end > start or (wins and not is_won)
            if deal.type != "opportunity" or own == target.id or not is_forward:
                continue
            if own in holding:
                held |= deal
            between = {
                stage
                for stage in holding - {own, target.id}
                if stage in places
                and places[stage][0] > start
                and (wins or places[stage][0] < end)
            }
            if between:
                passing[deal] = between
        return held, passing

    def _get_left_backwards(self, passing):
        """Return (deal, stage, last run there) for stages that deals went back from.

        Whoever goes back and then round a stage has not done what it requires.

        :param passing: ``{deal: ids of stages}``
        """
        if not passing:
            return []
        deals = self.browse(deal.id for deal in passing)
        deals.flush_recordset(["stage_id", "won_status"])
        rows = self.env.execute_query(
            SQL(
                """
                SELECT DISTINCT ON (lead_id, stage_id) lead_id, stage_id,
                       kind, COALESCE((
                           SELECT MAX(came.date) FROM sales_stage_move came
                            WHERE came.lead_id = move.lead_id
                              AND came.next_stage_id = move.stage_id
                              AND came.stage_id <> move.stage_id), '-infinity')
                  FROM sales_stage_move move
                 WHERE lead_id = ANY(%s) AND stage_id = ANY(%s)
                   AND stage_id <> next_stage_id
              ORDER BY lead_id, stage_id, date DESC, id DESC
                """,
                deals.ids,
                list(set().union(*passing.values())),
            )
        )
        left = {
            (deal, stage): since
            for deal, stage, kind, since in rows
            if kind == "back" and stage in passing[self.browse(deal)]
        }
        if not left:
            return []
        return self.env["sales.script.run"]._get_last(left)

    def _find_missing(self, stage, run, there=None):
        """Return the :class:`Missing` of the deal in a stage, ``None`` for nothing.

        :param run: its run there, maybe none
        :param there: the deal as it would be there, by default as it is
        """
        self.ensure_one()
        if run.passed_by_id:
            return None
        version, answers = run.version_id, run._get_answers()
        if not run:
            script = self.env["sales.script"]._choose(there or self)[0]
            version = script.sudo().version_id
        if not version.has_required_checks:
            return None
        steps = version._get_steps()
        names = {step["key"]: step["name"] for step in steps}
        keys = open_checks(steps, answers)
        if not keys:
            return None
        words = self._get_script_words()
        return Missing(
            self, stage, run, version, [fill(names[key], words) for key in keys]
        )
