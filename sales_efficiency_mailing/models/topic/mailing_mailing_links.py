import lxml.html

from odoo import fields, models
from odoo.tools.mail import URL_SKIP_PROTOCOL_REGEX, is_html_empty

from odoo.addons.link_tracker.tools.html import find_links_with_urls_and_labels

#: Links that Odoo replaces for each reader: there is nothing to read behind them.
SERVICE_LINKS = ["/unsubscribe_from_list", "/view", "/cards"]


class MailingMailing(models.Model):
    """The links of a letter, each with its topic, before the letter goes out."""

    _inherit = "mailing.mailing"

    link_ids = fields.One2many(
        comodel_name="link.tracker", inverse_name="mass_mailing_id", string="Links"
    )

    def action_find_links(self):
        """Have the links of the letter listed, for topics to be given to them.

        They are those that sending would make, made earlier. Links that have left the
        text go, unless a letter with them is under way.
        """
        for mailing in self:
            found = mailing._make_links()
            if not mailing.mailing_trace_ids:
                (mailing.link_ids - found).filtered(
                    lambda link: not link.count
                ).unlink()

    def _make_links(self):
        """Return the links of the text, made where they are not there yet."""
        self.ensure_one()
        links = self.env["link.tracker"]
        if is_html_empty(self.body_html):
            return links
        base = self.env["ir.config_parameter"].sudo().get_param("web.base.url")
        _nodes, found = find_links_with_urls_and_labels(
            lxml.html.fromstring(self.body_html),
            base,
            skip_regex=rf"^{URL_SKIP_PROTOCOL_REGEX}",
            skip_prefix=f"{base}/r/",
            skip_list=SERVICE_LINKS,
        )
        # The address is the title: a letter is not to wait for other people's servers.
        return links.search_or_create(
            [
                {**self._get_link_tracker_values(), "title": link["url"], **link}
                for link in found
            ]
        )
