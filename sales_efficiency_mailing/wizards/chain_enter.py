from odoo import Command, api, fields, models
from odoo.tools.mail import email_normalize, email_split_tuples

#: What is said of those who are not let in, by reason.
SENTENCES = [
    ("company_count", "company"),
    ("address_count", "address"),
    ("double_count", "double"),
    ("unwilling_count", "blacklisted"),
    ("unwilling_count", "refused"),
    ("inside_count", "inside"),
    ("before_count", "before"),
]


class MailingChainEnter(models.TransientModel):
    """Let records that were chosen, or addresses that were pasted, into a chain by hand."""

    _name = "mailing.chain.enter"
    _description = "Enter a Chain"

    chain_id = fields.Many2one(
        comodel_name="mailing.chain",
        domain="[('state', '!=', 'draft'), ('target', '=', target)]",
    )
    target = fields.Selection(
        selection=lambda self: (
            self.env["mailing.chain"]._fields["target"]._description_selection(self.env)
        ),
        required=True,
        default="crm.lead",
    )
    lead_ids = fields.Many2many(comodel_name="crm.lead", string="Deals")
    partner_ids = fields.Many2many(comodel_name="res.partner", string="Contacts")
    addresses = fields.Text(
        help="One or more to a line, as a mail program or a spreadsheet gives them: "
        "Claire Martin <claire@client.example>.",
    )
    makes_records = fields.Boolean(
        string="Add Who Is Unknown",
        default=True,
        help="As a lead, or as a contact, as the chain is for the ones or the others.",
    )
    is_done = fields.Boolean()
    entered_count = fields.Integer(string="Entered", readonly=True)
    company_count = fields.Integer(string="Of another company", readonly=True)
    address_count = fields.Integer(string="Without a valid address", readonly=True)
    double_count = fields.Integer(string="Same person twice", readonly=True)
    unwilling_count = fields.Integer(string="Want no letters", readonly=True)
    inside_count = fields.Integer(string="On the way already", readonly=True)
    before_count = fields.Integer(string="Were here before", readonly=True)
    unknown_count = fields.Integer(string="Unknown addresses", readonly=True)

    @api.model
    def default_get(self, fields):
        """Take what was chosen in a list."""
        values = super().default_get(fields)
        model = self.env.context.get("active_model")
        ids = self.env.context.get("active_ids") or []
        name = {"crm.lead": "lead_ids", "res.partner": "partner_ids"}.get(model)
        if name:
            values |= {"target": model, name: [Command.set(ids)]}
        elif model == "mailing.chain" and len(ids) == 1:
            chain = self.env["mailing.chain"].browse(ids)
            values |= {"chain_id": chain.id, "target": chain.target}
        return values

    def action_enter(self):
        """Let them in, and tell how many were not let in and why."""
        self.ensure_one()
        records, unknown = self._get_records()
        admission = self.chain_id._admit(records)
        counts = {name: 0 for name, _reason in SENTENCES}
        for name, reason in SENTENCES:
            counts[name] += admission.refused[reason]
        self.write(
            {
                **counts,
                "is_done": True,
                "entered_count": len(admission.participants),
                "unknown_count": unknown,
            }
        )
        return {
            "type": "ir.actions.act_window",
            "res_model": self._name,
            "res_id": self.id,
            "view_mode": "form",
            "target": "new",
            "name": self.env._("Enter a Chain"),
        }

    def _get_records(self):
        """Return the records chosen and those of the addresses, and how many addresses
        belong to nobody.
        """
        is_lead = self.target == "crm.lead"
        records = self.lead_ids if is_lead else self.partner_ids
        names = {}
        for line in (self.addresses or "").splitlines():
            for name, address in email_split_tuples(line):
                normalized = email_normalize(address)
                if normalized:
                    names.setdefault(normalized, name)
        found = records.search(
            [("email_normalized", "in", list(names))]
            + [("company_id", "in", [False, self.chain_id.company_id.id])],
            order="id desc",
        )
        known = {}
        for record in found:
            known.setdefault(record.email_normalized, record)
        missing = [address for address in names if address not in known]
        if missing and self.makes_records:
            records |= records.create(
                [self._prepare_record_values(names[one], one) for one in missing]
            )
            missing = []
        return records.union(*known.values()), len(missing)

    def _prepare_record_values(self, name, address):
        """Return what a record of an unknown address begins with."""
        company_id = self.chain_id.company_id.id
        if self.target == "res.partner":
            return {"name": name or address, "email": address, "company_id": company_id}
        return {
            "name": name or address,
            "contact_name": name,
            "email_from": address,
            "company_id": company_id,
            "user_id": False,
            "type": "lead"
            if self.env.user.has_group("crm.group_use_lead")
            else "opportunity",
        }
