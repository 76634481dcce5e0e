from odoo import api, models
from odoo.exceptions import UserError, ValidationError
from odoo.fields import Command

from ...tools.call_state import LIVE
from ...tools.phone_number import plain_number

#: What people say of a call; everything else is what the phone system told.
SAID = {"note", "outcome_id", "lead_id", "partner_id"}


class PbxCall(models.Model):
    """What people add to a call: its outcome, a note, and the deal it was about."""

    _inherit = "pbx.call"

    # ------------------------------------------------------------
    # CRUD
    # ------------------------------------------------------------

    def write(self, vals):
        """Let people write what is theirs to say, and keep the stage with the deal."""
        self._check_said(vals)
        chooses = "lead_id" in vals and "stage_id" not in vals
        before = {call.id: call.lead_id for call in self} if chooses else {}
        res = super().write(vals)
        if chooses:
            self.filtered(lambda call: call.lead_id != before[call.id])._note_deal()
        return res

    @api.model
    def _get_said_fields(self):
        """Return the names of fields that people write; to be extended."""
        return SAID | set(self.env["mail.thread"]._fields)

    def _check_said(self, vals):
        if self.env.su:
            return
        told = vals.keys() - self._get_said_fields()
        if told:
            labels = sorted(
                self.env["ir.model.fields"]._get(self._name, name).field_description
                if name in self._fields
                else name
                for name in told
            )
            raise UserError(
                self.env._(
                    "“%(fields)s” of a call is what the phone system told: it stays. Note "
                    "what you know in the note, the outcome, the client or the deal.",
                    fields=", ".join(labels),
                )
            )
        self._check_choice(vals)

    def _check_choice(self, vals):
        """Refuse clients and deals that one may not see, or of another company."""
        for name in ("partner_id", "lead_id"):
            chosen = self.env[self._fields[name].comodel_name].browse(vals.get(name))
            chosen.check_access("read")
            company = chosen.sudo().company_id
            if company and self.sudo().company_id - company:
                raise ValidationError(
                    self.env._(
                        "“%(record)s” is of another company than the call. Choose one of "
                        "%(company)s.",
                        record=chosen.display_name,
                        company=self.sudo().company_id[:1].name,
                    )
                )

    def _note_deal(self):
        """Note where the deal chosen was when the call began, and the talk on the deal."""
        # sudo: who the deal is with, its stage and its log follow from the choice.
        calls = self.sudo()
        calls.filtered(lambda call: not call.lead_id).write({"stage_id": False})
        chosen = calls.filtered("lead_id")
        chosen._link_deals({call: call.lead_id for call in chosen})
        chosen._tell_deals()

    # ------------------------------------------------------------
    # ACTIONS
    # ------------------------------------------------------------

    def action_open_deal(self):
        """Open the deal the call is about."""
        self.ensure_one()
        return self._get_form_action(self.lead_id)

    def action_create_deal(self):
        """Open the form of a deal that is filled in with what the call tells."""
        self.ensure_one()
        if self.lead_id:
            return self.action_open_deal()
        values = self._prepare_deal_values()
        values["user_id"] = values["user_id"] or self.env.uid
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Create Deal"),
            "res_model": "crm.lead",
            "views": [(False, "form")],
            "context": {
                **{f"default_{name}": value for name, value in values.items()},
                "pbx_call_id": self.id,
            },
        }

    def action_decline_proposal(self):
        """Say that the callers are no clients: no deal is proposed for them any more."""
        nobody = self.env["pbx.outcome"].search([("is_nobody", "=", True)], limit=1)
        if not nobody:
            raise UserError(
                self.env._(
                    "No outcome of calls is marked “Not a Client”: mark one under Call "
                    "Outcomes first."
                )
            )
        self.outcome_id = nobody

    def action_call_back(self):
        """Let the caller's phone ring, and call the client of this call."""
        self.ensure_one()
        if self.state in LIVE:
            raise UserError(
                self.env._(
                    "This call is going on: wait until it is over, then call back."
                )
            )
        number = self.phone_sanitized or plain_number(self.number)
        if not number or self.direction == "internal":
            raise UserError(
                self.env._(
                    "The caller did not show a number to call back: look it up at the "
                    "client."
                )
            )
        if not self._get_own_extension():
            # Whoever has no phone here may have one at hand: the browser knows.
            return {
                "type": "ir.actions.act_url",
                "url": f"tel:{number}",
                "target": "self",
            }
        about = self.lead_id or self.partner_id
        self.dial(number, about._name or None, about.id or None)
        return True

    @api.model
    def _get_form_action(self, record):
        if not record:
            raise UserError(
                self.env._("No deal is chosen for this call: choose or create one.")
            )
        return {
            "type": "ir.actions.act_window",
            "res_model": record._name,
            "res_id": record.id,
            "views": [(False, "form")],
        }

    def _choose_client(self, partner):
        """Note with whom the call was; where one deal is open with them, that too."""
        self.ensure_one()
        deals = self.candidate_lead_ids.filtered(
            lambda lead: (
                lead.partner_id.commercial_partner_id == partner.commercial_partner_id
            )
        )
        self.write(
            {"partner_id": partner.id}
            | ({"lead_id": deals.id} if len(deals) == 1 else {})
        )
        # sudo: the choice is made, nobody writes it by hand.
        self.sudo().write(
            {
                "candidate_partner_ids": [Command.clear()],
                "candidate_lead_ids": [
                    Command.set(deals.ids if len(deals) > 1 else [])
                ],
            }
        )
