import logging

from psycopg2.errors import SerializationFailure

from odoo import api, fields, models
from odoo.fields import Domain

from ...fetch.failure import FetchFailed
from ...fetch.local_file import read_file
from ...fetch.pinned_http import WHOLE, fetch
from ...tools.recording_address import admit

_logger = logging.getLogger(__name__)

#: Seconds after the end of a call in which phone systems finish its file.
SETTLE = 20
#: Minutes until the next try, one after the other.
DELAYS = (1, 5, 15, 60, 360, 1440)
#: Seconds for which who fetches a file has it to itself: longer than that can take.
LEASE = WHOLE + 60
CANDIDATES = 20


class PbxRecording(models.Model):
    """Fetching: what is due is claimed, committed, fetched, committed.

    While a file is fetched no transaction is open and no row locked. Whoever is killed
    meanwhile leaves a claim that runs out.
    """

    _inherit = "pbx.recording"

    @api.model
    def _cron_fetch(self):
        """Fetch what is due, one file after the other."""
        cron = self.env["ir.cron"]
        left = cron._commit_progress(
            remaining=self.search_count(self._get_due_domain())
        )
        try:
            while left:
                recording, request = self._claim()
                cron._commit_progress()
                if not recording:
                    break
                recording._take(request)
                due = self.search_count(self._get_due_domain())
                left = cron._commit_progress(1, remaining=due)
        except Exception:
            self.env.cr.rollback()
            raise
        finally:
            # What breaks this run off does not keep the next one from coming.
            self._call_again()
            cron._commit_progress()

    def _take(self, request):
        """Fetch a file that was claimed, and keep it."""
        try:
            self._settle(*self._fetch(request))
        except SerializationFailure:
            # Somebody erased it this moment: the next one sees what is left.
            self.env.cr.rollback()
        except Exception:  # noqa: BLE001 it keeps the others from nothing
            self.env.cr.rollback()
            _logger.exception("Recording %s was not taken", self.id)

    @api.model
    def _get_due_domain(self):
        return Domain("state", "=", "waiting") & Domain(
            "try_at", "<=", fields.Datetime.now()
        )

    @api.model
    def _claim(self):
        """Take the next file that is due, so that nobody else does.

        :return: the recording, and how its file is had
        """
        while recording := self._get_due().try_lock_for_update(limit=1):
            if recording.tries <= len(DELAYS):
                return recording, recording._prepare_claim()
            recording._give_up(
                "missing", self.env._("Fetching it broke off again and again.")
            )
        return recording, None

    @api.model
    def _get_due(self):
        return self.search(self._get_due_domain(), order="try_at, id", limit=CANDIDATES)

    def _prepare_claim(self):
        """Note that this file is being fetched, and return how it is had."""
        self.write(
            {
                "tries": self.tries + 1,
                "try_at": fields.Datetime.add(fields.Datetime.now(), seconds=LEASE),
            }
        )
        provider = self.provider_id
        request = provider._get_recording_request(self)
        hosts = provider._get_recording_hosts()
        return request and (request, hosts, provider.recording_max_mb << 20)

    def _fetch(self, claimed):
        """Return the bytes of the file and why there are none, without the database."""
        if not claimed:
            return None, FetchFailed("refused", "no_way")
        request, hosts, limit = claimed
        try:
            return self._read_request(request, hosts, limit), None
        except FetchFailed as failed:
            _logger.info("Recording %s: %s", self.id, failed)
            return None, failed

    def _read_request(self, request, hosts, limit):
        if not request.folder:
            return fetch(
                request.ask() if request.ask else request.url,
                lambda address: admit(address, *hosts),
                limit,
                request.headers,
            )
        if not self.env["pbx.provider"]._is_recording_folder(request.folder):
            raise FetchFailed("folder")
        return read_file(request.folder, request.ref, limit)

    def _settle(self, data, failed):
        """Keep what came, or say when it is tried again or why it is not."""
        recording = self.try_lock_for_update()
        if recording.state != "waiting":
            return
        recording._sync_people()
        if data is not None:
            recording._keep_file(data)
        elif failed.is_final:
            recording._give_up("refused", recording._explain(failed))
        elif recording.tries > len(DELAYS):
            recording._give_up("missing", recording._explain(failed))
        else:
            minutes = DELAYS[recording.tries - 1]
            recording.write(
                {
                    "reason": recording._explain(failed),
                    "try_at": fields.Datetime.add(
                        fields.Datetime.now(), minutes=minutes
                    ),
                }
            )

    @api.model
    def _call_again(self):
        """Have the job run when the next file is due."""
        following = self.search(
            [("state", "=", "waiting"), ("try_at", "!=", False)],
            order="try_at",
            limit=1,
        )
        if following:
            self._trigger_fetch(following.try_at)

    @api.model
    def _trigger_fetch(self, at=None):
        cron = self.env.ref("sales_efficiency_telephony.ir_cron_pbx_recording_fetch")
        cron.sudo()._trigger(at=at)

    def action_try_again(self):
        """Fetch what was given up on again."""
        self._check_listen()
        # Written by the server alone; who may hear it may wait for it.
        given_up = self.sudo().filtered(lambda one: one.state in ("missing", "refused"))
        given_up.write(
            {"state": "waiting", "tries": 0, "try_at": fields.Datetime.now()}
        )
        self._trigger_fetch()

    def _explain(self, failed):
        """Return why a file could not be had, and what helps."""
        texts = {
            "no_way": self.env._(
                "The phone system told a file's name only. Give it an address of a "
                "recording, or a folder."
            ),
            "not_listed": self.env._(
                "The host is not among the hosts with recordings of this phone system."
            ),
            "scheme": self.env._("Recordings are fetched over https only."),
            "inner": self.env._("The host is inside a network, or leads there."),
            "credentials": self.env._(
                "The address holds a login. Give it a login field."
            ),
            "malformed": self.env._("The address cannot be read."),
            "host": self.env._("The host is not known."),
            "connect": self.env._("The host cannot be reached, or not safely."),
            "cut": self.env._("The host broke off."),
            "late": self.env._("The host took too long."),
            "status": self.env._("The host answered %(status)s.", status=failed.detail),
            "large": self.env._("The file is larger than this phone system's limit."),
            "redirect": self.env._("The host sends on and on."),
            "coding": self.env._("The host sends the file packed."),
            "link": self.env._("The phone system tells no address of the file so far."),
            "folder": self.env._("The file is not in the folder with recordings."),
            "absent": self.env._("There is no such file in the folder."),
            "growing": self.env._("The file is still being written."),
        }
        return texts.get(failed.detail) or texts[failed.code]
