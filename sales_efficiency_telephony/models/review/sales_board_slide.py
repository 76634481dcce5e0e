from odoo import fields, models

from odoo.addons.sales_efficiency.tools.pace import percent


class SalesBoardSlide(models.Model):
    """The wall shows who has listened to the day's calls."""

    _inherit = "sales.board.slide"

    type = fields.Selection(
        selection_add=[("listening", "Calls listened to"), ("text",)],
        ondelete={"listening": "cascade"},
    )

    def _get_title(self):
        """Name the slide."""
        if self.type == "listening" and not self.title:
            return self.env._("Calls listened to today")
        return super()._get_title()

    def _get_listening_content(self, board, wall, **_others):
        """Show each head's calls: done, and still to be heard."""
        teams = board.sudo().team_ids or self.env["crm.team"].sudo().search(
            [("company_id", "in", [False, board.company_id.id])]
        )
        heads = teams.sales_leader_ids | board.company_id._get_sales_head()
        listening = self.env["pbx.listening"].with_company(board.company_id)
        counts = listening._get_counts(heads, wall.day)
        rows = []
        for head in heads:
            if head.id not in counts:
                continue
            count = counts[head.id]
            total = sum(count.values())
            rows.append(
                {
                    **board._get_wall_person(head.id, head.name),
                    **count,
                    "total": total,
                    "share": percent(count["done"], total),
                }
            )
        rows.sort(key=lambda row: (-row["overdue"], row["share"], row["name"]))
        return {"rows": rows} if rows else None
