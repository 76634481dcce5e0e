from collections import defaultdict

from odoo import api, fields, models


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
