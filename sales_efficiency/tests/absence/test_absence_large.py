from odoo.tests import tagged

from .common import FRIDAY, TUESDAY, AbsenceCommon


@tagged("post_install", "-at_install")
class TestAbsenceLarge(AbsenceCommon):
    """Much work costs as many queries as little."""

    def _create_work(self, user, count):
        deals = self.env["crm.lead"].create(
            [
                {
                    "name": f"Deal {index}",
                    "user_id": user.id,
                    "team_id": self.north.id,
                    "company_id": self.company.id,
                    "date_deadline": FRIDAY,
                    "sales_response_due_at": f"{TUESDAY} 12:00:00",
                }
                for index in range(count)
            ]
        )
        for deal in deals:
            self._create_call(deal, FRIDAY, user)

    def _count_queries(self, user, count):
        """Return what it takes to hand over and to give back so much work."""
        self._create_work(user, count)
        user.sales_deputy_id = self.boris
        self._set_absent(user, TUESDAY, FRIDAY)
        spent = []
        for _step in ("begin", "end"):
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            absences = self.env["res.users"]._get_sales_absences()
            self.handovers._begin_absences(absences)
            handover = self._get_handover(user)
            for _count in handover._follow_absence(absences):
                pass
            self.env.flush_all()
            self.env.cr.precommit.run()
            spent.append(self.env.cr.sql_log_count - before)
            self._get_leaves(user).unlink()
        self.assertEqual(handover.state, "returned")
        self.assertEqual(set(handover.line_ids.mapped("state")), {"returned"})
        self.assertEqual(len(handover.line_ids), 2 * count)
        return spent

    def test_queries_do_not_grow_with_the_records(self):
        """But for two of Odoo's own: it writes the history of each deal by itself."""
        users = [
            self._create_user(f"away{index}", "group_sales_efficiency_user")
            for index in range(3)
        ]
        self._count_queries(users[0], 1)
        few = self._count_queries(users[1], 5)
        many = self._count_queries(users[2], 55)
        for less, more in zip(few, many, strict=True):
            self.assertLess(more - less, 2 * 50 + 10, (few, many))

    def test_five_hundred_records(self):
        self._create_work(self.anna, 250)
        self._let_be_away()
        handover = self._get_handover()
        self.assertEqual(handover.state, "done")
        self.assertEqual(handover.moved_count, 504)
