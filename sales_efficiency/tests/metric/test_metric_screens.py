from odoo import fields
from odoo.tests import tagged

from ..board.common import BoardCommon
from ..screens import Screen, ScreenCase
from .common import MetricCommon


@tagged("post_install", "-at_install", "sales_screens")
class TestMetricScreens(BoardCommon, MetricCommon, ScreenCase):
    """The form of a metric with its preview."""

    def test_every_look(self):
        now = fields.Datetime.now()
        for days, user in enumerate(self.crowd[:12]):
            moment = fields.Datetime.subtract(now, days=2 * days)
            self._create_lead(moment, user, 123_456.5 * (days + 1))
        metric = self._create_metric(
            date="date_open",
            amount="expected_revenue",
            measure="amount",
            name="Revenue expected of deals taken over by whoever sells",
        )
        form = ".o_form_sheet"
        preview = ".o_metric_preview"
        path = f"/odoo/sales-metrics/{metric.id}"
        self.look_around(
            self.ada,
            Screen(
                "metrics", "/odoo/sales-metrics", ".o_list_table, .o_kanban_renderer"
            ),
            Screen("metric", path, form, f"{preview} svg"),
            Screen("metric_new", "/odoo/sales-metrics/new", form, preview),
        )
