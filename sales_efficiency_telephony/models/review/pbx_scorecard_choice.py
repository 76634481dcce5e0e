from odoo import api, models
from odoo.fields import Domain
from odoo.tools.i18n import format_list


class PbxScorecard(models.Model):
    """Which scorecard a talk is judged by: the one that asks for most of what it is."""

    _inherit = "pbx.scorecard"

    @api.model
    def _choose(self, call):
        """Return the scorecard of a call, and why it is that one.

        Of those that fit, the one with most criteria; a script says more than its stage.
        Of equal ones, the first in order.

        :return: scorecard, sentence; both empty where there is none
        """
        script = self._get_script(call)
        cards = self._get_fitting(call, script)
        if not cards:
            return cards, ""
        card = max(cards, key=lambda one: one._get_weight())
        return card, card._get_why(call, script)

    @api.model
    def _get_fitting(self, call, script):
        """Return the published scorecards a call may be judged by, in order."""
        cards = self.sudo().search(
            Domain("version_id", "!=", False)
            & Domain("company_id", "in", [False, call.company_id.id])
            & Domain("stage_ids", "in", [False, *call.stage_id.ids])
            & Domain("script_ids", "in", [False, *script.ids])
            & Domain("direction", "in", [False, call.direction])
        )
        asked = set(cards.mapped("talk")) - {False}
        talk = self._get_talk(call) if asked else False
        return cards.filtered(lambda card: card.talk in (False, talk))

    def _get_weight(self):
        self.ensure_one()
        return (
            4 * bool(self.script_ids)
            + 2 * bool(self.stage_ids)
            + bool(self.talk)
            + bool(self.direction)
        )

    @api.model
    def _get_talk(self, call):
        """Tell whether anybody of us had talked with the client's number before."""
        known = Domain("phone_sanitized", "=", call.phone_sanitized or False)
        if call.partner_id:
            known |= Domain("partner_id", "=", call.partner_id.id)
        elif not call.phone_sanitized:
            return "first"
        before = call.sudo().search_count(
            known
            & Domain("company_id", "=", call.company_id.id)
            & Domain("talk_seconds", ">", 0)
            & Domain("started_at", "<", call.started_at),
            limit=1,
        )
        return "later" if before else "first"

    @api.model
    def _get_script(self, call):
        """Return the script the deal had at the call, as far as it can still be told.

        What was gone through in that stage says it; else the one of the stage, as long
        as the deal is in it.
        """
        deal = call.sudo().lead_id
        run = self._get_script_run(call)
        if run or not deal or deal.stage_id != call.stage_id:
            return run.script_id
        return self.env["sales.script"].sudo()._choose(deal)[0]

    @api.model
    def _get_script_run(self, call):
        """Return the last run of a script in the deal's stage at the call."""
        runs = self.env["sales.script.run"].sudo()
        if not call.sudo().lead_id or not call.stage_id:
            return runs
        return runs.search(
            Domain("lead_id", "=", call.sudo().lead_id.id)
            & Domain("stage_id", "=", call.stage_id.id),
            order="date_start desc, id desc",
            limit=1,
        )

    def _get_why(self, call, script):
        """Return why the scorecard was chosen, in a sentence."""
        self.ensure_one()
        labels = {
            name: dict(self._fields[name]._description_selection(self.env))
            for name in ("direction", "talk")
        }
        parts = []
        if self.script_ids:
            parts.append(self.env._("script %s", script.name))
        if self.stage_ids:
            parts.append(self.env._("stage %s", call.stage_id.name))
        if self.talk:
            parts.append(labels["talk"][self.talk])
        if self.direction:
            parts.append(labels["direction"][self.direction])
        if not parts:
            return self.env._("The scorecard for every talk.")
        return self.env._(
            "The scorecard that fits best: %(criteria)s.",
            criteria=format_list(self.env, parts),
        )
