from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import UserError

from ..models.distribution.working_moment import to_utc
from ..tools.working_days import at_hour

#: Leads that are replayed in one go.
MOST_LEADS = 10_000
#: What is summed up for each person.
FIGURES = ("got_count", "would_count", "got_revenue", "would_revenue")


class SalesLeadReplay(models.TransientModel):
    """Run the present rules over a past period, and show who would have got what.

    Nothing of it touches a lead: what comes out is kept for a while to be looked at.
    """

    _name = "sales.lead.replay"
    _description = "Replay of Distribution Rules"

    company_id = fields.Many2one(
        comodel_name="res.company",
        required=True,
        default=lambda self: self.env.company,
    )
    currency_id = fields.Many2one(related="company_id.currency_id")
    date_from = fields.Date(
        string="From",
        required=True,
        default=lambda self: self.env.user._get_sales_today() - timedelta(days=30),
    )
    date_to = fields.Date(
        string="To",
        required=True,
        default=lambda self: self.env.user._get_sales_today(),
    )
    line_ids = fields.One2many(
        comodel_name="sales.lead.replay.line", inverse_name="replay_id"
    )
    person_ids = fields.One2many(
        comodel_name="sales.lead.replay.person", inverse_name="replay_id"
    )
    lead_count = fields.Integer(string="Leads", compute="_compute_counts")
    same_count = fields.Integer(string="Same Receiver", compute="_compute_counts")
    other_count = fields.Integer(string="Other Receiver", compute="_compute_counts")
    nobody_count = fields.Integer(string="For Nobody", compute="_compute_counts")

    @api.depends("date_from", "date_to")
    def _compute_display_name(self):
        for replay in self:
            replay.display_name = self.env._("Replay of Distribution Rules")

    @api.depends("line_ids")
    def _compute_counts(self):
        rows = self.env["sales.lead.replay.line"]._read_group(
            [("replay_id", "in", self.ids)], ["replay_id", "outcome"], ["__count"]
        )
        counts = {(replay.id, outcome): count for replay, outcome, count in rows}
        for replay in self:
            for outcome in ("same", "other", "nobody"):
                replay[f"{outcome}_count"] = counts.get((replay.id, outcome), 0)
            replay.lead_count = (
                replay.same_count + replay.other_count + replay.nobody_count
            )

    # ------------------------------------------------------------
    # ACTIONS
    # ------------------------------------------------------------

    def action_replay(self):
        """Decide on the leads of the period once more, and show the result."""
        self.ensure_one()
        self._check_period()
        leads = self._find_leads()
        desk = self.env["sales.lead.desk"].sudo().with_company(self.company_id)
        decisions = desk._replay(leads, self.company_id, self.date_from)
        if decisions is None:
            raise UserError(
                self.env._(
                    "%(company)s has no distribution rules: create one first.",
                    company=self.company_id.name,
                )
            )
        self.line_ids.unlink()
        self.person_ids.unlink()
        self.env["sales.lead.replay.line"].create(self._prepare_lines(leads, decisions))
        self.env["sales.lead.replay.person"].create(self._prepare_people())
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Replay"),
            "res_model": self._name,
            "res_id": self.id,
            "views": [
                (self.env.ref("sales_efficiency.lead_replay_view_form").id, "form")
            ],
        }

    def action_view_lines(self):
        """Open the leads one by one, each with the reason."""
        self.ensure_one()
        action = self.env["ir.actions.actions"]._for_xml_id(
            "sales_efficiency.lead_replay_line_action"
        )
        outcome = self.env.context.get("outcome")
        action["domain"] = [("replay_id", "=", self.id)]
        action["context"] = {f"search_default_{outcome}": 1} if outcome else {}
        return action

    # ------------------------------------------------------------
    # WORK
    # ------------------------------------------------------------

    def _check_period(self):
        if self.date_from > self.date_to:
            raise UserError(
                self.env._("To: choose a day that is not before the first one.")
            )
        if self.company_id not in self.env.companies:
            raise UserError(
                self.env._(
                    "Company: choose one that is selected at the top of the screen."
                )
            )

    def _find_leads(self):
        """Return the leads of the period, in the order they came in."""
        zone = self.env["sales.lead.desk"]._get_day_zone(self.company_id)
        start = to_utc(at_hour(self.date_from, 0), zone)
        end = to_utc(at_hour(self.date_to, 24), zone)
        leads = self.env["crm.lead"].sudo().with_company(self.company_id)
        leads = (
            leads.with_context(active_test=False)
            .search(
                leads._get_replay_domain(self.company_id, start, end),
                order="create_date, id",
                limit=MOST_LEADS + 1,
            )
            .filtered(lambda lead: lead._get_sales_company() == self.company_id)
        )
        if not leads:
            raise UserError(
                self.env._(
                    "No lead came in for anybody in these days: choose a longer period."
                )
            )
        if len(leads) > MOST_LEADS:
            raise UserError(
                self.env._(
                    "More than %(count)s leads came in from %(from)s to %(to)s: choose a "
                    "shorter period.",
                    **{"from": self.date_from, "to": self.date_to, "count": MOST_LEADS},
                )
            )
        return leads

    def _prepare_lines(self, leads, decisions):
        first = leads._get_first_assignments()
        values = []
        for lead, decision in zip(leads, decisions, strict=True):
            got = first[lead.id].user_id if lead.id in first else lead.user_id
            outcome = "nobody"
            if decision.user_id:
                outcome = "same" if decision.user_id == got.id else "other"
            values.append(
                {
                    "replay_id": self.id,
                    "lead_id": lead.id,
                    "came_at": lead.create_date,
                    "rule_id": decision.rule_id,
                    "user_id": decision.user_id,
                    "got_user_id": got.id,
                    "team_id": decision.team_id,
                    "way": decision.way,
                    "outcome": outcome,
                    "expected_revenue": lead.expected_revenue,
                    "candidates": decision.candidates,
                }
            )
        return values

    def _prepare_people(self):
        """Sum up, person by person, what each one got and would have got."""
        lines = self.env["sales.lead.replay.line"]
        users = self.env["res.users"]
        found = {}
        for name, side in (("got_user_id", "got"), ("user_id", "would")):
            for user, count, revenue in lines._read_group(
                [("replay_id", "=", self.id), (name, "!=", False)],
                [name],
                ["__count", "expected_revenue:sum"],
            ):
                found.setdefault(user.id, {}).update(
                    {f"{side}_count": count, f"{side}_revenue": revenue}
                )
        weights = self.env["sales.lead.desk"]._read_weights(users.browse(found))
        return [
            {
                "replay_id": self.id,
                "user_id": user_id,
                "weight": weights.get(user_id, 1),
                **dict.fromkeys(FIGURES, 0),
                **figures,
            }
            for user_id, figures in found.items()
        ]
