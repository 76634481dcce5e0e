from odoo import models

from .res_company import BOARD_CHANGED


class IrWebsocket(models.AbstractModel):
    _inherit = "ir.websocket"

    def _build_bus_channel_list(self, channels):
        """Let who may see boards hear of changes in the own companies, nobody else."""
        others = [
            channel
            for channel in channels
            if not isinstance(channel, str) or channel != BOARD_CHANGED
        ]
        asked = len(others) < len(channels)
        user = self.env.user
        if asked and user.has_group("sales_efficiency.group_sales_efficiency_user"):
            others += [(company, BOARD_CHANGED) for company in user.company_ids]
        return super()._build_bus_channel_list(others)
