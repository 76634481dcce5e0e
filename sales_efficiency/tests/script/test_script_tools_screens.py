import base64
import json

from odoo import Command
from odoo.tests import tagged

from ..screens import LOOKS, Screen, ScreenCase
from .test_script_report import ScriptReportCommon


@tagged("post_install", "-at_install", "sales_screens")
class TestScriptToolsScreens(ScriptReportCommon, ScreenCase):
    """The preview, the import and the analysis, as they look."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.script.write(
            {"name": "First Call to Somebody Who Asked", "company_id": cls.company.id}
        )
        cls._create_script(
            "Calls of the North",
            cls.first,
            [("say", "Hello")],
            team_ids=[Command.set(cls.north.ids)],
        )

    def _create_history(self):
        """Let three people have a history with the script of all deals."""
        self.env["sales.script"].search([("id", "!=", self.script.id)]).active = False
        for user, wins in ((self.anna, 9), (self.boris, 5), (self.carl, 2)):
            deals = self._create_deals(15, user=user, partner_id=self.client.id)
            for index, deal in enumerate(deals[:12]):
                option = "Many" if index < wins else "A few"
                self._go(
                    deal, Greet=None, How_many_people=f"option:{option}",
                    **({} if option == "Many" else {"Farewell": None}),
                )  # fmt: skip
            self._win(deals[:wins])
            self._lose(deals[wins:14])

    def _open_action(self, model, record, name):
        """Return the address of a dialog with a record."""
        action = self.env["ir.actions.act_window"].create(
            {
                "name": name,
                "res_model": model,
                "res_id": record.id,
                "view_mode": "form",
                "target": "new",
            }
        )
        return f"/odoo/action-{action.id}"

    def test_preview(self):
        self.deal = self._create_deals(
            name="Tasting with a client whose name is long", partner_id=self.client.id
        )
        wizard = self.env["sales.script.preview"].with_user(self.max)
        preview = wizard.create({"script_id": self.script.id})
        self.look_around(
            self.max,
            Screen(
                "script_preview",
                self._open_action("sales.script.preview", preview, "Preview"),
                ".modal .o_form_view",
                ".modal .o_script_head",
            ),
        )

    def test_import(self):
        content = json.loads(self.env["sales.script"].search([])._get_file())
        other = dict(content["scripts"][0], name="Talk About the Offer", uuid="other")
        other["criteria"] = other["criteria"] | {
            "teams": [{"name": "Everybody in the Whole Wide West"}],
            "product_categories": [{"name": "Drinks / Wine / Red"}],
        }
        content["scripts"].append(other)
        imports = self.env["sales.script.import"].with_user(self.max)
        file = base64.b64encode(json.dumps(content).encode())
        wizard = imports.create({"file": file, "file_name": "Sales scripts.json"})
        wizard.action_read()
        empty = imports.create({})
        waiting = self.env["sales.script"]._create_from_file(
            [wizard.line_ids[-1].content]
        )
        self.look_around(
            self.max,
            Screen(
                "script_import_lines",
                self._open_action("sales.script.import", wizard, "Import Scripts"),
                ".modal .o_form_view",
                ".modal [name=line_ids] .o_data_row, .modal .o_kanban_record",
            ),
            Screen(
                "script_import",
                self._open_action("sales.script.import", empty, "Import Scripts"),
                ".modal .o_form_view",
            ),
            Screen(
                "script_waiting",
                f"/odoo/sales-scripts/{waiting.id}",
                ".o_form_view .alert",
            ),
        )

    def test_analysis(self):
        self._create_history()
        self.look_around(
            self.max,
            Screen(
                "script_answers",
                "/odoo/sales-script-answers",
                ".o_list_view, .o_kanban_view",
                steps=(".o_group_header, .o_kanban_header",),
                ready=".o_data_row, .o_kanban_record:not(.o_kanban_ghost)",
            ),
            Screen(
                "script_analysis_list",
                "/odoo/sales-script-analysis?view_type=list",
                ".o_list_view, .o_kanban_view",
                ".o_data_row, .o_kanban_record:not(.o_kanban_ghost)",
            ),
        )

    def test_pivot_and_graph(self):
        self._create_history()
        self.look_around(
            self.max,
            Screen(
                "script_pivot", "/odoo/sales-script-analysis", ".o_pivot_cell_value"
            ),
            Screen(
                "script_graph",
                "/odoo/sales-script-analysis?view_type=graph",
                ".o_graph_view",
                "canvas",
            ),
            looks=LOOKS[:1],
        )
