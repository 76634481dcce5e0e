from odoo import api, models


class LinkTrackerClick(models.Model):
    _inherit = "link.tracker.click"

    @api.model
    def add_click(self, code, **route_values):
        """Leave out machines and made-up letters; a double click is one."""
        trace_id = route_values.get("mailing_trace_id")
        if not trace_id:
            return super().add_click(code, **route_values)
        trace = self.env["mailing.trace"].sudo().browse(trace_id).exists()
        link = (
            self.env["link.tracker.code"].sudo().search([("code", "=", code)]).link_id
        )
        key = self.env.context.get("mailing_link_key")
        if not trace or not link or not trace._is_genuine(link, key):
            return None
        if not trace._note_reads("click", link):
            return None
        noting = self.with_context(mailing_read_noted=True)
        return super(LinkTrackerClick, noting).add_click(code, **route_values)
