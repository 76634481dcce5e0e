import json

from odoo.http import request

FORM_TYPES = ("application/x-www-form-urlencoded", "multipart/form-data")
#: Seconds for which a browser need not ask again; a site may be taken off the list.
PREFLIGHT_AGE = 600
HEADERS = {
    "Cache-Control": "no-store",
    "Referrer-Policy": "no-referrer",
    "X-Robots-Tag": "noindex, nofollow",
    "Vary": "Origin",
}


class LeadAnswers:
    """What is answered to who sent leads: JSON to programs, a page to people."""

    def _answer(self, door, requests, many):
        """Answer with what was noted as the answer, so that it is the same again."""
        if self._is_page():
            return self._answer_page(door)
        leads = [
            {
                "reference": one.reference,
                "status": "done" if one.http_status == 201 else "received",
            }
            for one in requests
        ]
        status = max(requests.mapped("http_status"))
        return self._answer_json({"leads": leads} if many else leads[0], status, door)

    def _answer_refusal(self, door, refused):
        doors = door or request.env["sales.lead.door"].sudo()
        error = doors._explain_refusal(refused)
        status = doors._get_status(refused)
        wait = refused.details.get("wait")
        headers = {"Retry-After": str(wait)} if wait else {}
        if self._is_page():
            return self._render_page(doors, error["message"], status, headers)
        return self._answer_json({"error": error}, status, door, headers)

    def _answer_preflight(self):
        """Tell a browser whether a page may send leads; nobody has sent any yet."""
        doors = self._get_door()
        if not self._get_path_key():
            # The key comes in a header with what is sent, not with the question.
            doors = request.env["sales.lead.door"].sudo()
            doors = doors.search([("key_hash", "!=", False)])
        cors = self._get_cors(doors)
        if cors:
            cors |= {
                "Access-Control-Allow-Methods": "POST",
                "Access-Control-Allow-Headers": (
                    "Authorization, Content-Type, Idempotency-Key"
                ),
                "Access-Control-Max-Age": str(PREFLIGHT_AGE),
            }
        return request.make_response(
            "", headers=list({**HEADERS, **cors}.items()), status=204
        )

    def _answer_json(self, content, status, door, headers=()):
        headers = {
            **HEADERS,
            **self._get_cors(door),
            **dict(headers),
            "Content-Type": "application/json; charset=utf-8",
        }
        return request.make_response(
            json.dumps(content), headers=list(headers.items()), status=status
        )

    def _get_cors(self, doors):
        origin = request.httprequest.headers.get("Origin")
        if not (origin and doors._is_site(origin)):
            return {}
        return {
            "Access-Control-Allow-Origin": origin,
            "Access-Control-Expose-Headers": "Retry-After",
        }

    def _is_page(self):
        """Tell whether a person is waiting for a page: an ordinary form was sent."""
        http = request.httprequest
        return http.mimetype in FORM_TYPES and "text/html" in http.headers.get(
            "Accept", ""
        )

    def _answer_page(self, door):
        if door.thank_you_url:
            return request.redirect(door.thank_you_url, local=False)
        return self._render_page(door, None, 200, {})

    def _render_page(self, door, error, status, headers):
        lang = door.env.lang or request.env.lang
        data = request.env["res.lang"].sudo()._get_data(code=lang)
        page = (
            request.env["ir.qweb"]
            .with_context(lang=lang)
            .sudo()
            ._render(
                "sales_efficiency.lead_thank_you",
                {
                    "company": door.company_id.name,
                    "direction": data.direction or "ltr",
                    "error": error,
                    "html_lang": (lang or "en").replace("_", "-"),
                },
            )
        )
        headers = {**HEADERS, **headers, "Content-Type": "text/html; charset=utf-8"}
        return request.make_response(page, headers=list(headers.items()), status=status)
