from collections import defaultdict

from odoo import api, fields, models


class MailingTrace(models.Model):
    """A letter as it is shown to who talks to the client."""

    _inherit = "mailing.trace"

    letter_subject = fields.Char(string="Letter", related="mass_mailing_id.subject")
    clicked_links = fields.Char(
        string="Clicked",
        compute="_compute_clicked_links",
        compute_sudo=True,
        help="The links that were followed, each once.",
    )

    @api.depends("letter_subject")
    @api.depends_context("mailing_letter_name")
    def _compute_display_name(self):
        """Who talks to the client knows a letter by its subject."""
        result = super()._compute_display_name()
        if self.env.context.get("mailing_letter_name"):
            for trace in self:
                trace.display_name = trace.letter_subject or trace.display_name
        return result

    @api.depends("event_ids")
    def _compute_clicked_links(self):
        clicked = defaultdict(list)
        for trace, link in self.env["mailing.trace.event"]._read_group(
            [
                ("trace_id", "in", self.ids),
                ("kind", "=", "click"),
                ("is_machine", "=", False),
                ("link_id", "!=", False),
            ],
            ["trace_id", "link_id"],
        ):
            clicked[trace].append(link.label or link.url)
        for trace in self:
            trace.clicked_links = ", ".join(dict.fromkeys(clicked[trace]))


class MailingTraceEvent(models.Model):
    _inherit = "mailing.trace.event"

    link_label = fields.Char(
        string="Text of the Link", compute="_compute_link", compute_sudo=True
    )
    link_url = fields.Char(string="Address", compute="_compute_link", compute_sudo=True)

    @api.depends("link_id")
    def _compute_link(self):
        for event in self:
            event.link_label = event.link_id.label
            event.link_url = event.link_id.url
