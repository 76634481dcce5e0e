import io

from openpyxl import Workbook, load_workbook

from odoo.tests import tagged
from odoo.tools import file_open, mute_logger

from ..common import SalesEfficiencyCommon

FIELDS = ("plan_id", "metric_id", "user_id", "team_id", "target")
HEADER = ("Plan", "Metric", "Salesperson", "Sales Team", "Target")
OPTIONS = {
    "quoting": '"',
    "separator": ",",
    "has_headers": True,
    "float_thousand_separator": ",",
    "float_decimal_separator": ".",
    "encoding": "utf-8",
}


@tagged("post_install", "-at_install")
class TestPlanImport(SalesEfficiencyCommon):
    """Targets come from a spreadsheet through Odoo's own import."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.plan = cls.env["sales.plan"].create({"date_start": "2017-08-01"})

    def _import(self, rows, kind="csv", header=HEADER, columns=FIELDS, user=None):
        """Import ``rows`` for real, as the screen does; return what it answers."""
        if kind == "csv":
            content = "\n".join(",".join(map(str, row)) for row in [header, *rows])
            content = content.encode()
            mimetype = "text/csv"
        else:
            book = Workbook()
            for row in [header, *rows]:
                book.active.append(row)
            stream = io.BytesIO()
            book.save(stream)
            content = stream.getvalue()
            mimetype = (
                "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
            )
        importer = (
            self.env["base_import.import"]
            .with_user(user or self.max)
            .create(
                {
                    "res_model": "sales.plan.line",
                    "file": content,
                    "file_name": f"plan.{kind}",
                    "file_type": mimetype,
                }
            )
        )
        return importer.execute_import(list(columns), list(header), dict(OPTIONS))

    def _get_lines(self):
        return sorted(
            (
                line.user_id.name or line.team_id.name or "Department",
                line.metric_id.code,
                line.target,
            )
            for line in self.plan.line_ids
        )

    def test_csv_and_xlsx(self):
        rows = [
            ["August 2017", "order_revenue", "sales_anna", "", 20000.5],
            ["2017-08", "meetings", "Boris", "", 12],
            ["August 2017", "Ordered revenue", "", "North", 45000],
            ["August 2017", "order_revenue", "", "", 90000],
        ]
        for kind in ("csv", "xlsx"):
            with self.subTest(kind):
                answer = self._import(rows, kind)
                self.assertFalse(answer["messages"])
                self.assertEqual(
                    self._get_lines(),
                    [
                        ("Anna", "order_revenue", 20000.5),
                        ("Boris", "meetings", 12),
                        ("Department", "order_revenue", 90000),
                        ("North", "order_revenue", 45000),
                    ],
                )
                self.assertEqual(
                    self.plan.line_ids.filtered("user_id").team_id, self.north
                )
                self.plan.line_ids.unlink()

    @mute_logger("odoo.sql_db")
    def test_one_bad_row_and_nothing_is_stored(self):
        good = ["August 2017", "order_revenue", "sales_anna", "", 20000]
        for bad, field, message in (
            (
                ["August 2017", "nonsense", "sales_boris", "", 1],
                "metric_id",
                "nonsense",
            ),
            (["August 2017", "meetings", "nobody", "", 1], "user_id", "nobody"),
            (
                ["August 2019", "meetings", "sales_boris", "", 1],
                "plan_id",
                "August 2019",
            ),
            (["August 2017", "meetings", "sales_boris", "", "many"], "target", "many"),
            (
                ["August 2017", "meetings", "sales_boris", "", -3],
                None,
                "Boris: Meetings: the target -3 is negative",
            ),
            (
                ["August 2017", "order_revenue", "sales_anna", "", 3],
                None,
                "August 2017 has the target Anna: Ordered revenue twice",
            ),
        ):
            with self.subTest(message):
                answer = self._import([good, bad])
                told = [
                    note
                    for note in answer["messages"]
                    if message in note["message"]
                    and (
                        not field
                        or field in (note.get("field"), *note.get("field_path", ()))
                    )
                ]
                self.assertTrue(told, answer["messages"])
                # What is no number at all is told before any row is looked at.
                if message != "many" and "twice" not in message:
                    rows = [note["rows"] for note in told]
                    self.assertIn({"from": 1, "to": 1}, rows)
                self.assertFalse(answer.get("ids"))
                self.env.invalidate_all()
                self.assertFalse(self.plan.line_ids)

    def test_empty_owner_is_told_from_the_department(self):
        """With a column that says whose target it is, a name left out is a mistake."""
        answer = self._import(
            [["August 2017", "order_revenue", "Salesperson", "", 5]],
            header=["Plan", "Metric", "Target Of", "Salesperson", "Target"],
            columns=["plan_id", "metric_id", "level", "user_id", "target"],
        )
        self.assertIn("choose the salesperson", answer["messages"][0]["message"])
        self.assertFalse(self.plan.line_ids)

    def test_closed_plan(self):
        self._create_plan("2017-07-01", {self.anna: 1}).action_close()
        answer = self._import([["July 2017", "meetings", "sales_boris", "", 1]])
        self.assertIn("July 2017 is closed", answer["messages"][0]["message"])

    def test_leader_imports_for_the_people_led(self):
        answer = self._import(
            [["August 2017", "meetings", "sales_boris", "", 5]], user=self.lena
        )
        self.assertFalse(answer["messages"])
        answer = self._import(
            [["August 2017", "meetings", "sales_carl", "", 5]], user=self.lena
        )
        self.assertTrue(answer["messages"])
        self.assertEqual(self._get_lines(), [("Boris", "meetings", 5)])

    def test_template(self):
        """The template's columns are matched by themselves."""
        for model in ("sales.plan", "sales.plan.line"):
            (template,) = self.env[model].get_import_templates()
            with file_open(template["template"].lstrip("/"), "rb") as file:
                content = file.read()
        sheet = load_workbook(io.BytesIO(content)).active
        header = [cell.value for cell in sheet[1]]
        importer = self.env["base_import.import"].create(
            {
                "res_model": "sales.plan.line",
                "file": content,
                "file_name": "plan.xlsx",
                "file_type": "application/vnd.openxmlformats-officedocument."
                "spreadsheetml.sheet",
            }
        )
        preview = importer.parse_preview({**OPTIONS, "keep_matches": False})
        self.assertNotIn("error", preview)
        matched = [preview["matches"][index][0] for index in range(len(header))]
        self.assertEqual(
            matched,
            [
                "plan_id",
                "metric_id",
                "level",
                "user_id",
                "team_id",
                "target",
                "date_from",
                "date_to",
            ],
        )
