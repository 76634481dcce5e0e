from datetime import datetime

from odoo.tests import Form, tagged

from .drawn_common import DrawnCommon

LATER = datetime(2026, 12, 1, 8)


class TestVersion(DrawnCommon):
    """A version in force stays as it is; a new one is drawn on a copy of it."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.chain.action_start()

    def _edit(self):
        """Return the copy that is edited, and its steps by name."""
        self.chain.action_edit()
        draft = self.chain.draft_version_id
        return draft, {step.name: step for step in draft.step_ids}

    def test_start(self):
        self.assertEqual(self.chain.version_id, self.draft)
        self.assertFalse(self.chain.draft_version_id)
        self.assertTrue(self.draft.published_at)
        self.assertEqual(self.chain.state, "running")
        self.assertTrue(self.chain.started_on)

    def test_what_is_in_force_is_not_drawn_on(self):
        for values in (
            {"next_id": self.show.id},
            {"kind": "end"},
            {"wait_count": 1},
        ):
            with self._assert_refused("is in force or was"):
                self.pause.write(values)
        with self._assert_refused("Press Edit"):
            self._add_step("wait", version_id=self.draft.id)
        with self._assert_refused("Press Edit"):
            self.pause.unlink()
        with self._assert_refused("Press Edit"):
            self.way.target_id = False
        with self._assert_refused("Press Edit"):
            self.way.unlink()
        with self._assert_refused("Press Edit"):
            self._write_letter(self.greeting, "One more")
        with self._assert_refused("in force or was"):
            self.draft.unlink()

    def test_what_a_letter_says_may_be_corrected(self):
        self.greeting.mailing_ids.subject = "Corrected"
        self.greeting.name = "Good day"
        self.assertEqual(self.greeting.mailing_ids.subject, "Corrected")

    def test_a_copy_is_the_same_drawing(self):
        draft, steps = self._edit()
        self.assertEqual(draft.number, 2)
        self.assertEqual(draft.first_step_id, steps["Greeting"])
        self.assertEqual(steps["Opened?"].next_id, steps["Reminder"])
        self.assertEqual(steps["Opened?"].way_ids.target_id, steps["Show"])
        self.assertEqual(steps["Show"].origin_id, self.show)
        letter = steps["Greeting"].mailing_ids
        self.assertEqual(letter.subject, "Greeting of machines")
        self.assertNotEqual(letter, self.greeting.mailing_ids)
        self.assertEqual(letter.campaign_id, self.chain.campaign_id)
        self.assertEqual(self._get_problems(draft), "")

    def test_discard(self):
        draft, steps = self._edit()
        letter = steps["Greeting"].mailing_ids
        self.chain.action_discard_draft()
        self.assertFalse(draft.exists() or letter.exists())
        self.assertTrue(self.greeting.mailing_ids.exists())

    def test_publish_with_nobody_on_the_way_asks_nothing(self):
        draft, _steps = self._edit()
        self.assertFalse(self.chain.action_publish())
        self.assertEqual(self.chain.version_id, draft)
        with self._assert_refused("press Edit first"):
            self.chain.action_publish()

    def test_those_on_the_way_finish_on_the_old_version(self):
        participant = self._put_on_the_way(self.pause, self.lead)
        _draft, steps = self._edit()
        steps["Pause"].unlink()
        action = self.chain.action_publish()
        publish = self.env[action["res_model"]].create({"chain_id": self.chain.id})
        publish.action_publish()
        self.assertEqual(participant.step_id, self.pause)
        self.assertEqual(participant.version_id, self.draft)
        self.assertIn(self.draft, self.chain._get_shown_versions())

    def test_those_on_the_way_move_over(self):
        tim, oscar, paul = (
            self._create_lead(name) for name in ("Tim", "Oscar", "Paul")
        )
        at_greeting = self._put_on_the_way(self.greeting, self.lead)
        at_pause = self._put_on_the_way(self.pause, tim)
        at_show = self._put_on_the_way(self.show, oscar)
        held = self._put_on_the_way(self.pause, paul, state="held")
        draft, steps = self._edit()
        steps["Pause"].unlink()
        steps["Show"].unlink()
        publish = self.env["mailing.chain.publish"].create(
            {"chain_id": self.chain.id, "choice": "move"}
        )
        self.assertEqual(
            {
                line.step_id.name: (line.participant_count, line.outcome)
                for line in publish.line_ids
            },
            {
                "Greeting": (1, "Greeting"),
                "Pause": (2, "Opened?"),
                "Show": (1, "Nothing comes after it: finish as they are"),
            },
        )
        publish.action_publish()
        self.assertEqual(at_greeting.step_id, steps["Greeting"])
        self.assertEqual(at_greeting.version_id, draft)
        self.assertEqual(at_greeting.wake_at, LATER, "waits as before")
        self.assertEqual(at_pause.step_id, steps["Opened?"])
        self.assertLess(at_pause.wake_at, LATER, "is looked at anew")
        self.assertEqual(held.step_id, steps["Opened?"])
        self.assertEqual(held.state, "held")
        self.assertEqual(at_show.step_id, self.show)
        self.assertEqual(at_show.version_id, self.draft)

    def test_move_over_two_versions(self):
        participant = self._put_on_the_way(self.pause, self.lead)
        self._edit()
        self.chain.draft_version_id._publish()
        draft, steps = self._edit()
        draft._publish(moves_over=True)
        self.assertEqual(participant.step_id, steps["Pause"])
        self.assertIn(self.pause, steps["Pause"]._get_lineage())
        self.assertEqual(participant.wake_at, LATER)

    def test_a_broken_copy_is_not_published(self):
        _draft, steps = self._edit()
        steps["Show"].mailing_ids.unlink()
        with self._assert_refused("• Show has no letter to send"):
            self.chain.action_publish()
        self.assertEqual(self.chain.version_id, self.draft)

    def test_pause_and_resume(self):
        self.chain.action_pause()
        self.assertEqual(self.chain.state, "paused")
        self.assertTrue(self.chain.paused_at)
        self.chain.action_resume()
        self.assertEqual(self.chain.state, "running")
        self.assertFalse(self.chain.paused_at)

    def test_what_is_put_away_stops(self):
        self.chain.action_archive()
        self.assertFalse(self.chain.active)
        self.assertEqual(self.chain.state, "paused")
        with self._assert_refused("archive it instead"):
            self.chain.unlink()

    def test_a_chain_nobody_went_through_is_deleted_with_its_letters(self):
        copy = self.chain.copy()
        letters = copy.draft_version_id.step_ids.mailing_ids
        self.assertEqual(copy.name, "Welcome (copy)")
        self.assertEqual(copy.state, "draft")
        self.assertEqual(len(letters), 3)
        self.assertEqual(letters.campaign_id, copy.campaign_id)
        self.assertFalse(copy.draft_version_id.step_ids.origin_id)
        copy.unlink()
        self.assertFalse(letters.exists())


@tagged("post_install", "-at_install")
class TestStepForm(DrawnCommon):
    def test_a_way_is_drawn_in_the_form(self):
        with Form(self.branch.with_user(self.ada)) as form, form.way_ids.new() as way:
            way.condition = "domain"
            way.domain = "[('priority', '=', '3')]"
            way.target_id = self.show
        self.assertEqual(self.branch.way_ids[-1].condition, "domain")
        self.assertEqual(self._get_problems(), "")

    def test_a_chain_is_begun_in_the_form(self):
        with Form(self.env["mailing.chain"].with_user(self.ada)) as form:
            form.name = "By hand"
        self.assertEqual(form.record.draft_version_id.number, 1)
