import base64
import os
from collections.abc import Callable
from typing import NamedTuple
from urllib.parse import quote

from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.fields import NO_ACCESS
from odoo.tools import config

from ...fetch.local_file import is_within
from ...tools.recording_address import AddressRefused, admit, read_address, read_hosts

ADMIN = "sales_efficiency.group_sales_efficiency_admin"
#: The option of the server's configuration file: folders, separated by commas.
FOLDERS = "pbx_recording_folders"


class RecordingRequest(NamedTuple):
    """How a recording is had: from an address with headers, or from a folder.

    Where the address has to be asked for first, ``ask`` returns it or raises
    :class:`FetchFailed`. It is called while no row is locked, and reads no records.
    """

    url: str = ""
    headers: dict | None = None
    folder: str = ""
    ref: str = ""
    ask: Callable | None = None


class PbxProvider(models.Model):
    _inherit = "pbx.provider"

    recording_hosts = fields.Text(
        string="Hosts with Recordings",
        groups=ADMIN,
        help="Where recordings are fetched from, one host a line, such as "
        "rec.example.com or *.example.com. From no other host anything is fetched.",
    )
    recording_local_hosts = fields.Text(
        string="Hosts inside the Network",
        groups="base.group_system",
        help="Phone systems in the company's own network, one a line, such as "
        "http://10.0.0.5:8088. Set by who looks after the server: it will speak to them "
        "on the word of a phone system.",
    )
    recording_url = fields.Char(
        string="Address of a Recording",
        groups=ADMIN,
        help="Where the phone system tells a file's name only: an address with {ref} for "
        "what it told or {name} for the file's name without folders.",
    )
    recording_login = fields.Char(
        string="Login for Recordings", groups=ADMIN, copy=False
    )
    recording_password = fields.Char(groups=NO_ACCESS, copy=False)
    new_recording_password = fields.Char(
        string="Password for Recordings",
        compute="_compute_new_recording_password",
        inverse="_inverse_new_recording_password",
        groups=ADMIN,
        help="Told to the hosts with recordings together with the login. It is not shown "
        "again.",
    )
    recording_folder = fields.Char(
        string="Folder with Recordings",
        groups=ADMIN,
        help="Where this server sees the files of the phone system itself. Only folders "
        "within those that pbx_recording_folders names in the server's configuration.",
    )
    recording_max_mb = fields.Integer(
        string="Largest Recording (MB)", required=True, default=50
    )
    recording_left = fields.Selection(
        selection=[
            ("caller", "Who called"),
            ("client", "The client"),
            ("user", "The salesperson"),
        ],
        string="Left Channel",
        required=True,
        default="caller",
        help="Whose voice is on the left where a file keeps two voices apart.",
    )
    recording_days = fields.Integer(
        string="Keep Recordings (Days)",
        help="Older recordings are erased; the call stays. 0 keeps them.",
    )

    _recording_days_check = models.Constraint(
        "CHECK(recording_days >= 0)",
        "The days that recordings are kept are 0 or more; 0 keeps them.",
    )
    _recording_max_check = models.Constraint(
        "CHECK(recording_max_mb BETWEEN 1 AND 500)",
        "The largest recording is between 1 and 500 MB.",
    )

    @api.constrains("recording_hosts", "recording_local_hosts")
    def _check_recording_hosts(self):
        for provider in self.sudo():
            try:
                provider._get_recording_hosts()
            except ValueError as error:
                raise ValidationError(
                    self.env._(
                        "Hosts with recordings: “%(line)s” is no host. Write one a line, "
                        "such as rec.example.com or http://10.0.0.5:8088.",
                        line=error.args[0],
                    )
                ) from error

    @api.constrains("recording_url", "recording_hosts", "recording_local_hosts")
    def _check_recording_url(self):
        for provider in self.sudo():
            if provider.recording_url and not provider._is_recording_url():
                raise ValidationError(
                    self.env._(
                        "Address of a recording: write an address with {ref} or {name}, "
                        "at one of the hosts with recordings."
                    )
                )

    @api.constrains("recording_folder")
    def _check_recording_folder(self):
        for provider in self.sudo():
            folder = provider.recording_folder
            if folder and not provider._is_recording_folder(folder):
                raise ValidationError(
                    self.env._(
                        "Folder with recordings: %(folder)s is not within the folders "
                        "that %(option)s names in the server's configuration.",
                        folder=folder,
                        option=FOLDERS,
                    )
                )

    def _compute_new_recording_password(self):
        self.new_recording_password = False

    def _inverse_new_recording_password(self):
        for provider in self.filtered("new_recording_password"):
            # Written by who may set it, read by nobody.
            provider.sudo().recording_password = provider.new_recording_password

    # ------------------------------------------------------------
    # BUSINESS
    # ------------------------------------------------------------

    def _get_recording_request(self, recording):
        """Return how a recording is had; kinds of phone systems may know better.

        :return: :class:`RecordingRequest`, ``None`` where there is no way
        """
        self.ensure_one()
        ref = recording.ref or ""
        if "://" in ref:
            return RecordingRequest(url=ref, headers=self._get_recording_headers())
        if self.recording_folder:
            return RecordingRequest(folder=self.recording_folder, ref=ref)
        if not self.recording_url:
            return None
        url = self._fill_recording_url(ref)
        return url and RecordingRequest(url=url, headers=self._get_recording_headers())

    def _get_recording_headers(self):
        if not self.recording_login:
            return {}
        login = f"{self.recording_login}:{self.recording_password or ''}"
        return {"Authorization": f"Basic {base64.b64encode(login.encode()).decode()}"}

    def _fill_recording_url(self, ref):
        """Return the address of a file; ``None`` for a name that climbs out of there."""
        parts = [part for part in ref.split("/") if part]
        if not parts or ".." in parts or "." in parts:
            return None
        return self.recording_url.replace(
            "{ref}", "/".join(quote(part, safe="") for part in parts)
        ).replace("{name}", quote(parts[-1], safe=""))

    def _is_recording_url(self):
        if "{ref}" not in self.recording_url and "{name}" not in self.recording_url:
            return False
        try:
            self._admit_recording(read_address(self._fill_recording_url("a")))
        except AddressRefused:
            return False
        return True

    def _is_recording_folder(self, folder):
        """Tell whether the operator of the server lets recordings be read there."""
        allowed = (config.get(FOLDERS) or "").split(",")
        allowed = [path.strip() for path in allowed if os.path.isabs(path.strip())]
        return os.path.isabs(folder) and is_within(folder, allowed)

    def _get_recording_hosts(self):
        """Return the public hosts and the local ones."""
        return read_hosts(self.recording_hosts or ""), self._get_local_hosts()

    def _get_local_hosts(self):
        # sudo: where the server may go is decided whoever asks.
        listed = self.sudo().recording_local_hosts or ""
        return super()._get_local_hosts() + read_hosts(listed)

    def _admit_recording(self, address):
        """Tell whether an address may be inside the network.

        :raise AddressRefused: where nothing may be fetched from there
        """
        return admit(address, *self._get_recording_hosts())
