from odoo import models

#: What a screen without a login asks for: this, the link's id and its key.
LINK_PREFIX = "sales_efficiency.wall/"


class IrWebsocket(models.AbstractModel):
    _inherit = "ir.websocket"

    def _build_bus_channel_list(self, channels):
        """Let the screen behind a link hear of changes, if the key is right."""
        asked = [
            channel
            for channel in channels
            if isinstance(channel, str) and channel.startswith(LINK_PREFIX)
        ]
        channels = [channel for channel in channels if channel not in asked]
        for channel in asked:
            link_id, _slash, token = channel.removeprefix(LINK_PREFIX).partition("/")
            if link_id.isdecimal():
                channels += self.env["sales.board.link"]._get_by_token(
                    int(link_id), token
                )
        return super()._build_bus_channel_list(channels)
