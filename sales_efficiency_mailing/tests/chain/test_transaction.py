from unittest.mock import patch

from odoo.addons.mail.wizard.mail_compose_message import MailComposeMessage

from .common import ChainRunCommon

PEOPLE = 60


class TestTransaction(ChainRunCommon):
    """What is done for participants is done altogether, or not at all."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.letter = cls._add_step("letter")
        cls.mailing = cls._write_letter(cls.letter)
        cls.wait = cls._add_step("wait", after=cls.letter)

    def setUp(self):
        super().setUp()
        self._put_in_force()
        self.leads = self._create_people(PEOPLE)
        self.participants = self._enter(self.leads)
        self.engine = self.env["mailing.chain.participant"]

    def _count(self):
        """Return how many letters, logs and moves there are."""
        self.env.invalidate_all()
        return (
            len(self._mails(self.leads)),
            len(self.participants.step_log_ids),
            len(self.participants.filtered(lambda one: one.step_id == self.wait)),
        )

    def _run_and_die_in(self, model, name):
        with (
            self.assertRaises(KeyboardInterrupt),
            self.env.cr.savepoint(),
            patch.object(type(self.env[model]), name, side_effect=KeyboardInterrupt),
        ):
            self.engine._advance_chain(self.chain)
        self.env.invalidate_all()

    def test_killed_before_the_moves_nothing_is_done(self):
        self._run_and_die_in("mailing.chain.participant", "_apply_go")
        self.assertEqual(self._count(), (0, 0, 0))
        self._run()
        self.assertEqual(self._count(), (PEOPLE,) * 3)

    def test_killed_while_writing_nothing_is_done(self):
        self._run_and_die_in("mailing.chain.step", "_note_unsent")
        self.assertEqual(self._count(), (0, 0, 0))
        self._run()
        self.assertEqual(self._count(), (PEOPLE,) * 3)

    def test_nothing_is_committed_within_a_chunk(self):
        composed = []

        def compose(composer, auto_commit=False):
            composed.append(auto_commit)
            return action(composer, auto_commit=auto_commit)

        action = MailComposeMessage._action_send_mail
        with (
            patch.object(MailComposeMessage, "_action_send_mail", compose),
            patch("odoo.modules.module.current_test", False),
            patch.object(self.env.cr, "commit", side_effect=AssertionError),
        ):
            self.engine._advance_chain(self.chain)
        self.assertEqual(composed, [False])
        self.assertEqual(self._count(), (PEOPLE,) * 3)

    def test_the_engine_does_not_ask_for_each(self):
        self._run()
        self.participants.flush_recordset()
        branch = self._add_step("branch", after=self.wait, wait_count=5)
        self.env["mailing.chain.way"].create(
            {"step_id": branch.id, "condition": "opened"}
        )
        self._go_to("2017-08-17 08:00:00")
        self.env.flush_all()
        self.env.invalidate_all()
        # Wait and branch of 60: far less than one query for each.
        with self.assertQueryCount(40):
            self.engine._advance_chain(self.chain)
            self.env.flush_all()
        self.assertEqual(set(self.participants.mapped("step_id")), {branch})

    def test_the_scheduled_action_does_all_chunks(self):
        with (
            patch.object(
                type(self.env["ir.cron"]), "_commit_progress", return_value=1
            ) as progress,
            patch(
                "odoo.addons.sales_efficiency_mailing.models.chain"
                ".mailing_chain_participant_run.CHUNK",
                25,
            ),
        ):
            self.engine._cron_advance()
        self.assertEqual(self._count(), (PEOPLE,) * 3)
        self.assertEqual(
            [call.args[0] for call in progress.call_args_list if call.args],
            [25, 25, 10],
        )


class TestVersion(ChainRunCommon):
    def test_who_is_on_the_way_finishes_on_the_old_version(self):
        first = self._add_step("letter")
        self._write_letter(first, subject="Old 1")
        wait = self._add_step("wait", after=first)
        self._write_letter(self._add_step("letter", after=wait), subject="Old 2")
        self._put_in_force()
        early = self._create_lead("Anne")
        self._enter(early)
        self._run()
        new = self.env["mailing.chain.version"].create(
            {"chain_id": self.chain.id, "number": 2}
        )
        self.chain.draft_version_id = new
        self._write_letter(self._add_step("letter"), subject="New 1")
        self._put_in_force()
        late = self._create_lead("Bruno")
        self._enter(late)
        self._run("2017-08-25 08:00:00")
        self.assertEqual(self._mails(early).mapped("subject"), ["Old 1", "Old 2"])
        self.assertEqual(self._mails(late).mapped("subject"), ["New 1"])
