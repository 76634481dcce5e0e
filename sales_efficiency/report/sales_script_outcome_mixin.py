from odoo import fields, models
from odoo.tools import SQL

from ..models.funnel.sales_stage_move import WON_STATUSES

#: What is counted by deals, each once however many rows it has in a group.
BY_DEAL = {
    "decided:sum": "COUNT(DISTINCT %(lead)s) FILTER (WHERE %(decided)s = 1)",
    "won:sum": "COUNT(DISTINCT %(lead)s) FILTER (WHERE %(won)s = 1)",
    "won_share:avg": """
        100.0 * COUNT(DISTINCT %(lead)s) FILTER (WHERE %(won)s = 1)
        / NULLIF(COUNT(DISTINCT %(lead)s) FILTER (WHERE %(decided)s = 1), 0)
    """,
}


class SalesScriptOutcomeMixin(models.AbstractModel):
    """What became of the deal of a row, summed up by deals and not by rows."""

    _name = "sales.script.outcome.mixin"
    _description = "Outcome of a Script's Deal"

    lead_id = fields.Many2one(
        "crm.lead", string="Deal", readonly=True, aggregator="count_distinct"
    )
    won_status = fields.Selection(
        selection=WON_STATUSES, string="Outcome of the Deal", readonly=True
    )
    decided = fields.Integer(
        string="Decided Deals", readonly=True, help="Won or lost by now."
    )
    won = fields.Integer(string="Won Deals", readonly=True)
    won_share = fields.Float(
        string="Won, %",
        readonly=True,
        aggregator="avg",
        help="Won deals, of those won or lost. Open ones are left out.",
    )

    def _read_group_select(self, aggregate_spec, query):
        """Count each deal once."""
        if aggregate_spec not in BY_DEAL:
            return super()._read_group_select(aggregate_spec, query)
        columns = {
            word: self._field_to_sql(self._table, name, query)
            for word, name in (
                ("lead", "lead_id"),
                ("decided", "decided"),
                ("won", "won"),
            )
        }
        return SQL(BY_DEAL[aggregate_spec], **columns)

    def _get_outcome_columns(self):
        """Return ``{field: SQL}`` of the outcome of a ``lead``."""
        return {
            "lead_id": SQL("lead.id"),
            "won_status": SQL("lead.won_status"),
            "decided": SQL("(lead.won_status IN ('won', 'lost'))::integer"),
            "won": SQL("(lead.won_status = 'won')::integer"),
            "won_share": SQL(
                "CASE lead.won_status WHEN 'won' THEN 100.0 WHEN 'lost' THEN 0.0 END"
            ),
        }

    def action_open_deal(self):
        """Open the deal of a row."""
        self.ensure_one()
        return self.lead_id._get_records_action()
