from odoo import fields, models

#: What a way may wait for: each is found by ``_get_met_<condition>``.
CONDITIONS = [
    ("opened", "Letter was opened"),
    ("clicked", "Link was clicked"),
    ("topic", "Topic was clicked"),
    ("replied", "Client replied"),
    ("bounced", "Letter bounced"),
    ("registered", "Registered for the event"),
    ("attended", "Attended the event"),
    ("missed", "Registered, but did not come"),
    ("accepted", "Offer was accepted"),
    ("answered", "Question was answered"),
    ("displeased", "Answer was bad"),
    ("domain", "Record matches"),
]


class MailingChainWay(models.Model):
    """Where a branch goes when something comes true; the first of them that does wins."""

    _name = "mailing.chain.way"
    _description = "Way Out of a Step"
    _order = "step_id, sequence, id"

    step_id = fields.Many2one(
        comodel_name="mailing.chain.step",
        required=True,
        index=True,
        ondelete="cascade",
    )
    company_id = fields.Many2one(related="step_id.company_id")
    sequence = fields.Integer(default=10)
    condition = fields.Selection(selection=CONDITIONS, required=True, default="opened")
    of_step_id = fields.Many2one(
        comodel_name="mailing.chain.step",
        string="Of the Step",
        ondelete="set null",
        help="None: of the last letter before the branch.",
    )
    topic_id = fields.Many2one(comodel_name="mailing.topic", ondelete="restrict")
    domain = fields.Char()
    target_id = fields.Many2one(
        comodel_name="mailing.chain.step",
        string="Goes On With",
        index="btree_not_null",
        ondelete="set null",
        help="None: the chain ends there.",
    )
