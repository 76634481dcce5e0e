from datetime import datetime, timedelta

from odoo.tests import tagged

from ..distribution.common import NOON
from .common import ReplayCommon

HOUR = timedelta(hours=1)
DAY = timedelta(days=1)


@tagged("post_install", "-at_install")
class TestReplay(ReplayCommon):
    def _assert_repeated(self, replay, leads):
        """Check that a replay gives each lead to who got it."""
        self.assertEqual(
            self._get_receivers(replay), {lead: lead.user_id for lead in leads}
        )
        self.assertEqual(replay.same_count, len(leads))
        self.assertEqual(replay.other_count + replay.nobody_count, 0)

    def test_same_rules_give_the_same(self):
        """Over days with absences, limits, closed deals, weekends and shares."""
        self._create_rule(
            "North", sequence=1, day_limit=4, open_limit=6, cities="Ghent, Bruges"
        )
        self._create_rule("All", self.north | self.south, sequence=2, open_limit=9)
        self.anna.crm_team_member_ids.sales_weight = 2
        self._set_absent(self.boris, "2017-08-17", "2017-08-17")
        leads = self.env["crm.lead"]
        for hours in range(0, 24 * 7, 7):
            moment = NOON + hours * HOUR
            city = ("Ghent", "Bruges", "Liège")[hours % 3]
            given = self._live(moment, 2, city=city)
            leads |= given
            self._set_now(moment + HOUR)
            if hours % 2:
                given[0].action_set_won()
            if hours % 5 == 1:
                pending = leads.filtered(lambda lead: lead.won_status == "pending")
                pending[hours % len(pending)].action_set_lost()
        self.assertEqual(leads.user_id, self.anna | self.boris | self.carl | self.lena)
        self._assert_repeated(self._replay(NOON.date(), NOON.date() + 8 * DAY), leads)

    def test_begins_where_turns_and_leads_were(self):
        self._create_rule(open_limit=3)
        self._live(NOON - 2 * DAY, 3)
        self._live(NOON - DAY)
        leads = self._live(NOON) | self._live(NOON + HOUR, 2)
        self._assert_repeated(self._replay(), leads)

    def test_leads_that_wait(self):
        """Who comes first in the morning gets them, by the schedule of that day."""
        self._create_rule(off_hours="wait")
        self._set_absent(self.anna, "2017-08-16", "2017-08-16")
        leads = self._live(NOON.replace(hour=20), 2)
        self.assertFalse(leads.user_id)
        self._set_now(datetime(2017, 8, 16, 7))
        self._sweep()
        self.assertEqual(leads.user_id, self.boris)
        self._assert_repeated(self._replay(), leads)

    def test_best_closer_as_known_then(self):
        self._live(NOON - 3 * DAY, 3, user_id=self.boris.id).action_set_won()
        self._live(NOON - 3 * DAY, 2, user_id=self.anna.id).action_set_lost()
        self._create_rule(method="best_converter")
        leads = self._live(NOON, 2)
        self.assertEqual(leads.user_id, self.boris)
        self._set_now(NOON + DAY)
        leads.action_set_lost()
        self._come_in(NOON - 4 * DAY, 5, user_id=self.anna.id).action_set_won()
        self._set_now(NOON + 2 * DAY)
        self._assert_repeated(self._replay(), leads)

    def test_other_rules_change_nothing(self):
        self._create_rule()
        leads = self._live(NOON, 4, expected_revenue=250)
        self.rules.search([]).team_ids = self.south
        self.env.flush_all()
        before = self._read_all(leads)
        replay = self._replay()
        self.env.flush_all()
        self.env.invalidate_all()
        self.assertEqual(self._read_all(leads), before)
        self.assertEqual(replay.other_count, 4)
        self.assertEqual(
            {
                person.user_id: (
                    person.got_count,
                    person.would_count,
                    person.difference,
                    person.got_revenue,
                    person.would_revenue,
                )
                for person in replay.person_ids
            },
            {
                self.anna: (2, 0, -2, 500, 0),
                self.boris: (2, 0, -2, 500, 0),
                self.carl: (0, 4, 4, 0, 1000),
            },
        )
        line = replay.line_ids[0]
        self.assertIn("Carl", line.explanation)
        self.assertEqual(line.got_user_id, leads[0].user_id)

    def _read_all(self, leads):
        found = []
        for table in ("crm_lead", "sales_lead_assignment", "sales_lead_turn"):
            self.env.cr.execute(f"SELECT * FROM {table} ORDER BY id")
            found.append(self.env.cr.fetchall())
        return found, leads.mapped("message_ids").ids

    def test_who_had_it_first(self):
        self._create_rule()
        lead = self._live(NOON)
        first = lead.user_id
        lead.user_id = self.carl
        line = self._replay().line_ids
        self.assertEqual(line.got_user_id, first)
        self.assertEqual(line.outcome, "same")

    def test_for_nobody_and_for_the_leader(self):
        self.north.user_id = False
        leads = self._live(NOON)
        self._create_rule(cities="Ghent")
        self.env["crm.team"].search(
            [("company_id", "=", self.company.id)]
        ).user_id = False
        replay = self._replay()
        self.assertEqual((replay.lead_count, replay.nobody_count), (1, 1))
        self.assertIn("Nobody fits", replay.line_ids.explanation)
        self.north.user_id = self.lena
        replay = self._replay()
        self.assertEqual(self._get_receivers(replay), {leads: self.lena})

    def test_what_was_entered_by_hand_is_left_out(self):
        self._create_rule()
        lead = self._live(NOON)
        mine = self.env["crm.lead"].with_user(self.carl).create({"name": "Mine"})
        self.assertEqual(mine.sales_door_id.kind, "manual")
        self._come_in(NOON, user_id=self.carl.id)
        other = self._live(NOON + DAY)
        replay = self._replay()
        self.assertEqual(replay.line_ids.lead_id, lead)
        self.assertNotIn(other, replay.line_ids.lead_id)

    def test_clients_are_what_they_were(self):
        """Who bought afterwards was new then, and had no salesperson of his own."""
        self._create_rule("New", client_kind="new")
        lead = self._live(NOON, partner_id=self.prospect.id)
        first = lead.user_id
        self._set_now(NOON + DAY)
        self._create_order(self.carl, 100, "2017-08-16 10:00:00", self.prospect)
        self.env.invalidate_all()
        values = lead._get_past_values({"client_kind"})[0]
        self.assertEqual(values["client_kind"], "new")
        self.assertEqual(self._get_receivers(self._replay())[lead], first)

    def test_queries_do_not_grow(self):
        self._create_rule(open_limit=500)
        self._live(NOON, 5)
        self._live(NOON + DAY, 50)
        counts = []
        for day in (NOON.date(), NOON.date() + DAY):
            self.env.flush_all()
            self.env.invalidate_all()
            self.env.registry.clear_all_caches()
            before = self.env.cr.sql_log_count
            self._replay(day)
            self.env.flush_all()
            counts.append(self.env.cr.sql_log_count - before)
        self.assertLessEqual(counts[1], counts[0] + 2)
