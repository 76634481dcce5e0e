"""What letters say to each reader alone: whose letter it is, and links that are personal."""

from markupsafe import Markup

from odoo import api, models
from odoo.fields import Domain

from .mailing_mailing_compose import ChunkLogs
from .step_broken import StepBroken

BUTTON = Markup(
    '<a href="{url}" style="display: inline-block; padding: 8px 16px; '
    "border-radius: 4px; background-color: #714B67; color: #FFFFFF; "
    'text-decoration: none;">{label}</a>'
)


class MailingChainRecord(models.AbstractModel):
    """Records that chains write to, with what their letters may say to each."""

    _name = "mailing.chain.record"
    _description = "Record of a Mailing Chain"

    def _get_writing_chain(self):
        """Return the chain whose letter is being written; none outside of chains."""
        logs = self.env.context.get("mailing_chain_logs")
        if not isinstance(logs, ChunkLogs):
            return self.env["mailing.chain"]
        ids = [log_id for log_id in logs.values() if log_id]
        return self.env["mailing.chain.participant.step"].browse(ids[:1]).chain_id

    def _get_latest(self, rows):
        """Return ``{id of record: row}``: the latest for each record, those of the chain
        that is writing first.

        :param rows: name of a model with ``res_model``, ``res_id`` and ``chain_id``
        """
        found = self.env[rows].search(
            [("res_model", "=", self._name), ("res_id", "in", self.ids)], order="id"
        )
        chain = self._get_writing_chain()
        if chain:
            found = found.sorted(lambda row: (row.chain_id == chain, row.id))
        return {row.res_id: row for row in found}

    def _search_latest(self, rows, operator, value):
        """Return the domain of records that have something in a letter, or nothing."""
        if operator not in ("in", "not in") or set(value) != {False}:
            return NotImplemented
        ids = (
            self.env[rows]
            .sudo()
            ._search([("res_model", "=", self._name)])
            .subselect("res_id")
        )
        return Domain("id", "not in" if operator == "in" else "in", ids)

    def _get_letter_button(self, url, label):
        """Return a button for a letter; mail programs know no style sheets."""
        return BUTTON.format(url=url, label=label) if url else False

    def _with_own_language(self):
        """Return this record in the language of who reads its letter."""
        self.ensure_one()
        lang = self.lang_code if "lang_code" in self._fields else self.lang
        return self.with_context(lang=lang) if lang else self


class CrmLead(models.Model):
    _name = "crm.lead"
    _inherit = ["crm.lead", "mailing.chain.record"]


class ResPartner(models.Model):
    _name = "res.partner"
    _inherit = ["res.partner", "mailing.chain.record"]


class MailRenderMixin(models.AbstractModel):
    _inherit = "mail.render.mixin"

    @api.model
    def _get_personal_paths(self):
        """Return patterns of addresses that belong to one reader: a hole.

        They are not shortened. One shortened link for each reader would be looked up,
        and its page fetched, while the letters are written.
        """
        return []

    @api.model
    def _shorten_links(self, html, link_tracker_vals, blacklist=None, base_url=None):
        """Leave personal links as they are."""
        blacklist = [*(blacklist or []), *self._get_personal_paths()]
        return super()._shorten_links(
            html, link_tracker_vals, blacklist=blacklist, base_url=base_url
        )


class MailingChainStep(models.Model):
    _inherit = "mailing.chain.step"

    def _get_letters_without(self, placeholders):
        """Return the letters of this step that name none of these placeholders."""
        return self.mailing_ids.filtered(
            lambda letter: (
                not any(name in (letter.body_html or "") for name in placeholders)
            )
        )

    def _refuse(self, problems):
        """Hold who is at this step where something is wrong with it.

        :param problems: sentences, as ``_find_<kind>_problems`` returns them
        :raise StepBroken: with the first one
        """
        if problems:
            raise StepBroken(problems[0])
