from odoo import fields, models

#: What steps do: each kind is run by ``_run_<kind>``.
KINDS = [
    ("letter", "Letter"),
    ("wait", "Wait"),
    ("branch", "Branch"),
    ("activity", "Activity"),
    ("event", "Invitation to an Event"),
    ("field", "Change of a Field"),
    ("offer", "Offer"),
    ("feedback", "Question"),
    ("chain", "Go to Another Chain"),
    ("end", "End"),
]
#: Kinds that send a letter of their own.
WRITING = ("letter", "event", "offer", "feedback")
#: Kinds that wait for what becomes true, by their ways.
BRANCHING = ("branch", "event")
UNITS = [("hours", "Working Hours"), ("days", "Working Days"), ("weeks", "Weeks")]


class MailingChainStep(models.Model):
    """One step of a chain: what is done for who has come to it, and where it goes on."""

    _name = "mailing.chain.step"
    _description = "Step of a Mailing Chain"
    _order = "version_id, sequence, id"

    version_id = fields.Many2one(
        comodel_name="mailing.chain.version",
        required=True,
        index=True,
        ondelete="cascade",
    )
    chain_id = fields.Many2one(related="version_id.chain_id", store=True, index=True)
    company_id = fields.Many2one(related="chain_id.company_id", store=True, index=True)
    name = fields.Char(required=True, translate=True)
    sequence = fields.Integer(default=10)
    kind = fields.Selection(selection=KINDS, required=True, default="letter")
    part = fields.Selection(
        selection=[("loyalty", "Builds loyalty"), ("selling", "Sells")],
        required=True,
        default="loyalty",
    )
    next_id = fields.Many2one(
        comodel_name="mailing.chain.step",
        string="Goes On With",
        index="btree_not_null",
        ondelete="set null",
        help="None: the chain ends there. Of a branch: where nothing came true in time.",
    )
    way_ids = fields.One2many(
        comodel_name="mailing.chain.way", inverse_name="step_id", string="Ways"
    )
    problem = fields.Char(
        readonly=True,
        copy=False,
        help="Why participants are held here.",
    )

    # letter, event, offer, feedback
    mailing_ids = fields.One2many(
        comodel_name="mailing.mailing",
        inverse_name="chain_step_id",
        string="Letters",
        help="Several: variants of one letter, each with a subject of its own.",
    )
    topic_ids = fields.Many2many(comodel_name="mailing.topic", string="Topics")
    # wait, branch
    wait_count = fields.Integer(string="Time", default=3)
    wait_unit = fields.Selection(selection=UNITS, required=True, default="days")
    wait_of = fields.Selection(
        selection=[("company", "Of the company"), ("recipient", "Of the recipient")],
        required=True,
        default="company",
        string="Working Time",
    )
    # activity
    activity_type_id = fields.Many2one(
        comodel_name="mail.activity.type", ondelete="restrict"
    )
    activity_summary = fields.Char(translate=True)
    activity_note = fields.Html(translate=True)
    activity_days = fields.Integer(string="Due in Working Days", default=1)
    # event
    event_id = fields.Many2one(
        comodel_name="event.event", ondelete="restrict", index="btree_not_null"
    )
    # field
    field_id = fields.Many2one(comodel_name="ir.model.fields", ondelete="set null")
    field_value = fields.Char(string="New Value")
    # offer
    offer_template_id = fields.Many2one(
        comodel_name="sale.order.template", ondelete="restrict"
    )
    offer_pricelist_id = fields.Many2one(
        comodel_name="product.pricelist", ondelete="restrict"
    )
    offer_days = fields.Integer(string="Valid for Days", default=14)
    offer_program_id = fields.Many2one(
        comodel_name="loyalty.program", ondelete="restrict"
    )
    # feedback
    survey_id = fields.Many2one(comodel_name="survey.survey", ondelete="restrict")
    # chain
    target_chain_id = fields.Many2one(
        comodel_name="mailing.chain", ondelete="restrict", index="btree_not_null"
    )

    _wait_positive = models.Constraint(
        "CHECK (wait_count >= 0)", "Time: give a number from 0 on."
    )
