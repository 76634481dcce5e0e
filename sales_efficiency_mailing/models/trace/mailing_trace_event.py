from odoo import fields, models


class MailingTraceEvent(models.Model):
    """Something that came of a letter; written once, and never by hand."""

    _name = "mailing.trace.event"
    _description = "What Came of a Letter"
    _order = "at desc, id desc"

    trace_id = fields.Many2one(
        comodel_name="mailing.trace",
        string="Letter",
        required=True,
        index=True,
        ondelete="cascade",
    )
    kind = fields.Selection(
        selection=[("open", "Opened"), ("click", "Clicked"), ("reply", "Replied")],
        string="What",
        required=True,
    )
    at = fields.Datetime(string="When", required=True)
    link_id = fields.Many2one(
        comodel_name="link.tracker", index="btree_not_null", ondelete="set null"
    )
    is_machine = fields.Boolean(help="Not done by the client: it does not count.")
    machine = fields.Selection(
        selection=[
            ("head", "Only asked whether the link is alive"),
            ("robot", "A robot"),
            ("prefetch", "The browser fetched it ahead"),
            ("proxy", "The mail program fetched it unread"),
            ("soon", "Too soon after sending"),
            ("scanner", "Many links at once"),
            ("auto", "An automatic reply"),
        ],
        string="Which Machine",
    )
    lead_id = fields.Many2one(
        related="trace_id.lead_id",
        store=True,
        index="btree_not_null",
        help="Whose salespeople may see it.",
    )
