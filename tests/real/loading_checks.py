"""Checks of what was loaded, row by row; run by ``test_real_pipeline``."""

import shutil
import tempfile
from pathlib import Path

from console import Problem
from loading.department import load
from plain_figures import PIPELINE


class LoadingChecks:
    """What is in the database is what is in the files."""

    def test_every_row_arrived(self):
        leads = self.env["crm.lead"].with_context(active_test=False)
        stages = {"Won": "won", "Lost": "lost"}
        for stage in ("Prospecting", "Engaging", "Won", "Lost"):
            wanted = sum(deal["deal_stage"] == stage for deal in self.plain.deals)
            domain = [("won_status", "=", stages.get(stage, "pending"))]
            if stage not in stages:
                name = {"Prospecting": "New", "Engaging": "Qualified"}[stage]
                domain.append(("stage_id.name", "=", name))
            self.assertEqual(leads.search_count(domain), wanted, stage)
        self.assertEqual(
            leads.search_count([("partner_id", "=", False)]),
            sum(not deal["account"] for deal in self.plain.deals),
        )
        self.assertEqual(len(self.users), 30)
        self.assertEqual(
            {office: len(team.member_ids) for office, team in self.teams.items()},
            {"Central": 10, "East": 10, "West": 10},
        )

    def test_dates_of_stages(self):
        leads = self.env["crm.lead"].with_context(active_test=False)
        known = self.loaded.records.known("crm.lead")
        columns = {"date_open": "engage_date", "date_closed": "close_date"}
        leads = leads.search_fetch(
            [], ["create_date", "date_last_stage_update", *columns]
        )
        for deal in self.plain.deals:
            lead = leads.browse(known[f"deal_{deal['opportunity_id']}"])
            for name, column in columns.items():
                # Noon in Chicago is the same day in UTC.
                day = deal[column]
                if not day and name == "date_open":
                    day = "2017-12-31"
                self.assertEqual(str(lead[name].date()) if lead[name] else "", day)
            self.assertEqual(lead.create_date, lead.date_open)
            self.assertEqual(
                lead.date_last_stage_update, lead.date_closed or lead.date_open
            )

    def test_an_order_for_every_won_deal(self):
        orders = self.env["sale.order"].search([("state", "=", "sale")])
        self.assertEqual(len(orders), len(self.plain.won))
        self.assertEqual(len(orders.opportunity_id), len(orders))
        known = self.loaded.records.known("sale.order")
        by_id = {order.id: order for order in orders}
        for deal in self.plain.won:
            order = by_id[known[f"order_{deal['opportunity_id']}"]]
            self.assertEqual(order.amount_untaxed, deal["value"])
            self.assertEqual(order.date_order.date(), deal["day"])
            self.assertEqual(order.sales_sent_at, order.date_order)
            self.assertEqual(order.user_id.name, deal["sales_agent"])
            self.assertEqual(order.partner_id.name, deal["account"])
            self.assertEqual(order.opportunity_id.user_id, order.user_id)
        self.assertFalse(self.env["mail.mail"].search_count([]))

    def test_what_was_changed_is_reported(self):
        reasons = {
            reason: len(entries)
            for (_file, reason), entries in (
                self.loaded.pipeline.changes.by_reason().items()
            )
        }
        self.assertEqual(reasons['product: "GTXPro" read as "GTX Pro"'], 1480)
        self.assertEqual(reasons['sector: "technolgy" read as "technology"'], 12)
        self.assertEqual(
            reasons["account: empty, opportunity loaded without a client"], 1425
        )
        self.assertEqual(
            reasons["dropped: neither opportunity nor plan, no user made"], 5
        )
        lines = "\n".join(self.loaded.lines())
        self.assertIn("1,480 x sales_pipeline.csv", lines)
        self.assertIn(self.loaded.password, lines)

    def test_a_newer_export_continues(self):
        again = load(self.env, PIPELINE)
        self.assertFalse(any(again.records.made.values()))
        self.assertFalse(any(again.records.moved.values()))
        self.assertFalse(again.password)
        still_open = next(
            deal
            for deal in self.plain.deals
            if deal["deal_stage"] == "Engaging" and deal["account"]
        )
        with tempfile.TemporaryDirectory() as folder:
            shutil.copytree(PIPELINE, folder, dirs_exist_ok=True)
            path = Path(folder, "sales_pipeline.csv")
            old = ",".join(still_open.values())
            won = still_open | {
                "deal_stage": "Won",
                "close_date": "2017-12-30",
                "close_value": "1234",
            }
            new = won | {"opportunity_id": "NEWER001", "close_value": "4321"}
            text = path.read_text()
            self.assertEqual(text.count(old), 1)
            text = text.replace(old, ",".join(won.values()))
            path.write_text("\n".join([text.strip(), ",".join(new.values()), ""]))
            newer = load(self.env, folder)
        self.assertEqual(
            {model: count for model, count in newer.records.made.items() if count},
            {"crm.lead": 1, "sale.order": 2},
        )
        self.assertEqual(newer.records.moved["crm.lead"], 1)
        key = still_open["opportunity_id"]
        lead = newer.records.browse("crm.lead", f"deal_{key}")
        order = newer.records.browse("sale.order", f"order_{key}")
        self.assertEqual(lead.won_status, "won")
        self.assertEqual(lead.date_closed, order.date_order)
        self.assertEqual(order.opportunity_id, lead)
        self.assertEqual(order.amount_untaxed, 1234)

    def test_a_database_of_others_is_refused(self):
        self.env["crm.lead"].create({"name": "Somebody else's"})
        with self.assertRaisesRegex(Problem, "1 opportunities that do not come from"):
            load(self.env, PIPELINE)
