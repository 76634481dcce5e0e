from odoo.exceptions import UserError
from odoo.http import Controller, request, route

#: The address holds the key: it is kept out of caches, search engines and other sites' logs.
HEADERS = {
    "Cache-Control": "no-store",
    "Referrer-Policy": "no-referrer",
    "X-Robots-Tag": "noindex, nofollow, noarchive",
}
PATH = "/mailing/event/<int:participant_id>/<int:step_id>/<string:token>"


class MailingEventController(Controller):
    """Registering for an event by the link in a letter.

    Looking at the page registers nobody: programs that open the links of letters do that.
    """

    @route(
        PATH,
        type="http",
        auth="public",
        methods=["GET"],
        website=True,
        sitemap=False,
        multilang=False,
    )
    def invitation(self, participant_id, step_id, token):
        """Show the event, and the button that registers."""
        participant, step = self._find(participant_id, step_id, token)
        if not participant:
            raise request.not_found()
        return self._show(participant, step)

    @route(
        PATH,
        type="http",
        auth="public",
        methods=["POST"],
        website=True,
        sitemap=False,
        multilang=False,
    )
    def register(self, participant_id, step_id, token):
        """Register who has the letter."""
        participant, step = self._find(participant_id, step_id, token)
        if not participant:
            raise request.not_found()
        problem = False
        try:
            with request.env.cr.savepoint():
                participant._sign_up(step)
        except UserError as error:
            problem = str(error)
        return self._show(participant, step, problem)

    def _find(self, participant_id, step_id, token):
        participant, step = request.env["mailing.chain.participant"]._find_invitation(
            participant_id, step_id, token
        )
        lang = participant.partner_id.lang
        if lang:
            request.update_context(lang=lang)
            # Those were found before the page knew whose language it speaks.
            return participant.with_context(lang=lang), step.with_context(lang=lang)
        return participant, step

    def _show(self, participant, step, problem=False):
        event = step.event_id
        registration = participant._get_registration(event)
        return request.render(
            "sales_efficiency_mailing.invitation_page",
            {
                "event": event,
                "who": participant.name or participant.email_normalized,
                "when": event._get_time_text(),
                "is_registered": registration.state in ("open", "done"),
                "is_open": event.kanban_state != "cancel" and event._has_free_seats(),
                "problem": problem,
                "res_company": step.company_id,
            },
            headers=HEADERS,
        )
