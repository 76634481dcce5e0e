"""Where clients choose what letters they get, without a login."""

import time

from odoo import http
from odoo.http import request

from odoo.addons.mass_mailing.controllers.main import MassMailController
from odoo.addons.sales_efficiency.controllers.limits import (
    refuse_for_now,
    refuse_wrong_key,
)
from odoo.addons.sales_efficiency.tools.visitors import Budget

PATH = "/mailing/choices/<string:token>"
#: The address holds the key: it is kept out of caches, search engines, other sites'
#: logs and frames.
HEADERS = {
    "Cache-Control": "no-store",
    "Content-Security-Policy": (
        "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'; "
        "frame-ancestors 'none'"
    ),
    "Content-Type": "text/html; charset=utf-8",
    "Referrer-Policy": "no-referrer",
    "X-Robots-Tag": "noindex, nofollow, noarchive",
}
#: What may be asked for one address in a minute, of each worker process.
PAGE_BUDGET = Budget(60)


class MailingChoices(MassMailController):
    """The client's own page, and the ways to it from letters."""

    @http.route(PATH, type="http", auth="public", methods=["GET"], sitemap=False)
    def mailing_choices(self, token, saved=None):
        """Show what the client gets; nothing changes by that."""
        mailing, email, refusal = self._admit_choices(token)
        if refusal:
            return refusal
        choices = request.env["mailing.optout"].sudo()._get_choices(mailing, email)
        return self._render_choices(token, email, choices, bool(saved))

    @http.route(PATH, type="http", auth="public", methods=["POST"], sitemap=False)
    def mailing_choices_save(self, token, **post):
        """Do what the client chose, and show the page again."""
        mailing, email, refusal = self._admit_choices(token)
        if refusal:
            return refusal
        optouts = request.env["mailing.optout"].sudo()
        action = post.get("action")
        if action in ("off", "on"):
            optouts._switch(email, action == "off")
        else:
            choices = optouts._get_choices(mailing, email)
            for name in ("topic", "chain"):
                records = choices[f"{name}s"]
                # What was not on the page when it was opened is not chosen.
                shown = records.browse(self._read_ids(f"shown_{name}")) & records
                optouts._choose(email, shown, records.browse(self._read_ids(name)))
        return request.redirect(f"/mailing/choices/{token}?saved=1", code=303)

    def _admit_choices(self, token):
        """Return (letter, address, None), or the answer that refuses as third."""
        found = request.env["mailing.optout"]._read_token(token)
        if not found:
            return None, None, refuse_wrong_key()
        mailing, email = found
        seconds = PAGE_BUDGET.take((request.env.cr.dbname, email), time.time())
        return mailing, email, refuse_for_now(seconds) if seconds else None

    def _read_ids(self, name):
        values = request.httprequest.form.getlist(name)
        return [int(value) for value in values if value.isdecimal()]

    def _render_choices(self, token, email, choices, is_saved):
        lang = choices["lang"]
        unwanted = choices["unwanted"]
        page = (
            request.env["ir.qweb"]
            .with_context(lang=lang)
            .sudo()
            ._render(
                "sales_efficiency_mailing.page_mailing_choices",
                {
                    "chains": choices["chains"].with_context(lang=lang),
                    "company": choices["company"].name,
                    "csrf_token": request.csrf_token(),
                    "direction": request.env["res.lang"]._get_data(code=lang).direction
                    or "ltr",
                    "email": email,
                    "html_lang": lang.replace("_", "-"),
                    "is_off": choices["is_off"],
                    "is_saved": is_saved,
                    "path": f"/mailing/choices/{token}",
                    "topics": choices["topics"].with_context(lang=lang),
                    "unwanted_chains": unwanted.chain_id,
                    "unwanted_topics": unwanted.topic_id,
                },
            )
        )
        return request.make_response(page, headers=list(HEADERS.items()))

    # ------------------------------------------------------------
    # FROM LETTERS
    # ------------------------------------------------------------

    @http.route()
    def mailing_confirm_unsubscribe(
        self, mailing_id, document_id=None, email=None, hash_token=None
    ):
        """Lead from the link of a chain's letter to the client's own page."""
        return self._lead_to_choices(
            mailing_id, document_id, email, hash_token
        ) or super().mailing_confirm_unsubscribe(
            mailing_id, document_id=document_id, email=email, hash_token=hash_token
        )

    @http.route()
    def mailing_unsubscribe(
        self, mailing_id, document_id=None, email=None, hash_token=None, **post
    ):
        """Lead to the client's own page, too; nothing changes by following a link."""
        return self._lead_to_choices(
            mailing_id, document_id, email, hash_token
        ) or super().mailing_unsubscribe(
            mailing_id, document_id=document_id, email=email, hash_token=hash_token
        )

    @http.route()
    def mailing_confirm_unsubscribe_post(
        self, mailing_id, document_id=None, email=None, hash_token=None
    ):
        """Lead to the client's own page, too."""
        number = int(mailing_id) if str(mailing_id).isdecimal() else 0
        return self._lead_to_choices(
            number, document_id, email, hash_token
        ) or super().mailing_confirm_unsubscribe_post(
            mailing_id, document_id=document_id, email=email, hash_token=hash_token
        )

    @http.route()
    def mailing_unsubscribe_oneclick(
        self, mailing_id, document_id=None, email=None, hash_token=None, **post
    ):
        """Opt out of the chain, where the company says that this is what it means."""
        mailing, email_found = self._find_letter(
            mailing_id, document_id, email, hash_token
        )
        optouts = request.env["mailing.optout"].sudo()
        if mailing and optouts._refuse_one_click(mailing, email_found):
            return http.Response(status=200)
        if mailing and mailing._leads_to_choices():
            # Odoo's way passes through the page, which changes nothing here.
            self._mailing_unsubscribe_from_document(
                mailing, document_id, email_found, hash_token
            )
            return http.Response(status=200)
        return super().mailing_unsubscribe_oneclick(
            mailing_id,
            document_id=document_id,
            email=email,
            hash_token=hash_token,
            **post,
        )

    def _lead_to_choices(self, mailing_id, document_id, email, hash_token):
        """Return the way to the client's own page; ``None`` if Odoo's is the right one."""
        mailing, email = self._find_letter(mailing_id, document_id, email, hash_token)
        if not mailing or not mailing._leads_to_choices():
            return None
        path = request.env["mailing.optout"]._get_page_path(mailing, email)
        return request.redirect(path, code=303) if path else None

    def _find_letter(self, mailing_id, document_id, email, hash_token):
        """Return (letter, address) of who may unsubscribe from it, or nothing.

        Who may not, Odoo refuses.
        """
        email, hash_token = self._fetch_user_information(email, hash_token)
        mailing = request.env["mailing.mailing"].sudo().browse(mailing_id).exists()
        if not mailing or not email:
            return None, None
        self._check_mailing_email_token(
            mailing_id, document_id, email, hash_token, required_mailing_id=True
        )
        return mailing, email
