from odoo import api, fields, models


class CalendarEvent(models.Model):
    _inherit = "calendar.event"

    sales_outcome = fields.Selection(
        selection=[
            ("held", "Held"),
            ("moved", "Moved"),
            ("no_show", "No-show"),
            ("cancelled", "Cancelled"),
        ],
        string="Outcome",
        copy=False,
        help="Only meetings that were held count as work done. What a past meeting "
        "without an outcome counts as is set in Settings > Sales Efficiency.",
    )
    sales_partner_id = fields.Many2one(
        comodel_name="res.partner",
        string="Client",
        compute="_compute_sales_partner_id",
        store=True,
        index="btree_not_null",
        help="The client the meeting is with: the one of the opportunity, "
        "else the first attendee from outside.",
    )

    _sales_start_idx = models.Index("(start) WHERE active")

    @api.depends("opportunity_id.partner_id", "partner_ids.partner_share")
    def _compute_sales_partner_id(self):
        for event in self:
            event.sales_partner_id = (
                event.opportunity_id.partner_id
                or event.partner_ids.filtered("partner_share")[:1]
            )
