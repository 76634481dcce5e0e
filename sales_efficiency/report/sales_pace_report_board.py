from markupsafe import Markup

from odoo import api, models

from ..tools.pace import STATUS_ORDER


class SalesPaceReport(models.Model):
    """What the board adds to the rows: the cards' side figures, and how it opens."""

    _inherit = "sales.pace.report"

    def _compute_card(self):
        """Read what a card shows beside the pace, in one go for all cards."""
        snapshot = self._get_snapshot()
        shown = set(self.filtered("is_main").ids)
        people = [row for row in snapshot.rows if row.line.id in shown]
        cards = self.env["sales.board"]._get_cards(people, snapshot.day)
        own = self._get_own_targets(snapshot)
        for record in self:
            record.card = cards[record.user_id.id] if record.id in shown else False
            if record.is_own and record.card:
                record.card = record.card | {"targets": own}

    def _get_own_targets(self, snapshot):
        """Return the reader's own targets beside revenue, most urgent first."""
        main = self.env.company._get_sales_revenue_metric()
        rows = [
            row
            for row in snapshot.rows
            if row.user_id == self.env.uid and (row.metric != main or row.scope)
        ]
        rows.sort(key=lambda row: STATUS_ORDER.index(row.pace.status))
        return [
            row.as_dict() | {"line_id": row.line.id, "name": row.metric.name}
            for row in rows
        ]

    @api.model
    def action_open_board(self):
        """Open the board as it serves the user: by team for who leads, else the own card."""
        action = self.env["ir.actions.actions"]._for_xml_id(
            "sales_efficiency.sales_pace_report_action"
        )
        # Under the number and the address of the menu's own action the web client finds
        # the menu again when somebody comes by a link.
        opener = self.env.ref("sales_efficiency.sales_pace_report_action_open").sudo()
        action |= {"id": opener.id, "path": opener.path}
        action["help"] = self._get_empty_help()
        if self.env.user.has_group("sales_efficiency.group_sales_efficiency_leader"):
            action["context"] = {
                "search_default_main": 1,
                "search_default_group_team": 1,
            }
        return action

    @api.model
    def _get_empty_help(self):
        """Say what to do where there is no plan, to who may do it and to who may not."""
        user = self.env.user
        if user.has_group("sales_efficiency.group_sales_efficiency_manager"):
            text = self.env._(
                "Enter what each salesperson means to reach under Plans and confirm the "
                "plan: a card per person then shows every day whether it is being kept."
            )
        elif user.has_group("sales_efficiency.group_sales_efficiency_leader"):
            text = self.env._(
                "Your teams appear here once the sales manager has opened a plan for "
                "this period, your people's targets are in it, and it is confirmed."
            )
        else:
            leaders = user.sudo().sale_team_id.sales_leader_ids.mapped("name")
            text = (
                self.env._(
                    "Your card appears here as soon as there is a confirmed plan for "
                    "you. Ask %(leaders)s.",
                    leaders=", ".join(leaders),
                )
                if leaders
                else self.env._(
                    "Your card appears here as soon as there is a confirmed plan for "
                    "you. Ask your sales manager."
                )
            )
        title = self.env._("No confirmed plan for this period yet")
        return Markup('<p class="o_view_nocontent_smiling_face">%s</p><p>%s</p>') % (
            title,
            text,
        )
