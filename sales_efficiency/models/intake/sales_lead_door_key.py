import secrets
from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError
from odoo.tools import consteq

from ...tools.lead_form import CALLED, plain_name
from ...tools.lead_key import PATH, fingerprint
from ...tools.site_list import is_listed, is_page_of, parse_sites

ADMIN = "sales_efficiency.group_sales_efficiency_admin"
#: Length of a key in bytes of randomness: nobody finds one by trying.
KEY_BYTES = 32
#: How much of its end is kept readable, to tell keys apart.
HINT_LENGTH = 4
#: The time that limits are for.
WINDOW = timedelta(minutes=1)


class SalesLeadDoor(models.Model):
    """How another system gets in: by a key, from listed sites, not too often.

    The key itself is not kept, only what it is recognised by.
    """

    _inherit = "sales.lead.door"

    key_hash = fields.Char(readonly=True, copy=False, groups=fields.NO_ACCESS)
    key_hint = fields.Char(
        string="Key Ends With", readonly=True, copy=False, groups=ADMIN
    )
    key_made_at = fields.Datetime(readonly=True, copy=False, groups=ADMIN)
    key_revoked_at = fields.Datetime(readonly=True, copy=False, groups=ADMIN)
    key_state = fields.Selection(
        selection=[("none", "No Key Yet"), ("valid", "Valid"), ("revoked", "Revoked")],
        compute="_compute_key_state",
        groups=ADMIN,
    )
    sites = fields.Text(
        string="Websites",
        groups=ADMIN,
        help="Pages of these sites may send leads, one a line, for example "
        "https://shop.example.com or *.example.com. Empty: forms of any site may, and "
        "scripts of none.",
    )
    thank_you_url = fields.Char(
        string="Thank-You Page",
        groups=ADMIN,
        help="Where visitors go after they have sent a form. Empty: a short thank you.",
    )
    trap_field = fields.Char(
        default="leave_empty",
        required=True,
        groups=ADMIN,
        help="Name of a field that people do not see. What comes with it filled in was "
        "sent by a robot: it is kept, and no lead is opened.",
    )
    rate_limit = fields.Integer(
        string="Requests a Minute", default=300, groups=ADMIN, help="0: any number."
    )
    address_limit = fields.Integer(
        string="Requests a Minute and Address",
        default=60,
        groups=ADMIN,
        help="From one address of the internet. 0: any number.",
    )
    keep_days = fields.Integer(
        string="Days to Keep Requests",
        default=90,
        groups=ADMIN,
        help="Requests are deleted after so many days, failed ones never. 0: never.",
    )
    duplicates = fields.Selection(
        selection=[
            ("open", "Open a new deal that names the others"),
            ("merge", "Add it to the open deal"),
        ],
        string="Client With an Open Deal",
        required=True,
        default="open",
        groups=ADMIN,
    )

    _key_hash_idx = models.UniqueIndex("(key_hash) WHERE key_hash IS NOT NULL")

    @api.depends("key_hash", "key_revoked_at")
    def _compute_key_state(self):
        for door in self:
            if door.sudo().key_hash:
                door.key_state = "valid"
            else:
                door.key_state = "revoked" if door.key_revoked_at else "none"

    @api.constrains("sites", "thank_you_url")
    def _check_sites(self):
        for door in self:
            try:
                sites = parse_sites(door.sites)
            except ValueError as error:
                raise ValidationError(
                    self.env._(
                        "Websites: “%(line)s” is no site. Write it without a page, for "
                        "example https://shop.example.com or *.example.com.",
                        line=str(error),
                    )
                ) from error
            if door.thank_you_url and not is_page_of(door.thank_you_url, sites):
                raise ValidationError(
                    self.env._(
                        "The thank-you page “%(address)s” is on none of the websites of "
                        "the door. Add its site to the websites, or choose another page.",
                        address=door.thank_you_url,
                    )
                )

    @api.constrains("trap_field")
    def _check_trap_field(self):
        for door in self:
            if plain_name(door.trap_field) in CALLED:
                raise ValidationError(
                    self.env._(
                        "“%(name)s” is a field that people fill in. Give the hidden field "
                        "a name of its own.",
                        name=door.trap_field,
                    )
                )

    @api.constrains("rate_limit", "address_limit", "keep_days")
    def _check_limits(self):
        for door in self:
            if min(door.rate_limit, door.address_limit, door.keep_days) < 0:
                raise ValidationError(
                    self.env._("Limits of a door are 0 (none) or more, not negative.")
                )

    # ------------------------------------------------------------
    # KEY
    # ------------------------------------------------------------

    def action_make_key(self):
        """Give the door a new key and show it, this once."""
        self.ensure_one()
        self.check_access("write")
        if self.kind != "intake":
            raise UserError(
                self.env._(
                    "Leads come through “%(door)s” without a key.", door=self.name
                )
            )
        key = secrets.token_urlsafe(KEY_BYTES)
        self.sudo().write(
            {
                "key_hash": fingerprint(key),
                "key_hint": key[-HINT_LENGTH:],
                "key_made_at": fields.Datetime.now(),
                "key_revoked_at": False,
            }
        )
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Key of %(door)s", door=self.name),
            "res_model": "sales.lead.door.key",
            "views": [(False, "form")],
            "target": "new",
            "context": {"default_key": key, "default_door_id": self.id},
        }

    def action_revoke_key(self):
        """Take the key out of use: what is sent with it from now on is refused."""
        self.check_access("write")
        self.sudo().write({"key_hash": False, "key_revoked_at": fields.Datetime.now()})

    @api.model
    def _get_by_key(self, key, lang=None):
        """Return the door with this key in its own rights, or an empty recordset.

        Wrong, revoked and unknown are one and the same to the outside.

        :param str lang: code of the language to answer in, where it is installed
        """
        doors = self.sudo()
        mark = fingerprint(key or "")
        door = doors.search([("key_hash", "=", mark)], limit=1)
        if not door or not consteq(door.key_hash, mark):
            return doors.browse()
        return door._in_own_rights(lang)

    # ------------------------------------------------------------
    # SITES AND LIMITS
    # ------------------------------------------------------------

    def _is_site(self, origin):
        """Tell whether an ``Origin`` is one of the sites of one of the doors."""
        return any(is_listed(origin, parse_sites(door.sites)) for door in self)

    def _get_wait(self, address):
        """Return for how many seconds no more requests are taken, 0 if they are.

        Counted in what was kept, so that it holds for all workers, and costs nothing to
        keep up. What is turned away is not kept and does not count.
        """
        now = fields.Datetime.now()
        recent = [
            ("door_id", "=", self.id),
            ("position", "=", 0),
            ("received_at", ">", now - WINDOW),
        ]
        limits = [
            (self.rate_limit, recent),
            (self.address_limit, [*recent, ("address", "=", address)]),
        ]
        waits = [0]
        for limit, domain in limits:
            if limit:
                last = self.env["sales.lead.request"].search(
                    domain, order="received_at DESC", offset=limit - 1, limit=1
                )
                if last:
                    waits.append((last.received_at + WINDOW - now).total_seconds())
        return max(map(int, waits))

    def _get_address(self):
        """Return where leads are sent to, without the key."""
        return f"{self.get_base_url()}{PATH}"
