from collections import defaultdict

from odoo import api, fields, models


class MailingChainStep(models.Model):
    """How many came to a step, and what became of its letter."""

    _inherit = "mailing.chain.step"

    def _get_figures(self):
        """Return ``{step: {came, waiting, sent, opened, clicked, replied, left}}``.

        Of letters each person counts once, however often a letter was opened. All are
        counted, also those of whom the reader of the drawing sees nothing else.
        """
        figures = defaultdict(
            lambda: dict.fromkeys(
                ("came", "waiting", "sent", "opened", "clicked", "replied", "left"), 0
            )
        )
        for step in self:
            figures[step].update(came=0)
        participants = self.env["mailing.chain.participant"].sudo()
        for step, state, count in participants._read_group(
            [("step_id", "in", self.ids), ("state", "!=", "done")],
            ["step_id", "state"],
            ["__count"],
        ):
            if state == "left":
                figures[step]["left"] += count
            else:
                figures[step]["waiting"] += count
        logs = self.env["mailing.chain.participant.step"].sudo()
        for step, count in logs._read_group(
            [("step_id", "in", self.ids), ("done_at", "!=", False)],
            ["step_id"],
            ["participant_id:count_distinct"],
        ):
            figures[step]["came"] = count
        for step in self:
            figures[step]["came"] += figures[step]["waiting"]
        self._add_letter_figures(figures)
        return dict(figures)

    def _add_letter_figures(self, figures):
        """Add what became of the letters."""
        for letter, *counts in (
            self.env["mailing.trace"]
            .sudo()
            ._read_group(
                [
                    ("mass_mailing_id.chain_step_id", "in", self.ids),
                    ("is_test_trace", "=", False),
                ],
                ["mass_mailing_id"],
                [f"{name}:count" for name in self._get_figure_fields().values()],
            )
        ):
            step = letter.chain_step_id
            for name, count in zip(self._get_figure_fields(), counts, strict=True):
                figures[step][name] += count

    def _get_figure_fields(self):
        """Return the moments of a trace that are counted: ``{figure: field}``."""
        return {
            "sent": "sent_datetime",
            "opened": "open_datetime",
            "clicked": "links_click_datetime",
            "replied": "reply_datetime",
        }


class MailingChain(models.Model):
    """How many are on the way through a chain, and what came of it."""

    _inherit = "mailing.chain"

    running_count = fields.Integer(
        string="On the Way", compute="_compute_participant_counts"
    )
    held_count = fields.Integer(string="Held", compute="_compute_participant_counts")
    done_count = fields.Integer(
        string="Went Through", compute="_compute_participant_counts"
    )
    left_count = fields.Integer(string="Left", compute="_compute_participant_counts")
    participant_count = fields.Integer(
        string="Participants", compute="_compute_participant_counts"
    )
    letter_count = fields.Integer(string="Letters", compute="_compute_letter_count")
    deal_count = fields.Integer(string="Deals", compute="_compute_deal_count")
    is_edited = fields.Boolean(compute="_compute_is_edited")

    @api.depends("participant_ids.state")
    def _compute_participant_counts(self):
        counts = defaultdict(dict)
        for chain, state, count in self.env["mailing.chain.participant"]._read_group(
            [("chain_id", "in", self.ids)], ["chain_id", "state"], ["__count"]
        ):
            counts[chain][state] = count
        for chain in self:
            of_chain = counts[chain._origin]
            chain.running_count = of_chain.get("running", 0)
            chain.held_count = of_chain.get("held", 0)
            chain.done_count = of_chain.get("done", 0)
            chain.left_count = of_chain.get("left", 0)
            chain.participant_count = sum(of_chain.values())

    def _compute_letter_count(self):
        counts = dict(
            self.env["mailing.mailing"]
            .sudo()
            ._read_group([("chain_id", "in", self.ids)], ["chain_id"], ["__count"])
        )
        for chain in self:
            chain.letter_count = counts.get(chain._origin, 0)

    @api.depends("campaign_id")
    def _compute_deal_count(self):
        counts = dict(
            self.env["crm.lead"]._read_group(
                [("campaign_id", "in", self.campaign_id.ids)],
                ["campaign_id"],
                ["__count"],
            )
        )
        for chain in self:
            chain.deal_count = counts.get(chain.campaign_id, 0)

    @api.depends("draft_version_id", "version_id")
    def _compute_is_edited(self):
        for chain in self:
            chain.is_edited = bool(chain.draft_version_id and chain.version_id)

    def action_open_participants(self):
        """Open who is, or was, on the way through this chain."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "sales_efficiency_mailing.mailing_chain_participant_action"
        )
        return {
            **action,
            "domain": [("chain_id", "=", self.id)],
            "context": {"search_default_on_the_way": 1},
        }

    def action_open_letters(self):
        """Open the letters of this chain."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Letters of %(chain)s", chain=self.name),
            "res_model": "mailing.mailing",
            "views": [[False, "list"], [False, "form"]],
            "domain": [("chain_id", "=", self.id)],
        }

    def action_open_deals(self):
        """Open the deals that came of this chain's letters."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Deals of %(chain)s", chain=self.name),
            "res_model": "crm.lead",
            "views": [[False, "list"], [False, "kanban"], [False, "form"]],
            "domain": [("campaign_id", "=", self.campaign_id.id)],
            "context": {"default_campaign_id": self.campaign_id.id},
        }
