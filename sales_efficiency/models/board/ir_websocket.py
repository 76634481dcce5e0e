from odoo import models

#: What a screen without a login asks for: this, the link's id and its key.
LINK_PREFIX = "sales_efficiency.wall/"
#: Screens of one browser: each key asked for costs a look-up, nobody tries more at once.
#: How often a browser may ask is limited by Odoo's own limit on websockets.
MAX_SCREENS = 16


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
        for channel in asked[:MAX_SCREENS]:
            link_id, _slash, token = channel.removeprefix(LINK_PREFIX).partition("/")
            if link_id.isdecimal():
                channels += self.env["sales.board.link"]._get_by_token(
                    int(link_id), token
                )
        return super()._build_bus_channel_list(channels)
