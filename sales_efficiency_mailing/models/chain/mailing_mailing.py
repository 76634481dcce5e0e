from odoo import fields, models
from odoo.fields import Domain


class MailingMailing(models.Model):
    _inherit = "mailing.mailing"

    chain_step_id = fields.Many2one(
        comodel_name="mailing.chain.step",
        index="btree_not_null",
        ondelete="restrict",
        copy=False,
        help="The step of a chain that sends this letter.",
    )
    chain_id = fields.Many2one(
        related="chain_step_id.chain_id", store=True, index="btree_not_null"
    )
    chain_weight = fields.Integer(
        string="Share",
        default=1,
        help="How often this variant is sent, beside the others of its step.",
    )

    def _get_recipients_domain(self):
        """A letter of a chain goes to who has come to its step, never to a domain."""
        domain = super()._get_recipients_domain()
        return Domain.FALSE if self.chain_step_id else domain


class MailingTrace(models.Model):
    _inherit = "mailing.trace"

    chain_participant_step_id = fields.Many2one(
        comodel_name="mailing.chain.participant.step",
        index="btree_not_null",
        ondelete="set null",
    )
