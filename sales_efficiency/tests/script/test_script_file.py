import base64
import json

from odoo import Command
from odoo.exceptions import AccessError
from odoo.tests import tagged
from odoo.tools import mute_logger

from .common import ScriptCommon


@tagged("post_install", "-at_install")
class TestScriptFile(ScriptCommon):
    """Scripts are copied, written to a file and read from one."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env.user.company_ids |= cls.company
        cls.env = cls.env(context=dict(cls.env.context, lang="en_US"))
        cls.upper = cls.env["product.category"].create({"name": "Drinks"})
        cls.wine = cls.env["product.category"].create(
            {"name": "Wine", "parent_id": cls.upper.id}
        )
        cls.script = cls._create_call(
            company_id=cls.company.id,
            team_ids=[Command.set(cls.north.ids)],
            product_categ_ids=[Command.set(cls.wine.ids)],
            medium_ids=[Command.set(cls.env.ref("utm.utm_medium_phone").ids)],
            lang_ids=[Command.set(cls.env.ref("base.lang_en").ids)],
            client_kind="new",
        )

    def _write(self, scripts):
        return json.loads(scripts._get_file())

    def _open(self, content, user=None):
        """Upload a file and look at what would be made of it."""
        text = content if isinstance(content, bytes) else json.dumps(content).encode()
        wizard = (
            self.env["sales.script.import"]
            .with_user(user or self.max)
            .create({"file": base64.b64encode(text), "file_name": "scripts.json"})
        )
        wizard.action_read()
        return wizard

    def _import(self, content, user=None, **values):
        wizard = self._open(content, user)
        wizard.line_ids.write(values)
        action = wizard.action_import()
        scripts = self.env["sales.script"].with_context(active_test=False)
        return scripts.search(action["domain"])

    def test_a_script_twice_in_a_file_is_drafted_once(self):
        content = json.loads(self.script._get_file())
        content["scripts"] *= 2
        lines = self._open(content).line_ids
        self.assertEqual(lines.mapped("way"), ["draft", "new"])
        self.assertEqual(lines.script_id, self.script)

    # ------------------------------------------------------------
    # COPY
    # ------------------------------------------------------------

    def test_a_copy_jumps_within_itself(self):
        copy = self.script.copy()
        self.assertEqual(copy.name, "First Call (copy)")
        self.assertEqual(copy.state, "draft")
        self.assertFalse(copy.version_ids)
        self.assertNotEqual(copy.uuid, self.script.uuid)
        for field in ("stage_ids", "team_ids", "product_categ_ids", "lang_ids"):
            self.assertEqual(copy[field], self.script[field])
        targets = copy.step_ids.option_ids.next_step_id | copy.step_ids.next_step_id
        self.assertTrue(targets)
        self.assertLessEqual(targets, copy.step_ids)
        ours, theirs = self._write(copy)["scripts"], self._write(self.script)["scripts"]
        self.assertEqual(ours[0]["steps"], theirs[0]["steps"])

    def test_a_copy_keeps_the_name_it_is_given(self):
        self.assertEqual(self.script.copy({"name": "Mine"}).name, "Mine")

    # ------------------------------------------------------------
    # THERE AND BACK
    # ------------------------------------------------------------

    def test_what_goes_out_comes_in_again(self):
        self.script.step_ids[0].is_end = True
        content = self._write(self.script)
        new = self._import(content, way="new")
        self.assertEqual(new.state, "draft")
        self.assertTrue(new.active)
        again = self._write(new)
        self.assertNotEqual(again["scripts"][0]["uuid"], self.script.uuid)
        again["scripts"][0]["uuid"] = self.script.uuid
        self.assertEqual(again, content)

    def test_a_script_that_is_gone_comes_back_as_itself(self):
        content = self._write(self.script)
        uuid = self.script.uuid
        self.script.unlink()
        self.assertEqual(self._import(content).uuid, uuid)

    def test_the_file_says_what_things_are_called_elsewhere(self):
        criteria = self._write(self.script)["scripts"][0]["criteria"]
        self.assertEqual(criteria["product_categories"][0]["name"], "Drinks / Wine")
        self.assertEqual(criteria["mediums"][0]["xmlid"], "utm.utm_medium_phone")
        self.assertEqual(criteria["languages"][0]["code"], "en_US")
        self.assertEqual(criteria["client_kind"], "new")
        steps = self._write(self.script)["scripts"][0]["steps"]
        self.assertEqual([step["key"] for step in steps], list("123456"))
        self.assertEqual(steps[1]["options"][0]["next"], "6")

    def test_several_go_in_one_file(self):
        other = self._create_script("Other", self.talk, [("say", "Hello")])
        content = self._write(self.script | other)
        self.assertEqual(len(content["scripts"]), 2)
        scripts = self._import(content, way="new")
        self.assertEqual(sorted(scripts.mapped("name")), ["First Call", "Other"])

    def test_one_cannot_be_two(self):
        content = self._write(self.script)
        content["scripts"] *= 2
        self.script.unlink()
        self.assertEqual(len(set(self._import(content).mapped("uuid"))), 2)

    # ------------------------------------------------------------
    # CRITERIA THIS DATABASE DOES NOT HAVE
    # ------------------------------------------------------------

    def test_nothing_makes_a_script_one_for_more_deals(self):
        content = self._write(self.script)
        criteria = content["scripts"][0]["criteria"]
        criteria["teams"] = [{"name": "West", "xmlid": None, "code": None}]
        wizard = self._open(content)
        line = wizard.line_ids
        self.assertEqual(line.missing, "Sales Teams: West")
        self.assertIn("Product Categories: Drinks / Wine", line.found)
        self.assertIn("New clients", line.found)
        line.way = "new"
        wizard.action_import()
        script = self.env["sales.script"].search(
            [("missing_criteria", "=", "Sales Teams: West"), ("active", "=", False)]
        )
        self.assertFalse(script.team_ids)
        with self._assert_refused("waits for criteria.*\n.*West"):
            script.action_unarchive()
        script.team_ids = self.south
        script.action_settle_criteria()
        self.assertTrue(script.active)
        self.assertFalse(script.missing_criteria)

    def test_a_script_may_wait_for_its_stages(self):
        content = self._write(self.script)
        content["scripts"][0]["criteria"]["stages"] = [{"name": "Nowhere"}]
        script = self._import(content, way="new")
        self.assertEqual(script.missing_criteria, "Stages: Nowhere")
        with self._assert_refused("has no stage"):
            script.action_settle_criteria()

    def test_a_name_that_two_go_by_is_not_guessed(self):
        content = self._write(self.script)
        self._create_team("North", self.lena, self.env["res.users"])
        self.assertEqual(self._open(content).line_ids.missing, "Sales Teams: North")

    def test_teams_of_other_companies_are_not_meant(self):
        content = self._write(self.script)
        self.north.name = "Far North"
        other = self.env["res.company"].create({"name": "Other"})
        self.env["crm.team"].create({"name": "North", "company_id": other.id})
        self.max.company_ids |= other
        self.assertEqual(self._open(content).line_ids.missing, "Sales Teams: North")

    def test_looking_for_criteria_takes_the_same_queries(self):
        content = self._write(self.script)["scripts"]
        find = self.env["sales.script"]._find_criteria
        find(content)
        with self.assertQueryCount(15):
            self.env.invalidate_all()
            find(content)
        with self.assertQueryCount(15):
            self.env.invalidate_all()
            find(content * 50)

    # ------------------------------------------------------------
    # ANOTHER DRAFT
    # ------------------------------------------------------------

    def test_the_same_script_gets_a_new_draft(self):
        content = self._write(self.script)
        line = self._open(content).line_ids
        self.assertEqual((line.script_id, line.way), (self.script, "draft"))
        keys = self._keys(self.script)
        steps = content["scripts"][0]["steps"]
        steps[0]["text"] = "<p>Good evening!</p>"
        steps[4]["name"] = "All needs noted"
        script = self._import(content)
        self.assertEqual(script, self.script)
        self.assertEqual(script.state, "changed")
        self.assertEqual(script.team_ids, self.north)
        # What was noted goes on being counted with its step.
        new = self._keys(script)
        self.assertEqual(new["How many people?"], keys["How many people?"])
        self.assertNotIn("Needs noted", new)
        self.assertEqual(len(new), 6)
        again = self._write(script)["scripts"][0]["steps"]
        self.assertEqual(again, steps)

    def test_a_draft_needs_a_script(self):
        content = self._write(self.script)
        content["scripts"][0]["uuid"] = None
        wizard = self._open(content)
        self.assertEqual(wizard.line_ids.way, "new")
        with self._assert_refused("not here yet"):
            wizard.line_ids.way = "draft"

    def test_nothing_is_written_before_it_is_asked_for(self):
        content = self._write(self.script)
        count = self.env["sales.script"].with_context(active_test=False).search_count
        before = count([])
        wizard = self._open(content)
        self.assertEqual(count([]), before)
        wizard.line_ids.way = "skip"
        with self._assert_refused("left out"):
            wizard.action_import()
        self.assertEqual(count([]), before)

    # ------------------------------------------------------------
    # FILES THAT CANNOT BE TAKEN
    # ------------------------------------------------------------

    def test_bad_files_are_refused_in_words(self):
        content = self._write(self.script)

        def change(**values):
            step = content["scripts"][0]["steps"][3] | values
            steps = content["scripts"][0]["steps"][:3] + [step]
            return {"format": 1, "scripts": [{"name": "A", "steps": steps}]}

        for sentence, file in (
            ("not JSON from line 1, column 1", b"%PDF"),
            ("not a text in UTF-8", b"\xff\xfe\x00"),
            ("no scripts in this file", {"a": 1}),
            ("format 2, and 1 is understood", {"format": 2, "scripts": []}),
            ("list of scripts in the file is empty", {"format": 1, "scripts": []}),
            ("larger than 2 MB", b" " * 2_000_001),
            ("A / What budget.*no kind of step sing", change(kind="sing")),
            ("A / What budget.*leads have no field x_shoe", change(field="x_shoe")),
            ("A / What budget.*leads have no field stage_id", change(field="stage_id")),
            ("A / How many people.*the step .6., which is not", change()),
            ("more than 250 characters", change(name="x" * 251)),
            ("nothing is known of .colour.", change(colour=3)),
            (".required. is of the wrong type", change(required="yes")),
            ("more than 30 options", change(options=[{}] * 31)),
            ("this is no object", change(options=["yes"])),
            (".name. is missing", change(name="")),
            ("the key .1. is given twice", change(key="1")),
        ):
            with self.subTest(sentence), self._assert_refused(f"(?s){sentence}"):
                self._open(file)
        for criteria, sentence in (
            ({"client_kind": "old"}, "write one of new, current"),
            ({"moon": []}, "nothing is known of .moon."),
        ):
            script = content["scripts"][0] | {"criteria": criteria}
            with self._assert_refused(sentence):
                self._open({"format": 1, "scripts": [script]})
        with self._assert_refused("choose one that Export has made"):
            self.env["sales.script.import"].create({}).action_read()

    def test_texts_are_cleaned(self):
        content = self._write(self.script)
        text = "<p>Hi<script>alert(1)</script></p>"
        content["scripts"][0]["steps"][0]["text"] = text
        script = self._import(content, way="new")
        self.assertNotIn("script", script.step_ids[0].text)

    # ------------------------------------------------------------
    # ACCESS
    # ------------------------------------------------------------

    @mute_logger("odoo.addons.base.models.ir_model", "odoo.addons.base.models.ir_rule")
    def test_who_imports(self):
        content = self._write(self.script)
        for user in (self.anna, self.lena):
            with self.assertRaises(AccessError):
                self._open(content, user)
            with self.assertRaises(AccessError):
                self.script.with_user(user).copy()
        for user in (self.max, self.ada):
            other = (self.max | self.ada) - user
            with self.assertRaises(AccessError):
                self._open(content, user).with_user(other).read()
            self.assertTrue(self._import(content, user, way="new"))
