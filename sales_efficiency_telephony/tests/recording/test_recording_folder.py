import os
import tempfile
from pathlib import Path
from unittest.mock import patch

from odoo.exceptions import ValidationError
from odoo.tests import tagged
from odoo.tools import config

from ...models.recording.pbx_provider import FOLDERS
from .common import RecordingCommon, make_wav


@tagged("post_install", "-at_install")
class TestRecordingFolder(RecordingCommon):
    """Files of a phone system on this machine, and no others."""

    def setUp(self):
        super().setUp()
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.outside = Path(folder.name, "outside")
        self.monitor = Path(folder.name, "monitor")
        for path in (self.outside, self.monitor / "2026"):
            path.mkdir(parents=True)
        self._put(self.outside / "secret.wav")
        options = patch.dict(config.options, {FOLDERS: f" {self.monitor} , /nowhere"})
        options.start()
        self.addCleanup(options.stop)
        self.provider.recording_folder = str(self.monitor)

    def _put(self, path, data=None, age=60):
        path.write_bytes(data or make_wav())
        os.utime(path, (path.stat().st_mtime - age,) * 2)

    def _fetch(self, name):
        recording = self._tell_recorded(str(name), files=(str(name),))
        self._make_due(recording)
        self._run_fetch()
        return recording

    def test_found(self):
        self._put(self.monitor / "2026/a b.wav")
        for name in ("2026/a b.wav", self.monitor / "2026/a b.wav", "./2026/a b.wav"):
            recording = self._fetch(name)
            self.assertEqual(recording.state, "fetched", recording.reason)

    def test_absent(self):
        recording = self._fetch("2026/none.wav")
        self.assertEqual(recording.state, "waiting")
        self.assertEqual(recording.reason, "There is no such file in the folder.")

    def test_still_written(self):
        self._put(self.monitor / "new.wav", age=0)
        recording = self._fetch("new.wav")
        self.assertEqual(recording.reason, "The file is still being written.")
        self.assertEqual(recording.state, "waiting")

    def test_outside(self):
        (self.monitor / "link.wav").symlink_to(self.outside / "secret.wav")
        (self.monitor / "door").symlink_to(self.outside)
        for name in (
            "../outside/secret.wav",
            "2026/../../outside/secret.wav",
            self.outside / "secret.wav",
            "link.wav",
            "door/secret.wav",
            "/etc/passwd",
            "../../../../../../etc/passwd",
            "..",
            "/proc/self/environ",
        ):
            with self.subTest(name):
                self.assertEqual(self._fetch(name).state, "refused")

    def test_no_file(self):
        os.mkfifo(self.monitor / "pipe.wav")
        for name in ("pipe.wav", "2026"):
            self.assertEqual(self._fetch(name).state, "refused", name)

    def test_a_folder_nearby_is_another(self):
        nearby = Path(f"{self.monitor}-private")
        nearby.mkdir()
        self._put(nearby / "a.wav")
        self.assertEqual(self._fetch("../monitor-private/a.wav").state, "refused")
        with self.assertRaises(ValidationError):
            self.provider.recording_folder = str(nearby)

    def test_only_folders_of_the_configuration(self):
        for folder in ("/", "/etc", str(self.outside), "monitor", f"{self.monitor}/.."):
            with self.assertRaises(ValidationError):
                self.provider.recording_folder = folder
        self.provider.recording_folder = str(self.monitor / "2026")

    def test_a_folder_taken_off_the_configuration(self):
        self._put(self.monitor / "a.wav")
        with patch.dict(config.options, {FOLDERS: ""}):
            self.assertEqual(self._fetch("a.wav").state, "refused")
