from odoo import api, models


class BasePartnerMergeAutomaticWizard(models.TransientModel):
    _inherit = "base.partner.merge.automatic.wizard"

    @api.model
    def _update_values(self, src_partners, dst_partner):
        """Tell the first order of who is left: orders were moved past the ORM."""
        result = super()._update_values(src_partners, dst_partner)
        dst_partner.invalidate_recordset()
        (src_partners | dst_partner)._update_sales_first_order()
        dst_partner.commercial_partner_id._update_sales_first_order()
        return result
