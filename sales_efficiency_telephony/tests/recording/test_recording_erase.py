import os
from datetime import timedelta

from odoo import fields
from odoo.exceptions import UserError, ValidationError
from odoo.tests import Form, tagged
from odoo.tools import file_open

from ...hooks import uninstall_hook
from .common import RecordingCommon, make_wav


@tagged("post_install", "-at_install")
class TestRecordingErase(RecordingCommon):
    """What is erased is gone from everywhere but the log."""

    def setUp(self):
        super().setUp()
        self.recording = self._create_heard("1", data=make_wav(0.75))
        self.path = self.recording._get_file()[0]
        self.mark = self.env["pbx.recording.mark"].create(
            {"recording_id": self.recording.id, "second": 0, "text": "Private"}
        )

    def _get_log(self):
        return self.env["pbx.recording.access"].search([("action", "=", "erase")])

    def _run_erase(self):
        cron = self.env.ref("sales_efficiency_telephony.ir_cron_pbx_recording_erase")
        with self.enter_registry_test_mode():
            cron.with_user(self.env.ref("base.user_root")).method_direct_trigger()
        self.env.invalidate_all()

    def _assert_erased(self, recording):
        self.assertEqual(recording.state, "erased")
        self.assertFalse(recording.attachment_id or recording.mark_ids or recording.ref)
        files = self.env["ir.attachment"].search(
            [("res_model", "=", "pbx.recording"), ("res_id", "in", recording.ids)]
        )
        self.assertFalse(files)

    def test_by_hand(self):
        self.assertTrue(os.path.isfile(self.path))
        self.recording.with_user(self.ada).action_erase()
        self._assert_erased(self.recording)
        self.assertFalse(self.mark.exists())
        self.assertEqual(self.recording.erased_by_id, self.ada)
        self.assertEqual(self.recording.reason, "Erased by hand by Ada.")
        log = self._get_log()
        self.assertEqual((log.user_id, log.recording_id), (self.ada, self.recording))
        self._run_erase()
        self.assertFalse(os.path.exists(self.path), "The file is gone from the disk")
        self.recording.with_user(self.ada).action_erase()
        self.assertEqual(len(self._get_log()), 1, "Once")

    def test_a_file_that_another_recording_shares_stays(self):
        other = self._create_heard("2", data=make_wav(0.75))
        self.assertEqual(other._get_file()[0], self.path)
        self.recording._erase("By hand")
        self._run_erase()
        self.assertEqual(other._read_file(), make_wav(0.75))

    def test_by_age(self):
        self.provider.recording_days = 30
        now = fields.Datetime.now()
        young = self._create_heard("2", files=("2.wav",))
        waiting = self._tell_recorded("3", files=("3.wav",))
        other = self._create_provider(self.company, name="Keeps all")
        kept = self._create_heard("4")
        kept.provider_id = other
        old = self.recording | waiting | kept
        old.write({"started_at": now - timedelta(days=31)})
        young.write({"started_at": now - timedelta(days=29)})
        self._run_erase()
        self._assert_erased(self.recording)
        self._assert_erased(waiting)
        self.assertEqual((young | kept).mapped("state"), ["fetched", "fetched"])
        self.assertTrue(self.recording.call_id.exists(), "The call stays")

    def test_kept_for_good(self):
        self.recording.started_at = "2001-01-01"
        self._run_erase()
        self.assertEqual(self.recording.state, "fetched")

    def test_a_clients_request(self):
        child = self.env["res.partner"].create(
            {"name": "Assistant", "parent_id": self.client.id, "phone": "0470 44 55 66"}
        )
        of_child = self._create_heard("2", number="+32470445566")
        stranger = self._create_heard("3", number="+32470999999")
        self.assertEqual(self.recording.partner_id, self.client)
        self.assertEqual(of_child.partner_id, child)
        action = self.client.with_user(self.ada).action_erase_recordings()
        wizard = Form(
            self.env[action["res_model"]]
            .with_user(self.ada)
            .with_context(**action["context"])
        ).save()
        self.assertEqual(wizard.recording_ids, self.recording | of_child)
        self.assertEqual((wizard.recording_count, wizard.other_count), (2, 0))
        wizard.action_erase()
        self._assert_erased(self.recording)
        self._assert_erased(of_child)
        self.assertEqual(self.recording.reason, "At the client's request")
        self.assertEqual(stranger.state, "fetched")
        self.assertEqual(len(self._get_log()), 2)
        with self._assert_refused("no recordings"):
            wizard.action_erase()

    def _get_to_erase(self, partner):
        wizard = self.env["pbx.recording.erase"].with_user(self.ada)
        return wizard.create({"partner_ids": partner.ids}).recording_ids

    def test_talks_whose_client_nobody_said(self):
        """Of the client's deal, of one of several clients, of a number alone."""
        unknown = self._create_heard("2", number="+32470445566")
        self.assertFalse(unknown.partner_id)
        of_deal = self._create_heard("3", number="+32470999999")
        of_deal.call_id.lead_id = self._create_deal(partner=self.client)
        several = self._create_heard("4", number="+32470888888")
        several.call_id.candidate_partner_ids = self.client
        self.env["res.partner"].create(
            {
                "name": "Gone",
                "active": False,
                "parent_id": self.client.id,
                "phone": "0470 44 55 66",
            }
        )
        with_other = self._create_heard("5", number="+32470777777")
        other = self.env["res.partner"].create({"name": "Other"})
        with_other.call_id.write(
            {"partner_id": other.id, "candidate_partner_ids": self.client.ids}
        )
        expected = self.recording | unknown | of_deal | several
        self.assertEqual(self._get_to_erase(self.client), expected)
        self.assertEqual(self._get_to_erase(other), with_other)

    def test_whoever_is_recorded_in_any_way_is_not_deleted(self):
        unknown = self._create_heard("2", number="+32470445566")
        caller = self.env["res.partner"].create(
            {"name": "Caller", "phone": "0470 44 55 66"}
        )
        with self.assertRaisesRegex(UserError, "1 recordings"):
            caller.unlink()
        same = caller.copy({"phone": caller.phone})
        # Found still by the other one, where the two are merged.
        caller.unlink()
        with self.assertRaisesRegex(UserError, "1 recordings"):
            same.unlink()
        unknown._erase("On request")
        same.unlink()

    def test_what_is_still_to_be_fetched_counts(self):
        self.recording._erase("On request")
        waiting = self._tell_recorded("2")
        self.assertEqual(waiting.state, "waiting")
        with self.assertRaisesRegex(UserError, "1 recordings"):
            self.client.unlink()
        group = self.env.ref("sales_efficiency_telephony.group_recording_delete")
        self.ada.write({"group_ids": [(3, group.id)]})
        with self.assertRaisesRegex(UserError, "Delete recordings"):
            waiting.call_id.with_user(self.ada).unlink()

    def test_no_marks_where_nothing_is_heard(self):
        self.recording._erase("On request")
        waiting = self._tell_recorded("2")
        for recording in self.recording | waiting:
            with self.assertRaisesRegex(ValidationError, "nothing to hear"):
                self.env["pbx.recording.mark"].with_user(self.anna).create(
                    {"recording_id": recording.id, "second": 0, "text": "Late"}
                )

    def test_files_go_with_the_addon(self):
        other = self.env["ir.attachment"].create({"name": "a", "raw": b"other"})
        file = self.recording.attachment_id
        uninstall_hook(self.env)
        self.assertFalse(file.exists())
        self.assertTrue(other.exists())
        self.env["ir.attachment"]._gc_file_store_unsafe()
        self.assertFalse(os.path.exists(self.path))

    def test_other_companies_are_told_of(self):
        other = self.env["res.company"].create({"name": "Other"})
        self.recording.write({"company_id": other.id})
        wizard = (
            self.env["pbx.recording.erase"]
            .with_user(self.ada)
            .create({"partner_ids": self.client.ids})
        )
        self.assertEqual((wizard.recording_count, wizard.other_count), (0, 1))

    def test_a_client_with_recordings_is_not_deleted(self):
        with self.assertRaisesRegex(UserError, "1 recordings"):
            self.client.unlink()
        self.recording._erase("On request")
        self.client.unlink()
        self.assertFalse(self.recording.partner_id)

    def test_merged_clients_bring_their_recordings(self):
        target = self.env["res.partner"].create({"name": "Same Client"})
        self.env["base.partner.merge.automatic.wizard"].create({})._merge(
            (self.client | target).ids, target
        )
        self.env.invalidate_all()
        self.assertFalse(self.client.exists())
        self.assertEqual(self.recording.partner_id, target)
        self.assertEqual(self.recording.state, "fetched")

    def test_a_deleted_call_leaves_no_file(self):
        file = self.recording.attachment_id
        call = self.recording.call_id
        call.with_user(self.ada).unlink()
        self.assertFalse(file.exists())
        self.assertFalse(self.recording.exists())
        log = self._get_log()
        self.assertEqual((log.call, log.user_id), ("1", self.ada))

    def test_who_may_not_erase_deletes_no_call_with_a_recording(self):
        group = self.env.ref("sales_efficiency_telephony.group_recording_delete")
        self.ada.write({"group_ids": [(3, group.id)]})
        with self.assertRaisesRegex(UserError, "Delete recordings"):
            self.recording.call_id.with_user(self.ada).unlink()

    def test_a_copy_fetches_nothing(self):
        self.provider.write(
            {
                "recording_hosts": "rec.example.com",
                "recording_url": "https://rec.example.com/{ref}",
                "recording_password": "secret",
            }
        )
        self.env.flush_all()
        with file_open("sales_efficiency_telephony/data/neutralize.sql") as script:
            self.env.cr.execute(script.read())  # pylint: disable=sql-injection
        self.env.invalidate_all()
        self.assertFalse(self.provider.recording_hosts)
        self.assertFalse(self.provider.recording_url)
        self.assertFalse(self.provider.recording_password)
