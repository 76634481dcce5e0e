from odoo.exceptions import ValidationError
from odoo.tests import tagged

from .common import ScriptCommon


@tagged("post_install", "-at_install")
class TestScriptPublish(ScriptCommon):
    """What nobody could go through is not published, and the sentence says why."""

    def _publish(self, steps):
        script = self._create_script("Talk", self.first, steps, publish=False)
        script.with_user(self.max).action_publish()
        return script

    def test_a_script_is_published_and_changed(self):
        script = self._create_call(publish=False)
        self.assertEqual(script.state, "draft")
        script.with_user(self.max).action_publish()
        self.assertEqual((script.state, script.version_number), ("published", 1))
        self.assertTrue(script.version_id.has_required_checks)
        self.assertEqual(script.version_id.user_id, self.max)
        script.step_ids[0].option_ids = False
        script.step_ids[0].name = "Say hello"
        self.assertEqual(script.state, "changed")
        script.step_ids[0].name = "Greet"
        self.assertEqual(script.state, "published")

    def test_nothing_to_go_through(self):
        with self._assert_refused("has nothing to go through"):
            self._publish([])
        with self._assert_refused("has nothing to go through"):
            self._publish([("objection", "No")])

    def test_circles(self):
        with self._assert_refused("The step A leads back to itself"):
            self._publish([("say", "A"), ("say", "B", {"next": "A"})])
        with self._assert_refused("The step B leads back to itself"):
            self._publish(
                [
                    ("say", "A"),
                    ("ask", "B", {"options": [("Again", "B"), ("On", None)]}),
                    ("say", "C"),
                ]
            )

    def test_a_jump_to_nowhere(self):
        script = self._publish([("say", "A")])
        content = script._get_content()
        content["steps"][0]["next"] = "s0"
        with self._assert_refused(
            "The step A leads to a step that is not in the script"
        ):
            script._check_content(content)

    def test_a_jump_to_another_script(self):
        script = self._publish([("say", "A")])
        other = self._publish([("say", "B")])
        with self.assertRaisesRegex(ValidationError, "of another script"):
            script.step_ids.next_step_id = other.step_ids

    def test_placeholders(self):
        with self._assert_refused(r"The step A names \{firm\}"):
            self._publish([("say", "A", {"text": "<p>Of {firm}</p>"})])
        with self._assert_refused(r"names \{firm\}"):
            self._publish([("ask", "A", {"options": [("{firm}", None)]})])

    def test_an_answer_that_cannot_fill_its_field(self):
        with self._assert_refused("The answer Later of the step A cannot fill"):
            self._publish(
                [("ask", "A", {"field": "priority", "options": [("Later", None)]})]
            )

    def test_fields_an_answer_cannot_fill(self):
        for field in ("stage_id", "user_id", "tag_ids", "won_status", "create_date"):
            with (
                self.subTest(field),
                self.assertRaisesRegex(ValidationError, "cannot fill"),
            ):
                self._publish([("ask", "A", {"field": field})])

    def test_a_deleted_step_leads_on(self):
        script = self._publish(
            [("say", "A", {"next": "C"}), ("say", "B"), ("say", "C")]
        )
        script.step_ids[2].unlink()
        script.action_publish()
        self.assertEqual(script.version_id.step_count, 2)

    def test_a_script_that_was_used_is_kept(self):
        script = self._publish([("say", "A")])
        deal = self._create_deals().with_user(self.anna)
        unused = self._publish([("say", "B")])
        unused.sequence = 99
        self._answer(deal, script, A=None)
        with self._assert_refused("archive the script instead"):
            script.unlink()
        unused.unlink()
        self.assertFalse(unused.exists())
