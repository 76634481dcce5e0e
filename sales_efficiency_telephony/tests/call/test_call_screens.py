from datetime import timedelta

from odoo import fields
from odoo.tests import tagged

from odoo.addons.sales_efficiency.tests.screens import LOOKS, Screen, ScreenCase

from .common import OTHER, CallCommon

STATS = ".o-form-buttonbox"


@tagged("post_install", "-at_install", "sales_screens")
class TestCallScreens(CallCommon, ScreenCase):
    """Calls as they are seen: on a wide screen and a phone, dark, right to left."""

    def setUp(self):
        super().setUp()
        self.client.name = "Featherstonehaugh, Cholmondeley and Sons of Brussels"
        now = fields.Datetime.now() - timedelta(hours=2)
        start = {"started_at": now.timestamp()}
        deals = self._create_deal("Desks for the new office", partner=self.client)
        deals |= self._create_deal("Chairs", partner=self.client)
        self.provider.unknown_mode = "propose"
        talk, ring = self._talk("101"), self._rang("102")
        self.prospect.phone = "+32470998877"
        self.env["res.partner"].create({"name": "Twin", "phone": "+32470998877"})
        calls = self._tell(
            self._state("1", talk, ring, **start),
            self._state("2", ring, self._rang("101"), **start),
            self._state("3", self._talk("101", 4000), direction="out", **start),
            self._state("4", talk, number=OTHER, queue="sales", **start),
            self._state("5", talk, number="+32470998877", **start),
            self._state("6", talk, number="", direction="internal", **start),
        )
        calls[2].sudo().lead_id = deals[0]
        calls[2].outcome_id = self.env.ref(
            "sales_efficiency_telephony.pbx_outcome_interested"
        )
        calls[2].note = "Wants desks for twelve people, and a price until Friday."
        self.calls = calls
        self.deal = deals[0]

    def test_every_look(self):
        choose, _missed, said, unknown, twins, _internal = self.calls
        form = ".o_form_sheet, .o_form_view .alert"
        self.look_around(
            self.anna,
            Screen("calls", "/odoo/calls", ".o_data_row, .o_kanban_record"),
            Screen("call_choose", f"/odoo/calls/{choose.id}", form),
            Screen("call_said", f"/odoo/calls/{said.id}", form),
            Screen("call_unknown", f"/odoo/calls/{unknown.id}", form),
            Screen("call_twins", f"/odoo/calls/{twins.id}", form),
            Screen("call_my_day", "/odoo/my-day", ".o_my_day_line", ".fa-user-plus"),
            Screen(
                "proposals",
                "/odoo/call-proposals",
                ".o_data_row, .o_kanban_record",
                "button[name='action_create_deal']",
            ),
        )

    def test_reports(self):
        """What they look like is Odoo's; that lengths are written as such is ours."""
        self.look_around(
            self.anna,
            Screen("calls_graph", "/odoo/calls?view_type=graph", ".o_graph_renderer"),
            Screen(
                "calls_pivot", "/odoo/calls?view_type=pivot", ".o_pivot tbody .o_value"
            ),
            looks=LOOKS[:1],
        )

    def test_smart_buttons(self):
        self.look_around(
            self.anna,
            Screen("deal_calls", f"/odoo/crm.lead/{self.deal.id}", STATS),
            Screen("client_calls", f"/odoo/res.partner/{self.client.id}", STATS),
        )

    def test_outcomes(self):
        self.look("call_outcomes", "/odoo/call-outcomes", self.ada.login, ".o_data_row")
