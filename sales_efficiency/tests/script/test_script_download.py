import json

from odoo import Command
from odoo.tests import HttpCase, tagged
from odoo.tools import mute_logger

from .common import ScriptCommon


@tagged("post_install", "-at_install")
class TestScriptDownload(ScriptCommon, HttpCase):
    """Scripts are downloaded by those who may read them."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.script = cls._create_call(company_id=cls.company.id)
        cls.other = cls._create_script("Other", cls.talk, [("say", "Hello")])

    def _get(self, scripts, user):
        self.authenticate(user.login, user.login)
        return self.url_open(scripts.action_export()["url"])

    def test_one_file_for_all(self):
        answer = self._get(self.script | self.other, self.max)
        names = [script["name"] for script in answer.json()["scripts"]]
        self.assertEqual(names, ["First Call", "Other"])
        self.assertIn("attachment", answer.headers["Content-Disposition"])
        self.assertEqual(answer.text, (self.script | self.other)._get_file())

    def test_the_file_has_the_name_of_the_script(self):
        answer = self._get(self.script, self.max)
        self.assertIn("First%20Call.json", answer.headers["Content-Disposition"])
        self.assertEqual(json.loads(answer.content)["format"], 1)

    def test_not_everybody_gets_it(self):
        url = self.script.action_export()["url"]
        self.authenticate(None, None)
        answer = self.url_open(url, allow_redirects=False)
        self.assertIn("/web/login", answer.headers["Location"])
        company = self.env["res.company"].create({"name": "Elsewhere"})
        stranger = self._create_user("eve", "group_sales_efficiency_manager")
        stranger.write(
            {"company_ids": [Command.set(company.ids)], "company_id": company.id}
        )
        with mute_logger("odoo.http"):
            self.assertEqual(self._get(self.script, stranger).status_code, 403)
        self.assertEqual(self._get(self.script, self.anna).status_code, 200)

    def test_nothing_there(self):
        self.authenticate(self.max.login, self.max.login)
        for ids in ("0", "a,b", "999999999"):
            answer = self.url_open(f"/sales_efficiency/scripts/{ids}")
            self.assertEqual(answer.status_code, 404)
