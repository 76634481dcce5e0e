from odoo import api, fields, models
from odoo.exceptions import UserError

from ...tools.lead_snippet import curl_command, fetch_call, html_form

ADMIN = "sales_efficiency.group_sales_efficiency_admin"
#: Requests shown on the door's page.
LAST_REQUESTS = 10


class SalesLeadDoor(models.Model):
    """What the page of a door shows: how to send leads to it, and what came."""

    _inherit = "sales.lead.door"

    address = fields.Char(compute="_compute_address", groups=ADMIN)
    snippet_form = fields.Text(
        string="HTML Form", compute="_compute_snippets", groups=ADMIN
    )
    snippet_fetch = fields.Text(
        string="JavaScript", compute="_compute_snippets", groups=ADMIN
    )
    snippet_curl = fields.Text(
        string="Command Line", compute="_compute_snippets", groups=ADMIN
    )
    request_count = fields.Integer(compute="_compute_request_counts", groups=ADMIN)
    failed_count = fields.Integer(compute="_compute_request_counts", groups=ADMIN)
    last_request_ids = fields.Many2many(
        comodel_name="sales.lead.request",
        string="Last Requests",
        compute="_compute_last_request_ids",
        groups=ADMIN,
    )

    def _compute_address(self):
        for door in self:
            door.address = door._get_address()

    @api.depends("trap_field")
    def _compute_snippets(self):
        for door in self:
            door.update(door._get_snippets(self.env._("YOUR-KEY")))

    def _get_snippets(self, key):
        """Return ready examples that send a lead with this key, as values of fields."""
        address = self._get_address()
        return {
            "snippet_form": html_form(address, key, self.trap_field or ""),
            "snippet_fetch": fetch_call(address, key),
            "snippet_curl": curl_command(address, key),
        }

    def _compute_request_counts(self):
        requests = self.env["sales.lead.request"]
        counts = {}
        for door, state, count in requests._read_group(
            [("door_id", "in", self.ids)], ["door_id", "state"], ["__count"]
        ):
            counts.setdefault(door.id, {})[state] = count
        for door in self:
            of_door = counts.get(door._origin.id, {})
            door.request_count = sum(of_door.values())
            door.failed_count = of_door.get("failed", 0)

    def _compute_last_request_ids(self):
        requests = self.env["sales.lead.request"]
        for door in self:
            door.last_request_ids = (
                requests.search(
                    [("door_id", "=", door._origin.id)], limit=LAST_REQUESTS
                )
                if door._origin.id
                else requests
            )

    @api.ondelete(at_uninstall=False)
    def _unlink_except_waiting(self):
        """What was accepted is not thrown away unseen."""
        waiting = self.env["sales.lead.request"].search(
            [("door_id", "in", self.ids), ("state", "in", ["received", "failed"])],
            limit=1,
        )
        if waiting:
            raise UserError(
                self.env._(
                    "There are requests of “%(door)s” that no lead was made of yet. Try "
                    "them again or delete them first, or archive the door.",
                    door=waiting.door_id.name,
                )
            )

    # ------------------------------------------------------------
    # ACTIONS
    # ------------------------------------------------------------

    def action_open_requests(self):
        """Show all that was sent to the door."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "sales_efficiency.sales_lead_request_action"
        )
        return {
            **action,
            "domain": [("door_id", "=", self.id)],
            "context": {"hide_door": True},
        }

    def action_open_failed(self):
        """Show what was sent to the door and could not be made a lead of."""
        return {
            **self.action_open_requests(),
            "context": {"hide_door": True, "search_default_failed": True},
        }

    def action_send_test(self):
        """Send a lead to the door, the way every other one comes, and open it."""
        self.ensure_one()
        self.check_access("write")
        if self.kind != "intake":
            raise UserError(
                self.env._(
                    "Nothing is posted to “%(door)s”: try it the way leads come.",
                    door=self.name,
                )
            )
        user = self.env.user
        fields_sent = {
            "subject": self.env._("Test of %(door)s", door=self.name),
            "name": user.name,
            "email": user.email or self.company_id.email or "test@example.com",
            "message": self.env._("Sent from the page of the door, to try it."),
        }
        door = self._in_own_rights(self.env.lang)
        request = door._receive(door._read_requests([fields_sent]))
        request._open_leads()
        target = request.lead_id or request
        return {
            "type": "ir.actions.act_window",
            "res_model": target._name,
            "res_id": target.id,
            "views": [(False, "form")],
        }
