from unittest.mock import patch

from freezegun import freeze_time

from odoo.tests import tagged

from .common import AUGUST, FactCommon

REPORTS = ("sales.pace.report", "sales.load.report", "sales.efficiency.report")
KEYS = (
    "sales_snapshot",
    "sales_pace_snapshot",
    "sales_load_snapshot",
    "sales_efficiency_snapshot",
)


@tagged("post_install", "-at_install")
class TestSalesSnapshot(FactCommon):
    """Reports whose rows are computed: once a request, and by the server alone."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls._create_plan(AUGUST[0], {cls.anna: 2_300, cls.boris: 1_000})
        cls._create_lead()
        for day, amount in ((2, 200), (14, 500)):
            cls._create_order(cls.anna, amount, f"2017-08-{day:02} 10:00:00")
        cls.env.flush_all()

    def setUp(self):
        super().setUp()
        freezer = freeze_time("2017-08-15 10:00:00")
        freezer.start()
        self.addCleanup(freezer.stop)
        self.env.registry.clear_cache()

    def _report(self, name, **context):
        return self.env[name].with_user(self.max).with_context(**context)

    def test_what_a_client_sends_is_not_believed(self):
        for name in REPORTS:
            known = self._report(name).web_search_read([], {"user_id": {}})
            self.assertTrue(known["records"], name)
            for value in (True, 1, "rows", ["rows"], {"rows": [], "day": "2017-08-01"}):
                report = self._report(name, **dict.fromkeys(KEYS, value))
                self.assertEqual(
                    report.web_search_read([], {"user_id": {}}), known, (name, value)
                )
                groups = report.web_read_group([], ["user_id"], ["__count"])
                self.assertEqual(groups["length"], len({*report.search([]).user_id}))
                report.formatted_read_grouping_sets([], [["user_id"], []], ["__count"])

    def test_rows_of_another_report_are_not_taken_for_the_own(self):
        for name in REPORTS:
            for other in REPORTS:
                context = self._report(other)._with_snapshot().env.context
                found = self._report(name, **context).search([])
                self.assertEqual(found, self._report(name).search([]), (name, other))

    def test_rows_are_computed_once_a_request(self):
        for name in REPORTS:
            model = self.env.registry[name]
            taken = model._take_snapshot
            with patch.object(
                model, "_take_snapshot", autospec=True, side_effect=taken
            ) as takes:
                self._report(name).web_search_read([], {"user_id": {}, "id": {}})
                self.assertEqual(takes.call_count, 1, name)
                self._report(name).web_read_group([], ["user_id"], ["__count"])
                self.assertEqual(takes.call_count, 2, name)
                self._report(name).search([("id", "in", [])])
                self._report(name).fields_get()
                self.assertEqual(takes.call_count, 2, name)

    def test_what_is_found_is_read_as_at_the_same_day(self):
        """An export goes by a search, and reads what it found."""
        self.max.group_ids |= self.env.ref("base.group_allow_export")
        for day, fact in (("2017-08-10", 200), ("2017-08-15", 700)):
            rows = self._report("sales.pace.report").search(
                [("date", "=", day), ("user_id", "=", self.anna.id)]
            )
            self.env.invalidate_all()
            data = rows.export_data(["date", "fact"])["datas"]
            self.assertEqual([(str(one), value) for one, value in data], [(day, fact)])

    def test_whoever_is_gone_does_not_exist(self):
        for name in REPORTS:
            rows = self._report(name).search([])
            self.assertEqual(rows.exists(), rows, name)
            self.assertFalse(self._report(name).browse(2**30).exists(), name)
