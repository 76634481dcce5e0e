import base64
import logging

from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError
from odoo.fields import NO_ACCESS

from ...fetch.failure import FetchFailed
from ...fetch.pinned_http import ASKED, post
from ...tools.dialling import (
    is_template,
    is_word,
    places_of,
    read_number,
    read_phone,
)
from ...tools.recording_address import AddressRefused, Host, admit, read_address
from .pbx_provider import ADMIN

_logger = logging.getLogger(__name__)

#: So much is shown of what a phone system says of its refusal.
MAX_REASON = 200


class PbxProvider(models.Model):
    """Phone systems that can be asked to call: what they have in common.

    Each kind that calls does so in a short file of its own.
    """

    _inherit = "pbx.provider"

    dial_url = fields.Char(
        string="Address for Click to Dial",
        groups=ADMIN,
        help="Where the phone system is asked to call. A public address over https; "
        "another one once its host is listed under Hosts inside the Network.",
    )
    dial_login = fields.Char(string="Login", groups=ADMIN, copy=False)
    dial_password = fields.Char(groups=NO_ACCESS, copy=False)
    new_dial_password = fields.Char(
        string="Password",
        compute="_compute_new_dial_password",
        inverse="_inverse_new_dial_password",
        groups=ADMIN,
        help="Told to the address for click to dial together with the login. It is not "
        "shown again, and is forgotten where the address changes.",
    )
    dial_line = fields.Char(
        string="Number Shown",
        groups=ADMIN,
        help="The company's number that clients see, with the code of its country.",
    )
    dial_channel = fields.Char(
        string="Phone",
        compute="_compute_dial_defaults",
        store=True,
        readonly=False,
        groups=ADMIN,
        help="What rings first: the salesperson's phone, {extension} being its number.",
    )
    dial_context = fields.Char(
        string="Context",
        compute="_compute_dial_defaults",
        store=True,
        readonly=False,
        groups=ADMIN,
        help="The part of the dialplan that calls out.",
    )
    dial_number = fields.Char(
        string="Dialled As",
        default="{number}",
        groups=ADMIN,
        help="{number} is the number as it is known, {digits} the same without its plus: "
        "with 9{digits} a 9 is dialled first, as some lines want it.",
    )
    dial_seconds = fields.Integer(
        string="Seconds the Phone Rings", default=30, groups=ADMIN
    )

    # ------------------------------------------------------------
    # CONSTRAINTS
    # ------------------------------------------------------------

    @api.constrains("dial_channel", "dial_context", "dial_number")
    def _check_dial_templates(self):
        for provider in self.sudo():
            for template in (provider.dial_channel, provider.dial_number):
                if template and not is_template(template):
                    raise ValidationError(
                        self.env._(
                            "Phone and Dialled As hold no spaces, and of words in braces "
                            "only {extension}, {number} and {digits}."
                        )
                    )
            if provider.dial_context and not is_word(provider.dial_context):
                raise ValidationError(
                    self.env._("Context is one word, such as from-internal.")
                )

    @api.constrains("dial_line")
    def _check_dial_line(self):
        for provider in self.sudo():
            try:
                read_number(provider.dial_line or "+1")
            except ValueError as error:
                raise ValidationError(
                    self.env._(
                        "Number shown: “%(number)s” is no phone number. Write one such "
                        "as +1 202 555 0100.",
                        number=provider.dial_line,
                    )
                ) from error

    @api.constrains("dial_url", "code")
    def _check_dial_url(self):
        for provider in self.sudo():
            try:
                if provider.dial_url:
                    provider._admit_dial(read_address(provider.dial_url))
            except AddressRefused as error:
                raise ValidationError(provider._get_dial_url_note()) from error

    # ------------------------------------------------------------
    # COMPUTE
    # ------------------------------------------------------------

    @api.depends("code")
    def _compute_dial_defaults(self):
        for provider in self:
            defaults = provider._get_dial_defaults()
            provider.dial_channel = defaults.get("dial_channel")
            provider.dial_context = defaults.get("dial_context")

    def _compute_new_dial_password(self):
        self.new_dial_password = False

    def _inverse_new_dial_password(self):
        for provider in self.filtered("new_dial_password"):
            # sudo: written by who may set it, read by nobody.
            provider.sudo().dial_password = provider.new_dial_password

    # ------------------------------------------------------------
    # CRUD
    # ------------------------------------------------------------

    def write(self, vals):
        """Forget the password for click to dial where the address leads elsewhere."""
        if "dial_url" in vals and "dial_password" not in vals:
            moved = self.sudo().filtered(
                lambda one: one.dial_password and one.dial_url != vals["dial_url"]
            )
            moved.dial_password = False
        return super().write(vals)

    # ------------------------------------------------------------
    # HOLES
    # ------------------------------------------------------------

    def _can_dial(self):
        """Return whether ``_dial`` is of use here; each kind that calls says so."""
        self.ensure_one()
        return False

    def _get_dial_missing(self):
        """Return the name of the field to be filled before it can be asked to call."""
        return False

    def _name_missing(self, *names):
        """Return how the first of these fields is called that is empty, if one is."""
        system = self.sudo()
        empty = next((name for name in names if not system[name]), None)
        return empty and self._fields[empty]._description_string(self.env)

    def _is_told_late(self):
        """Return whether calls are told of only once they are over."""
        return False

    def _get_dial_defaults(self):
        """Return what a kind rings and where, until somebody says otherwise."""
        return {}

    def _get_local_hosts(self):
        """Return the hosts inside the network that the server may speak to.

        Recordings are fetched from them, too: they list them.
        """
        return ()

    def _admit_dial(self, address):
        """Tell whether the address asked to call may be inside the network.

        Whoever enters it is trusted with a public one.

        :raise AddressRefused: where nothing may be asked there
        """
        own = Host(address.scheme, address.host, address.port)
        return admit(address, (own,), self._get_local_hosts())

    def _get_dial_url_note(self):
        """Return what is wrong with the address, and what to do about it."""
        return self.env._(
            "Address for Click to Dial: write an https address on the internet. Whoever "
            "looks after the server may list another host under Hosts inside the Network."
        )

    # ------------------------------------------------------------
    # BUSINESS
    # ------------------------------------------------------------

    def _get_dial_places(self, extension, number):
        """Return what is put in templates: nothing that could be more than a number.

        :raise UserError: where something of it cannot be dialled
        """
        try:
            dialled = read_number(number)
        except ValueError as error:
            raise UserError(
                self.env._(
                    "%(number)s cannot be dialled: correct the phone number.",
                    number=(number or "").strip()[:40],
                )
            ) from error
        try:
            return places_of(read_phone(extension.number), dialled)
        except ValueError as error:
            raise UserError(
                self.env._(
                    "%(extension)s cannot be rung: correct the extension's number.",
                    extension=(extension.number or "").strip()[:40],
                )
            ) from error

    def _post_dial(self, url, body, headers, login=""):
        """Ask a phone system over http; return the status and the bytes of the answer.

        :param str login: name and password, joined by a colon
        :raise UserError: where it does not answer
        """
        if login:
            code = base64.b64encode(login.encode()).decode()
            headers = {**headers, "Authorization": f"Basic {code}"}
        try:
            return post(url, self._admit_dial, body, headers)
        except FetchFailed as failed:
            # Where it is asked is for whoever looks after it, not for who calls.
            _logger.info("Phone system %s was not asked to call: %s", self.id, failed)
            raise UserError(self._explain_dial_failure(failed)) from failed

    def _explain_dial_failure(self, failed):
        if failed.code == "refused":
            return self._get_dial_url_note()
        if failed.code == "late":
            return self.env._(
                "%(name)s did not answer within %(seconds)s seconds: if your phone does "
                "not ring, dial by hand, and tell who looks after the phone system.",
                name=self.display_name,
                seconds=ASKED,
            )
        return self.env._(
            "%(name)s cannot be reached (%(reason)s): dial by hand, and tell who looks "
            "after the phone system.",
            name=self.display_name,
            reason=failed.code,
        )

    def _make_dial_refused(self, reason):
        """Return the error that says why a phone system did not do it."""
        return UserError(
            self.env._(
                "%(name)s did not do it: %(reason)s",
                name=self.display_name,
                reason=str(reason)[:MAX_REASON],
            )
        )
