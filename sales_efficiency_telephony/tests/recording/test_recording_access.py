from odoo import Command
from odoo.exceptions import AccessError, ValidationError
from odoo.tests import new_test_user, tagged
from odoo.tools import mute_logger

from .common import RecordingCommon


@tagged("post_install", "-at_install")
class TestRecordingAccess(RecordingCommon):
    """To see a call is not to hear it."""

    def setUp(self):
        super().setUp()
        self.annas = self._create_heard("1", self._talk("101"))
        self.boriss = self._create_heard("2", self._talk("102"), self._rang("101"))
        self.carls = self._create_heard("3", self._talk("103"))
        self.both = self._create_heard(
            "4", self._talk("101", 60), self._talk("102", 60, start=70)
        )
        self.all = self.annas | self.boriss | self.carls | self.both

    def _get_heard(self, user):
        return self.recordings.with_user(user).search([("id", "in", self.all.ids)])

    def test_who_hears_what(self):
        self.assertEqual(self._get_heard(self.anna), self.annas | self.both)
        self.assertEqual(self._get_heard(self.boris), self.boriss | self.both)
        self.assertEqual(self._get_heard(self.lena), self.all - self.carls)
        self.assertEqual(self._get_heard(self.max), self.all)
        self.assertEqual(self._get_heard(self.ada), self.all)
        with self.assertRaises(AccessError):
            self._get_heard(self.carl)

    def test_a_call_that_is_seen_is_not_heard(self):
        """Anna's phone rang, Boris talked."""
        call = self.boriss.call_id.with_user(self.anna)
        self.assertEqual(call.state, "answered")
        self.env.invalidate_all()
        self.assertEqual(call.get_recording_players(), [])
        self.assertFalse(call.recording_ids)
        with self.assertRaises(AccessError):
            self.boriss.with_user(self.anna)._check_listen()

    def test_taking_a_call_over_does_not_make_it_heard(self):
        """Whose call it is said to be afterwards is not who talked."""
        self.boriss.call_id.write({"user_id": self.anna.id, "team_id": self.south.id})
        self.south.user_id = self.anna
        self.assertNotIn(self.boriss, self._get_heard(self.anna))

    def test_without_the_right_nothing_is_shown(self):
        call = self.carls.call_id.with_user(self.carl)
        self.assertEqual(call.get_recording_players(), [])
        with self.assertRaises(AccessError):
            call.read(["recording_ids"])

    def test_nobody_writes(self):
        for user in (self.anna, self.lena, self.max, self.ada):
            recordings = self.recordings.with_user(user)
            for method, args in (
                ("write", [{"state": "fetched"}]),
                ("unlink", []),
                ("copy", []),
            ):
                with self.assertRaises(AccessError):
                    getattr(recordings.browse(self.annas.id), method)(*args)
            with self.assertRaises(AccessError):
                recordings.create(
                    {
                        "call_id": self.annas.call_id.id,
                        "provider_id": self.provider.id,
                        "company_id": self.company.id,
                        "ref_key": "x",
                    }
                )

    def test_two_companies(self):
        other = self.env["res.company"].create({"name": "Other"})
        provider = self._create_provider(other, name="Other Switchboard")
        files = self._tell(
            self._state("9", self._talk("101")), provider=provider
        ).with_context(allowed_company_ids=other.ids)
        recording = self.recordings.create(
            {
                "call_id": files.id,
                "provider_id": provider.id,
                "company_id": other.id,
                "ref": "z",
                "ref_key": "z",
                "user_id": self.anna.id,
            }
        )
        for user in (self.anna, self.max, self.ada):
            found = self.recordings.with_user(user).search([("id", "=", recording.id)])
            self.assertFalse(found, user.name)
        boss = new_test_user(
            self.env,
            "recording_boss",
            groups="sales_efficiency_telephony.group_recording_all",
            company_id=other.id,
            company_ids=[Command.set((other | self.company).ids)],
        )
        here = self.recordings.with_user(boss).with_context(
            allowed_company_ids=self.company.ids
        )
        self.assertNotIn(recording, here.search([]))
        there = here.with_context(allowed_company_ids=(other | self.company).ids)
        self.assertIn(recording, there.search([]))

    def test_the_log_is_for_who_hears_all(self):
        log = self.env["pbx.recording.access"]
        log.with_user(self.anna)._note_listening(self.annas, "192.0.2.1", "Browser")
        for user in (self.anna, self.boris, self.carl, self.lena):
            with self.assertRaises(AccessError):
                log.with_user(user).search([])
            with self.assertRaises(AccessError):
                self.annas.with_user(user).read(["access_ids"])
        row = log.with_user(self.max).search([])
        self.assertEqual((row.user_id, row.address), (self.anna, "192.0.2.1"))
        for user in (self.max, self.ada):
            with self.assertRaises(AccessError):
                row.with_user(user).unlink()
            with self.assertRaises(AccessError):
                row.with_user(user).write({"address": "x"})

    def test_erasing_is_a_right_of_its_own(self):
        for user in (self.anna, self.lena, self.max):
            with self.assertRaisesRegex(AccessError, "Delete recordings"):
                self.annas.with_user(user).action_erase()
            with self.assertRaises(AccessError):
                self.client.with_user(user).action_erase_recordings()
            with self.assertRaises(AccessError):
                self.env["pbx.recording.erase"].with_user(user).create(
                    {"partner_ids": self.client.ids}
                )
        self.annas.with_user(self.ada).action_erase()
        self.assertEqual(self.annas.state, "erased")


