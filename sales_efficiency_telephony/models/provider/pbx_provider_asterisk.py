import ssl
from datetime import datetime, timedelta

from odoo import api, fields, models
from odoo.exceptions import ValidationError

from ...listener.ami import make_tls
from ...tools.parsers import asterisk_ami
from .pbx_provider import ADMIN

EPOCH = datetime(1970, 1, 1)
#: Who says nothing for so long is no longer listening; it speaks every ten seconds.
SILENCE = timedelta(minutes=1)


class PbxProvider(models.Model):
    """Asterisk, and what is built on it (FreePBX, Issabel …), by its manager interface.

    Its calls are heard by a process of its own, ``odoo-bin pbx_listener``.
    """

    _inherit = "pbx.provider"

    code = fields.Selection(
        selection_add=[("asterisk", "Asterisk (listener)")],
        ondelete={"asterisk": "set default"},
    )
    # Manager interface
    ami_host = fields.Char(string="Manager Host", groups=ADMIN)
    ami_port = fields.Integer(string="Manager Port", default=5038, groups=ADMIN)
    ami_tls = fields.Boolean(
        string="Encrypted", groups=ADMIN, help="The port speaks TLS (tlsenable = yes)."
    )
    ami_certificate = fields.Text(
        string="Certificate",
        groups=ADMIN,
        help="In PEM, where the phone system's certificate is its own. Empty: it has to "
        "be one this machine trusts.",
    )
    # What is read after a gap: files of the server, for those who look after it
    cel_path = fields.Char(
        string="File of Events (CEL)",
        groups="base.group_system",
        help="Where the listener reads what happened while it was away, such as "
        "/var/log/asterisk/cel-custom/Master.csv.",
    )
    cdr_path = fields.Char(
        string="File of Calls (CDR)",
        groups="base.group_system",
        help="Read where there is no file of events, such as "
        "/var/log/asterisk/cdr-csv/Master.csv.",
    )
    live_hours = fields.Integer(
        string="End Silent Calls After",
        default=4,
        help="Hours after which a call that nothing is told of any more counts as ended. "
        "0: never.",
    )
    # How the listener does
    listener_state = fields.Selection(
        selection=[
            ("stopped", "Stopped"),
            ("listening", "Listening"),
            ("away", "Cannot be reached"),
            ("refused", "Does not let us in"),
        ],
        string="Listener",
        readonly=True,
        copy=False,
    )
    listener_error = fields.Char(
        string="Trouble", readonly=True, copy=False, groups=ADMIN
    )
    listener_host = fields.Char(
        string="Listens On", readonly=True, copy=False, groups=ADMIN
    )
    listener_seen_at = fields.Datetime(string="Last Heard", readonly=True, copy=False)

    _ami_port_check = models.Constraint(
        "CHECK(ami_port IS NULL OR ami_port BETWEEN 0 AND 65535)",
        "The manager port is a number from 1 to 65535.",
    )

    @api.constrains("ami_certificate")
    def _check_ami_certificate(self):
        for provider in self.sudo().filtered("ami_certificate"):
            # A key is nobody's business but the phone system's.
            is_alone = "PRIVATE KEY" not in provider.ami_certificate
            if not (is_alone and _is_certificate(provider.ami_certificate)):
                raise ValidationError(
                    self.env._(
                        "Certificate of %(name)s: paste the phone system's certificate "
                        "alone, from BEGIN CERTIFICATE to END CERTIFICATE.",
                        name=provider.display_name,
                    )
                )

    def _get_secret_way(self):
        if self.code != "asterisk":
            return super()._get_secret_way()
        return "typed"

    def _is_listened_to(self):
        """Tell whether a listener hears this phone system just now."""
        self.ensure_one()
        seen_at = self.listener_seen_at
        return bool(
            self.listener_state == "listening"
            and seen_at
            and fields.Datetime.now() - seen_at < SILENCE
        )

    def _extract_events(self, payload):
        """Return what an event of the manager interface tells of a call."""
        if self.code != "asterisk":
            return super()._extract_events(payload)
        return list(asterisk_ami.parse(payload))

    # ------------------------------------------------------------
    # LISTENER
    # ------------------------------------------------------------

    @api.model
    def _get_listened(self, provider_ids=()):
        """Return what a listener has to know of the phone systems it is to hear.

        :param provider_ids: those wanted, all where empty
        :return: ``{id: settings}``
        """
        domain = [("code", "=", "asterisk"), ("ami_host", "!=", False)]
        if provider_ids:
            domain.append(("id", "in", list(provider_ids)))
        return {
            provider.id: {
                "id": provider.id,
                "cel_path": provider.cel_path or "",
                "cdr_path": provider.cdr_path or "",
                "seen_at": provider._get_listener_seen_at(),
                **provider._get_ami_settings(),
            }
            for provider in self.sudo().search(domain)
        }

    def _get_ami_settings(self):
        provider = self.sudo()
        return {
            "host": provider.ami_host or "",
            "port": provider.ami_port,
            "user": provider.account or "",
            "secret": provider.secret or "",
            "tls": provider.ami_tls,
            "certificate": provider.ami_certificate or "",
        }

    def _get_listener_seen_at(self):
        """Return until when the listener heard, in seconds since 1970; 0 where never."""
        self.ensure_one()
        seen_at = self.listener_seen_at
        return (seen_at - EPOCH).total_seconds() if seen_at else 0.0

    def _note_listener(self, state, error, seen_at, host):
        """Note how the listener does.

        :param float seen_at: when the phone system was heard, 0 where it was not
        """
        values = {
            "listener_state": state,
            "listener_error": error or False,
            "listener_host": host,
        }
        if seen_at:
            values["listener_seen_at"] = EPOCH + timedelta(seconds=int(seen_at))
        self.sudo().write(values)


def _is_certificate(text):
    try:
        make_tls(text)
    except ssl.SSLError:
        return False
    return True
