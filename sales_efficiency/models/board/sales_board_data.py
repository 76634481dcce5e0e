from odoo import api, models


class SalesBoard(models.Model):
    _inherit = "sales.board"

    @api.model
    @api.readonly
    def get_board_data(self, date=None):
        """Return everything the board shows, as plain data in one call."""
        plan = self.env["sales.plan"]
        day = plan._to_day(date)
        rows = plan._get_pace_rows(day)
        return {"date": str(day), "people": [row.as_dict() for row in rows]}