@tagged("post_install", "-at_install")
class TestRecordingMark(RecordingCommon):
    """Marks are read by who may hear, changed by who made them."""

    def setUp(self):
        super().setUp()
        self.recording = self._create_heard("1", self._talk("101"))
        self.marks = self.env["pbx.recording.mark"]

    def _mark(self, user, second=0.5, **values):
        return self.marks.with_user(user).create(
            {
                "recording_id": self.recording.id,
                "second": second,
                "text": "Well asked",
                **values,
            }
        )

    def test_who_may_hear_marks_and_reads(self):
        mark = self._mark(self.lena)
        self.assertEqual(mark.user_id, self.lena)
        self.assertEqual(mark.with_user(self.anna).text, "Well asked")
        (player,) = self.recording.with_user(self.anna).get_recording_players()
        (shown,) = player["marks"]
        self.assertEqual(
            shown,
            {
                "id": mark.id,
                "second": 0.5,
                "text": "Well asked",
                "author": "Lena",
                "is_own": False,
            },
        )

    @mute_logger("odoo.addons.base.models.ir_rule")
    def test_who_may_not_hear(self):
        mark = self._mark(self.lena)
        for user in (self.boris, self.carl):
            with self.assertRaises(AccessError):
                self._mark(user)
            with self.assertRaises(AccessError):
                mark.with_user(user).read(["text"])

    @mute_logger("odoo.addons.base.models.ir_rule")
    def test_only_the_author_changes(self):
        mark = self._mark(self.lena)
        for user in (self.anna, self.max, self.ada):
            with self.assertRaises(AccessError):
                mark.with_user(user).write({"text": "No"})
            with self.assertRaises(AccessError):
                mark.with_user(user).unlink()
        with self.assertRaises(AccessError):
            self._mark(self.anna, user_id=self.lena.id)
        mark.with_user(self.lena).write({"text": "Better"})
        mark.with_user(self.lena).unlink()

    @mute_logger("odoo.addons.base.models.ir_rule")
    def test_moved_to_what_is_not_heard(self):
        mark = self._mark(self.anna)
        other = self._create_heard("2", self._talk("102"))
        with self.assertRaises(AccessError):
            mark.with_user(self.anna).write({"recording_id": other.id})
        with self.assertRaises(AccessError):
            mark.with_user(self.anna).write({"user_id": self.lena.id})

    def test_within_the_recording(self):
        for second in (-1, 1.5, 100):
            with self.assertRaises(ValidationError):
                self._mark(self.anna, second)
        self._mark(self.anna, 1)
