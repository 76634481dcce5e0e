from odoo import api, models
from odoo.fields import Domain


class SalesMyDay(models.AbstractModel):
    """A missed call of an unknown number has a number, if nothing else; callers nobody
    knows wait for somebody to say who they are.
    """

    _inherit = "sales.my.day"

    @api.model
    def _get_lines(self, day):
        """Add how many unknown callers wait for a decision."""
        return super()._get_lines(day) + self._get_proposal_lines()

    @api.model
    def _get_proposal_lines(self):
        """Return one line for all callers nobody knows with whom the person talked, or
        nobody did.
        """
        calls = self.env["pbx.call"]
        if not calls.has_access("write"):
            return []
        whose = [("user_id", "in", [self.env.uid, False])]
        [(count, oldest)] = calls._read_group(
            calls._get_proposal_domain() & Domain(whose),
            aggregates=["__count", "started_at:min"],
        )
        if not count:
            return []
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "sales_efficiency_telephony.pbx_call_action_proposals"
        )
        line = self._get_line(
            "today",
            "proposals",
            oldest,
            self.env._("Unknown callers to decide about: %(count)s", count=count),
            icon="fa-user-plus",
            action=action | {"domain": [("is_proposal", "=", True), *whose]},
        )
        self._add_contacts([line])
        return [line]

    @api.model
    def _add_contacts(self, lines):
        """Give lines that ask for a call back the number that called, and the call to
        dial from: the client may have other numbers.
        """
        res = super()._add_contacts(lines)
        ids = [line["activity_id"] for line in lines if line["activity_id"]]
        # sudo: the activity is the person's, which call it asks for is the system's.
        activities = self.env["mail.activity"].sudo().browse(ids)
        calls = {one.id: one.pbx_missed_call_id for one in activities}
        for line in lines:
            call = calls.get(line["activity_id"])
            if call and call.sudo(False).has_access("read"):
                line["phone"] = call.phone_sanitized or call.number
                line["pbx_call_id"] = call.id
        return res

    @api.model
    def _get_contact(self, record):
        """Return the number that called."""
        values = super()._get_contact(record)
        if record._name == "pbx.call":
            values["phone"] = record.phone_sanitized or record.number or ""
        return values
