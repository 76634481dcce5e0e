import secrets
from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain

#: Seconds in which asking for the same number again means the same call.
AGAIN_SECONDS = 10
#: Calls one person may ask for in a minute: nobody talks as fast.
LIMIT = 12


class PbxCall(models.Model):
    """Click to dial: the call is there before the phone system is asked for it.

    What the phone system tells of it later carries our reference, so it is never guessed
    which call that was.
    """

    _inherit = "pbx.call"

    @api.model
    def dial(self, number, res_model=None, res_id=None):
        """Let the caller's own phone ring and, once it is taken, call a number.

        :param str number: as it stands on the record
        :param str res_model: model of the record it was dialled from
        :param int res_id: its id
        :return: dict: ``call_id``
        :raise UserError: where there is no phone, the number is none, too many calls are
            asked for, or the phone system refuses
        """
        record = self._get_dialled_from(res_model, res_id)
        extension = self._get_own_extension(
            record.company_id if "company_id" in record._fields else None
        )
        if not extension:
            raise self._make_no_phone_error()
        values = self._prepare_dialled_values(extension, number)
        values |= self._prepare_dialled_about(record, extension.company_id)
        call_id, ref = self._begin_dialling(extension, values)
        if ref:
            self._ask_for_call(extension, call_id, values["number"], ref)
        return {"call_id": call_id}

    @api.model
    def _get_own_extension(self, company=None):
        """Return the phone the current user can call from, of several one of the company.

        :param company: of what is dialled from, else the current one
        """
        extensions = self._get_own_extensions()
        extensions = extensions.filtered(lambda one: one.provider_id._can_dial())
        company = company or self.env.company
        return extensions.sorted(lambda one: one.company_id != company)[:1]

    @api.model
    def _get_own_extensions(self):
        """Return the phones of the current user."""
        return self.env["pbx.extension"].search(
            Domain("user_id", "=", self.env.uid)
            & Domain("provider_id.active", "=", True)
            & Domain("company_id", "in", self.env.companies.ids)
        )

    @api.model
    def _make_no_phone_error(self):
        """Return why the current user has no phone to call from."""
        extensions = self._get_own_extensions()
        if extensions:
            return self._make_cannot_error(extensions[0].provider_id)
        return UserError(
            self.env._(
                "No phone is yours: ask who looks after the phone system to enter you as "
                "the salesperson of an extension."
            )
        )

    @api.model
    def _make_cannot_error(self, provider):
        missing = provider._get_dial_missing()
        if not missing:
            return UserError(
                self.env._(
                    "%(provider)s cannot be asked to call: dial by hand.",
                    provider=provider.name,
                )
            )
        return UserError(
            self.env._(
                "%(provider)s cannot be asked to call yet: whoever looks after it enters "
                "“%(field)s” under How to Connect. Until then dial by hand.",
                provider=provider.name,
                field=missing,
            )
        )

    # ------------------------------------------------------------
    # WHAT IS DIALLED
    # ------------------------------------------------------------

    @api.model
    def _prepare_dialled_values(self, extension, number):
        """Return the values of a call that begins now."""
        provider = extension.provider_id
        told = (number or "").strip()
        normal = self._normalise(provider.sudo(), [told])[told]
        if not normal:
            raise UserError(
                self.env._(
                    "“%(number)s” is no client's phone number: correct it, with the code of "
                    "its country.",
                    number=told[:40],
                )
            )
        return {
            "provider_id": provider.id,
            "company_id": provider.company_id.id,
            "direction": "out",
            "state": "ringing",
            "number": normal,
            "phone_sanitized": normal,
            "started_at": fields.Datetime.now(),
            "user_id": self.env.uid,
            "team_id": self.env.user.sale_team_id.id,
        }

    @api.model
    def _get_dialled_from(self, res_model, res_id):
        """Return the record that was dialled from, or one that is none."""
        if not res_id or res_model not in self.env:
            return self.browse()
        record = self.env[res_model].browse(res_id).exists()
        record.check_access("read")
        return record

    @api.model
    def _prepare_dialled_about(self, record, company):
        """Return client and deal of the record; those of another company are none."""
        if not record:
            return {}

        def is_here(one):
            return one.company_id in (one.company_id.browse(), company)

        lead = self._find_dialled(record, "crm.lead", ("lead_id", "opportunity_id"))
        lead = lead.filtered(is_here)
        partner = lead.partner_id or self._find_dialled(
            record, "res.partner", ("partner_id",)
        )
        partner = partner.filtered(is_here)
        return {
            "partner_id": partner.id,
            "lead_id": lead.id,
            "stage_id": lead.stage_id.id,
        }

    @api.model
    def _find_dialled(self, record, model, names):
        """Return the record itself if it is of a model, else what its fields name."""
        if record._name == model:
            return record
        for name in names:
            field = record._fields.get(name)
            if field is not None and field.comodel_name == model and record[name]:
                return record[name]._filtered_access("read")
        return self.env[model]

    # ------------------------------------------------------------
    # ASKING FOR IT
    # ------------------------------------------------------------

    @api.model
    def _begin_dialling(self, extension, values):
        """Create the call so that whoever hears of it finds it there.

        The phone system may report before this transaction is through: the call is
        created in one of its own.

        :return: (id of the call, reference, or an empty one if it rings already)
        """
        with self.env.registry.cursor() as cr:
            # sudo: nobody but the phone system creates calls, and this.
            env = self.env(cr=cr, su=True)
            phone = env["pbx.extension"].browse(extension.id)
            if not phone.try_lock_for_update():
                raise UserError(self.env._("Your phone is being asked already: wait."))
            calls = env["pbx.call"]
            ringing = calls._find_dialled_lately(values)
            if ringing:
                return ringing.id, ""
            # Phone systems tell a reference of ours by how it begins.
            ref = f"odoo-{secrets.token_hex(8)}"
            calls = calls._in_rights_of_system(phone.provider_id)
            call = calls.create({**values, "client_ref": ref})
            call._match_clients()
            call._tell_cards()
            return call.id, ref

    @api.model
    def _find_dialled_lately(self, values):
        """Return the call that the same click has begun already.

        :raise UserError: if too many were begun
        """
        lately = self.search(
            Domain("user_id", "=", values["user_id"])
            & Domain("client_ref", "!=", False)
            & Domain("started_at", ">", values["started_at"] - timedelta(minutes=1))
        )
        since = values["started_at"] - timedelta(seconds=AGAIN_SECONDS)
        for call in lately:
            if (
                call.state == "ringing"
                and call.phone_sanitized == values["phone_sanitized"]
                and call.started_at > since
            ):
                return call
        if len(lately) >= LIMIT:
            raise UserError(
                self.env._(
                    "%(count)s calls were asked for within a minute: wait a little.",
                    count=len(lately),
                )
            )
        return self.browse()

    @api.model
    def _ask_for_call(self, extension, call_id, number, ref):
        """Ask the phone system, and note where it refuses."""
        try:
            # sudo: the keys of the phone system are not for those who only call.
            phone = extension.sudo()
            if not phone.provider_id._dial(phone, number, ref):
                raise self._make_cannot_error(phone.provider_id)
        except OSError as error:
            self._fail_dialling(call_id)
            raise UserError(
                self.env._(
                    "The phone system does not answer: dial by hand, and tell who looks "
                    "after it."
                )
            ) from error
        except Exception:
            self._fail_dialling(call_id)
            raise

    @api.model
    def _fail_dialling(self, call_id):
        """Say of a call that it never came to be; in a transaction that lasts."""
        with self.env.registry.cursor() as cr:
            call = self.env(cr=cr, su=True)["pbx.call"].browse(call_id)
            if call.state == "ringing":
                call.write({"state": "failed", "ended_at": fields.Datetime.now()})
                call._tell_cards()
