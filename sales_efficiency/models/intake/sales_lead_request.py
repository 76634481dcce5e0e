import uuid

from odoo import fields, models


class SalesLeadRequest(models.Model):
    """What a landing page or another system sent: one request is one lead.

    It is kept before anything is made of it, so that nothing is lost when that fails.
    """

    _name = "sales.lead.request"
    _description = "Lead Request"
    _order = "id desc"
    _rec_name = "reference"

    reference = fields.Char(
        required=True,
        readonly=True,
        copy=False,
        index=True,
        default=lambda self: str(uuid.uuid4()),
    )
    door_id = fields.Many2one(
        comodel_name="sales.lead.door",
        required=True,
        readonly=True,
        index=True,
        ondelete="cascade",
    )
    company_id = fields.Many2one(related="door_id.company_id", store=True, index=True)
    state = fields.Selection(
        selection=[
            ("received", "Received"),
            ("done", "Lead Opened"),
            ("failed", "Failed"),
            ("refused", "Refused"),
            ("trap", "Robot"),
        ],
        required=True,
        readonly=True,
        default="received",
        index=True,
    )
    received_at = fields.Datetime(
        required=True, readonly=True, default=fields.Datetime.now
    )
    payload = fields.Text(readonly=True)
    lead_id = fields.Many2one(
        comodel_name="crm.lead",
        readonly=True,
        copy=False,
        index="btree_not_null",
        ondelete="set null",
    )
    error = fields.Text(readonly=True)
