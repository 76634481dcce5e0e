import time

from odoo.http import Controller, request, route

from odoo.addons.bus.websocket import WebsocketConnectionHandler

from ..tools.visitors import Budget, network
from .limits import refuse_for_now, refuse_wrong_key

#: The address holds the key: it is kept out of caches, search engines, other sites'
#: logs and frames.
HEADERS = {
    "Cache-Control": "no-store",
    "Referrer-Policy": "no-referrer",
    "X-Robots-Tag": "noindex, nofollow, noarchive",
    "X-Frame-Options": "SAMEORIGIN",
    "Content-Security-Policy": "frame-ancestors 'self'",
}
#: Faces may be kept by the screen that showed them.
AVATAR_CACHE = "private, max-age=3600"
PATH = "/sales_efficiency/wall/<int:link_id>/<string:token>"
#: What the screens behind one address may ask for with one link in a minute, of each
#: worker process: twenty of them, one a second. A busy screen asks a few times a minute,
#: when it is switched on some dozen times. Kept in memory: screens only read, and what
#: they read may come from a replica.
SCREENS_BUDGET = Budget(1200)


def _has_key(_controller, _rule, args):
    """Tell whether a request only reads: wrong keys are written down."""
    return bool(_find_link(args["link_id"], args["token"]))


def _find_link(link_id, token):
    return request.env["sales.board.link"]._get_by_token(link_id, token)


def wall_route(path="", readonly=_has_key):
    """Route a part of the screen that is shown without a login."""
    return route(
        PATH + path,
        type="http",
        auth="public",
        methods=["GET"],
        readonly=readonly,
        save_session=False,
    )


class WallBoardController(Controller):
    """The screen on the wall without a login: a page, its figures, its faces.

    Whoever asks, signed in or not, gets what the link gives: the rights do not come from
    the session, and nothing is taken from the request but the link.
    """

    # Not read-only: the first one to open the page has its scripts bundled.
    @wall_route(readonly=False)
    def wall_page(self, link_id, token):
        """Show the screen."""
        link, refusal = self._admit(link_id, token)
        if refusal:
            return refusal
        board = link._get_wall_board()
        lang = board.env.lang
        request.update_context(lang=lang)
        return request.render(
            "sales_efficiency.wall_page",
            {
                "board": board,
                "html_lang": lang.replace("_", "-"),
                "direction": board.env["res.lang"]._get_data(code=lang).direction,
                "session_info": self._get_session_info(link, board),
            },
            headers=HEADERS,
        )

    @wall_route("/data")
    def wall_data(self, link_id, token):
        """Return what the screen shows, the board's figures and nothing else."""
        link, refusal = self._admit(link_id, token)
        if refusal:
            return refusal
        board = link._get_wall_board()
        return request.make_json_response(board._get_wall_data(), headers=HEADERS)

    @wall_route("/avatar/<int:user_id>")
    def wall_avatar(self, link_id, token, user_id):
        """Return the face of somebody on the board."""
        link, refusal = self._admit(link_id, token)
        if refusal:
            return refusal
        board = link._get_wall_board()
        user = board._get_wall_users().filtered(lambda user: user.id == user_id)
        if not user:
            raise request.not_found()
        stream = (
            request.env["ir.binary"]
            .sudo()
            ._get_image_stream_from(user.sudo(), "avatar_128")
        )
        response = stream.get_response()
        response.headers.update(HEADERS | {"Cache-Control": AVATAR_CACHE})
        return response

    def _admit(self, link_id, token):
        """Return the link whose key was brought, else the answer that refuses."""
        link = _find_link(link_id, token)
        if not link:
            return link, refuse_wrong_key()
        who = (link.env.cr.dbname, link.id, network(request.httprequest.remote_addr))
        seconds = SCREENS_BUDGET.take(who, time.time())
        return link, refuse_for_now(seconds) if seconds else None

    def _get_session_info(self, link, board):
        """Return the little that the page's scripts have to know before they ask."""
        currency = board.company_id.currency_id
        return {
            "user_context": {"lang": board.env.lang, "tz": board.env.context["tz"]},
            "registry_hash": link.env.registry.registry_sequence,
            "websocket_worker_version": WebsocketConnectionHandler._VERSION,
            "currencies": {
                currency.id: {
                    "symbol": currency.symbol,
                    "position": currency.position,
                    "digits": [69, currency.decimal_places],
                }
            },
            "sales_wall": {
                "data": f"{link._get_path()}/data",
                "channel": f"sales_efficiency.wall/{link.id}/{link.token}",
            },
        }
