from datetime import date

from odoo.fields import Domain
from odoo.tests import freeze_time, tagged
from odoo.tools.safe_eval import safe_eval

from .common import AUGUST, FactCommon


@tagged("post_install", "-at_install")
class TestSalesFactPeriod(FactCommon):
    """Wherever facts are opened, a period comes along: not years of them at once."""

    def _assert_period(self, action, first=None, last=None):
        """Check that an action names its days once: in its domain, else by the filter."""
        context = action["context"]
        if isinstance(context, str):
            context = safe_eval(context, {"uid": self.env.uid})
        days = {
            condition.operator: condition.value
            for condition in Domain(action["domain"] or []).iter_conditions()
            if condition.field_expr == "date"
        }
        self.assertEqual(action["res_model"], "sales.fact")
        if first:
            self.assertEqual(days, {">=": first, "<=": last})
        self.assertEqual(
            "search_default_filter_date" in context, not days, "one of them, not both"
        )

    def test_menu(self):
        action = self.env["ir.actions.actions"]._for_xml_id(
            "sales_efficiency.sales_fact_action"
        )
        self._assert_period(action)

    def test_filter_begins_with_this_month(self):
        """What the actions ask for is there, and means a month."""
        view = self.env["sales.fact"].get_view(view_type="search")["arch"]
        self.assertIn('name="filter_date"', view)
        self.assertIn('default_period="month"', view)

    def test_every_action_in_the_database(self):
        """Whoever adds a way to the facts adds a period to it."""
        actions = self.env["ir.actions.act_window"].search(
            [("res_model", "=", "sales.fact")]
        )
        self.assertTrue(actions)
        for action in actions:
            self._assert_period(action.read(["res_model", "domain", "context"])[0])

    def test_metric(self):
        for code in ("order_revenue", "buying_clients", "average_deal"):
            self._assert_period(self._metric(code).action_view_facts())

    def test_plan_line(self):
        """A line shows its own period, up to the day the board looks at."""
        line = self._create_plan(AUGUST[0], {self.anna: 1_000}).line_ids
        self._assert_period(line.action_view_facts(), *AUGUST)
        self._assert_period(
            line.action_view_facts("2017-08-15"), AUGUST[0], date(2017, 8, 15)
        )
        line.date_to = "2017-08-20"
        self._assert_period(line.action_view_facts(), AUGUST[0], date(2017, 8, 20))

    def test_board_row(self):
        self._create_plan(AUGUST[0], {self.anna: 1_000})
        reports = self.env["sales.pace.report"].with_user(self.max)
        row = reports.with_context(sales_board_date="2017-08-15").search([], limit=1)
        self._assert_period(row.action_view_facts(), AUGUST[0], date(2017, 8, 15))

    def test_point_of_the_graph(self):
        self._create_plan(AUGUST[0], {self.anna: 1_000})
        action = (
            self.env["sales.pace.day"]
            .with_user(self.max)
            .action_view_facts(
                [("date", "=", "2017-08-15"), ("day", "=", "2017-08-03")]
            )
        )
        self._assert_period(action, date(2017, 8, 3), date(2017, 8, 3))

    @freeze_time("2017-08-15 12:00:00")
    def test_norm(self):
        norm = self.env["sales.norm"].create(
            {
                "metric_id": self._metric("calls").id,
                "company_id": self.company.id,
                "amount": 8,
                "period": "day",
            }
        )
        self._assert_period(
            norm.with_user(self.anna).action_view_facts(self.anna.id, "2017-08-15"),
            date(2017, 8, 15),
            date(2017, 8, 15),
        )


@tagged("post_install", "-at_install")
class TestFactsOfPlanLine(FactCommon):
    """A plan line opens what it counts, whatever became of its metric."""

    def _open(self, line):
        """Return what the web client reads for the action of a line."""
        self.env.invalidate_all()
        action = line.action_view_facts()
        facts = (
            self.env["sales.fact"].with_user(self.max).with_context(**action["context"])
        )
        found = facts.web_search_read(
            action["domain"], {"res_id": {}, "value": {}, "metric_id": {}}
        )
        measure = action["context"].get("graph_measure", "value")
        aggregate = "partner_id:count_distinct" if measure != "value" else "value:sum"
        groups = facts.formatted_read_group(action["domain"], ["date:day"], [aggregate])
        return found["records"], sum(group[aggregate] or 0 for group in groups)

    def test_archived_metric(self):
        order = self._create_order(self.anna, 300, "2017-08-10 10:00:00")
        self._create_order(self.anna, 500, "2017-09-10 10:00:00")
        line = self._create_plan(AUGUST[0], {self.anna: 1_000}).line_ids
        self.revenue.active = False
        records, total = self._open(line)
        self.assertEqual([record["res_id"] for record in records], order.ids)
        self.assertEqual(total, 300)
        self.assertEqual(records[0]["value"], 300)

    def test_own_metric(self):
        """Its facts open as long as it is active, and when it is archived."""
        fields = self.env["ir.model.fields"]
        metric = self.env["sales.metric"].create(
            {
                "name": "Quotations",
                "code": "own_quotations",
                "kind": "model",
                "model_id": self.env["ir.model"]._get_id("sale.order"),
                "date_field_id": fields._get("sale.order", "date_order").id,
                "user_field_id": fields._get("sale.order", "user_id").id,
            }
        )
        order = self._create_order(self.anna, 300, "2017-08-10 10:00:00")
        line = self._create_plan(AUGUST[0], {self.anna: 5}, metric=metric).line_ids
        for active in (True, False):
            metric.active = active
            records, total = self._open(line)
            self.assertEqual([record["res_id"] for record in records], order.ids)
            self.assertEqual(total, 1)

    def test_number_of_clients(self):
        """Clients are counted, not summed: the graph of them is not empty."""
        for partner in (self.client, self.client, self.prospect):
            self._create_order(self.anna, 300, "2017-08-10 10:00:00", partner=partner)
        metric = self._metric("buying_clients")
        line = self._create_plan(AUGUST[0], {self.anna: 5}, metric=metric).line_ids
        records, total = self._open(line)
        self.assertEqual(len(records), 3)
        self.assertEqual(total, 2)

    def test_one_fact_is_opened(self):
        """From the list on to the record, of an archived metric too."""
        order = self._create_order(self.anna, 300, "2017-08-10 10:00:00")
        line = self._create_plan(AUGUST[0], {self.anna: 1_000}).line_ids
        self.revenue.active = False
        [record], _total = self._open(line)
        fact = self.env["sales.fact"].browse(record["id"])
        action = fact.with_user(self.anna).action_open_source()
        self.assertEqual(
            (action["res_model"], action["res_id"]), ("sale.order", order.id)
        )
