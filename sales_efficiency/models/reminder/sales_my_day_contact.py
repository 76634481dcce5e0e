from odoo import api, models


class SalesMyDay(models.AbstractModel):
    """Says whom a line is about and how to reach them."""

    _inherit = "sales.my.day"

    @api.model
    def _add_contacts(self, lines):
        """Add name, client, phone and address to lines, read at once for each model."""
        places = {}
        for line in lines:
            if line["res_model"] in self.env and line["res_id"]:
                places.setdefault(line["res_model"], set()).add(line["res_id"])
        contacts = {}
        for model, ids in places.items():
            records = self.env[model].browse(ids).exists()
            for record in records._filtered_access("read"):
                contacts[model, record.id] = self._get_contact(record)
        for line in lines:
            contact = contacts.get((line["res_model"], line["res_id"]))
            known = contact or self._get_no_contact()
            name = line.get("name") or known["name"]
            line.update(known, name=name, can_open=bool(contact))

    @api.model
    def _get_no_contact(self):
        return {
            "name": "",
            "client": "",
            "partner_id": False,
            "phone": "",
            "email": "",
        }

    @api.model
    def _get_contact(self, record):
        """Return how to reach whom a record is about."""
        partner = self._get_contact_partner(record).sudo()
        values = self._get_no_contact() | {
            "name": record.display_name,
            "client": partner.display_name or "",
            "partner_id": partner.id or False,
            "phone": partner.phone or "",
            "email": partner.email or "",
        }
        if record._name == "crm.lead":
            values["client"] = values["client"] or record.contact_name or ""
            values["phone"] = record.phone or values["phone"]
            values["email"] = record.email_from or values["email"]
        return values

    @api.model
    def _get_contact_partner(self, record):
        """Return the person a record is about, empty if that is nobody."""
        if record._name == "res.partner":
            return record
        name = "sales_partner_id" if record._name == "calendar.event" else "partner_id"
        if (
            name in record._fields
            and record._fields[name].comodel_name == "res.partner"
        ):
            return record[name]
        return self.env["res.partner"]
