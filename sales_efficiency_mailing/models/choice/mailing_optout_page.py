"""The page on which clients choose what letters they get."""

from odoo import api, models
from odoo.tools import consteq, email_normalize, hmac

from ...tools.choice_token import pack, unpack

SCOPE = "sales_efficiency_mailing.choices"


class MailingOptout(models.Model):
    _inherit = "mailing.optout"

    # ------------------------------------------------------------
    # ADDRESS OF THE PAGE
    # ------------------------------------------------------------

    @api.model
    def _get_page_path(self, mailing, email):
        """Return the path of somebody's own page, ``None`` for what is no address.

        :param mailing: the letter it is reached from; its company is the page's
        """
        email = email_normalize(email)
        if not email:
            return None
        word = pack(mailing.id, email)
        return f"/mailing/choices/{word}.{self._sign(word)}"

    @api.model
    def _read_token(self, token):
        """Return (letter, address) of a page, ``None`` if the token is not ours."""
        word, _dot, signature = token.partition(".")
        found = unpack(word)
        if not found or not consteq(self._sign(word).encode(), signature.encode()):
            return None
        mailing_id, email = found
        return self.env["mailing.mailing"].sudo().browse(mailing_id).exists(), email

    def _sign(self, word):
        return hmac(self.env(su=True), SCOPE, word)

    # ------------------------------------------------------------
    # WHAT IS ON IT
    # ------------------------------------------------------------

    @api.model
    def _get_choices(self, mailing, email):
        """Return what somebody may choose: what the company writes about, and the
        chains the person is in or has left.

        :return: dict of ``company``, ``lang``, ``is_off`` (no letters at all), ``topics``
            and ``chains`` to choose from, ``unwanted`` (opt-outs)
        """
        company = self._get_company(mailing)
        here = [("company_id", "in", (False, company.id))]
        own = [("email_normalized", "=", email)]
        unwanted = self.search([*own, *here])
        inside = self.env["mailing.chain.participant"].search(
            [*own, *here, ("state", "in", ("running", "held"))]
        )
        chains = inside.chain_id | unwanted.chain_id | mailing.chain_id
        return {
            "company": company,
            "lang": self._get_client_lang(company, email),
            "is_off": bool(
                self.env["mail.blacklist"].search_count([("email", "=", email)])
            ),
            "topics": self.env["mailing.topic"].search(here),
            "chains": chains.filtered("active").sorted("id"),
            "unwanted": unwanted,
        }

    @api.model
    def _get_company(self, mailing):
        return (
            mailing.chain_id.company_id
            or mailing.user_id.company_id
            or self.env.company
        )

    @api.model
    def _get_client_lang(self, company, email):
        """Return the code of the language somebody is written to in."""
        partner = self.env["res.partner"].search(
            [
                ("email_normalized", "=", email),
                ("lang", "!=", False),
                ("company_id", "in", (False, company.id)),
            ],
            order="id desc",
            limit=1,
        )
        installed = {code for code, _name in self.env["res.lang"].get_installed()}
        codes = (partner.lang, company.partner_id.lang, self.env.lang, "en_US")
        return next((code for code in codes if code in installed), "en_US")

    # ------------------------------------------------------------
    # WHAT IS CHOSEN
    # ------------------------------------------------------------

    @api.model
    def _choose(self, email, shown, wanted):
        """Note which of the letters shown somebody wants, and which not.

        :param shown: ``mailing.chain`` or ``mailing.topic`` that could be chosen
        :param wanted: those of them that were
        """
        self._withdraw(email, wanted & shown)
        self._refuse(email, shown - wanted, "page")

    @api.model
    def _switch(self, email, is_off):
        """Send no letters at all any more, or some again: Odoo's blacklist."""
        blacklist = self.env["mail.blacklist"]
        note = self.env._("By the client, on the page of choices.")
        if is_off:
            blacklist._add(email, message=note)
        else:
            blacklist._remove(email, message=note)

    @api.model
    def _refuse_one_click(self, mailing, email):
        """Do what the unsubscribe button of mail programs means for a chain's letter.

        :return: whether it was done; if not, it means what it means in Odoo
        """
        email = email_normalize(email)
        chain = mailing.chain_id
        if not chain or not email or chain.company_id.mailing_one_click != "chain":
            return False
        self._refuse(email, chain, "one_click")
        return True
