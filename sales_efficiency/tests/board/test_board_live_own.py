from datetime import datetime

from odoo.tests import new_test_user, tagged

from .common import LiveCommon


@tagged("post_install", "-at_install")
class TestBoardLiveOwn(LiveCommon):
    """Screens hear at once of records that a metric of the user's own counts."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.metric = cls._create_metric()
        cls.partners = cls.env["res.partner"]

    @classmethod
    def _create_metric(cls, **values):
        """Count contacts of salespeople whose reference is set."""
        field = cls.env["ir.model.fields"]._get
        return cls.env["sales.metric"].create(
            {
                "name": "Contacts",
                "code": "contacts",
                "kind": "model",
                "model_id": cls.env["ir.model"]._get_id("res.partner"),
                "domain": "[('ref', '!=', False)]",
                "date_field_id": field("res.partner", "create_date").id,
                "user_field_id": field("res.partner", "user_id").id,
                **values,
            }
        )

    def _create_partner(self, **values):
        return self.partners.create(
            {"name": "Contact", "user_id": self.anna.id, **values}
        )

    def test_new_record(self):
        self._create_partner(ref="A")
        self._assert_told()

    def test_new_record_that_does_not_count(self):
        self._create_partner()
        self._assert_silent()

    def test_changed_records(self):
        """What decides, whose it is; not what is of no matter."""
        partner = self._create_partner()
        self._collect()
        partner.comment = "of no matter"
        self._assert_silent()
        partner.ref = "A"
        self._assert_told()
        partner.user_id = self.boris
        self._assert_told()
        partner.active = False
        self._assert_told()
        partner.active = True
        self._assert_told()
        partner.ref = False
        self._assert_told()
        partner.user_id = self.anna
        self._assert_silent()

    def test_removed_record(self):
        partners = self._create_partner(ref="A") | self._create_partner()
        self._collect()
        partners[1].unlink()
        self._assert_silent()
        partners[0].unlink()
        self._assert_told()

    def test_many_are_one(self):
        for number in range(5):
            self._create_partner(ref=str(number))
        self._assert_told()

    def test_the_company_of_the_record_hears(self):
        """Else that of the salesperson, else nobody."""
        company = self.env["res.company"].create({"name": "Elsewhere"})
        self._collect()
        self._create_partner(ref="A", user_id=False)
        self._assert_silent()
        self._create_partner(ref="B", user_id=False, company_id=company.id)
        self._assert_told(company)

    def test_who_saves_needs_no_right_on_metrics(self):
        user = new_test_user(
            self.env,
            login="sales_plain",
            groups="base.group_user,base.group_partner_manager",
            company_id=self.company.id,
            company_ids=[(6, 0, self.company.ids)],
        )
        self._collect()
        partner = self.partners.with_user(user).create(
            {"name": "Contact", "ref": "A", "user_id": self.anna.id}
        )
        self._assert_told()
        partner.unlink()
        self._assert_told()

    def test_metric_that_goes(self):
        """An archived or removed metric is not watched any more, a changed one anew."""
        self.metric.active = False
        self._create_partner(ref="A")
        self._assert_silent()
        self.metric.active = True
        self.metric.domain = "[('ref', '=', 'Z')]"
        self._create_partner(ref="A")
        self._assert_silent()
        self._create_partner(ref="Z")
        self._assert_told()
        self.metric.unlink()
        self._create_partner(ref="Z")
        self._assert_silent()

    def test_metric_that_broke(self):
        """Whoever saves a record does not hear of it."""
        self.env.cr.execute(
            "UPDATE sales_metric SET domain = '[(''gone'', ''='', 1)]' WHERE id = %s",
            [self.metric.id],
        )
        self.env.invalidate_all()
        self.env.registry.clear_cache()
        self._create_partner(ref="A")
        self._assert_silent()

    def test_metric_that_breaks_meanwhile(self):
        """Nor when it breaks between the change and the end of the transaction."""
        self._create_partner(ref="A")
        logger = "odoo.addons.sales_efficiency.models.metric.sales_metric_watch"

        def broken(_metric):
            raise ValueError("broken")

        self.patch(type(self.metric), "_get_own_domain", broken)
        with self.assertLogs(logger, "WARNING"):
            self._assert_silent()

    def test_records_behind_are_not_watched(self):
        """Only the record itself is: the rest comes with the next regular look."""
        self.metric.domain = "[('parent_id.ref', '=', 'A')]"
        parent = self._create_partner()
        child = self._create_partner(parent_id=parent.id)
        self._collect()
        parent.ref = "A"
        self._assert_silent()
        child.parent_id = False
        self._assert_told()

    def test_records_that_boards_know_anyway(self):
        """A lead that is new counts in a metric of leads long before it is won."""
        field = self.env["ir.model.fields"]._get
        lead = {
            "name": "Deal",
            "type": "opportunity",
            "user_id": self.anna.id,
            "company_id": self.company.id,
        }
        self.env["crm.lead"].create(lead)
        self._assert_silent()
        self._create_metric(
            code="leads",
            model_id=self.env["ir.model"]._get_id("crm.lead"),
            domain="[]",
            date_field_id=field("crm.lead", "create_date").id,
            user_field_id=field("crm.lead", "user_id").id,
        )
        self.env["crm.lead"].create(lead)
        self._assert_told()

    def test_looking_up_does_not_grow(self):
        """Fifty records cost as many queries at the end of a transaction as one."""

        def count(records):
            records.user_id = self.boris
            self.env.flush_all()
            start = self.env.cr.sql_log_count
            self.env["res.company"].sudo()._send_live_changes()
            return self.env.cr.sql_log_count - start

        partners = self.partners.concat(
            *(self._create_partner(ref=str(number)) for number in range(50))
        )
        self._collect()
        one = count(partners[:1])
        self._collect()
        self.assertLessEqual(count(partners[1:]), one)

    def test_writing_costs_no_query(self):
        """What is watched is kept: records that nobody counts cost nothing."""
        tag = self.env["crm.tag"].create({"name": "Tag"})
        self.env.flush_all()
        with self.assertQueryCount(1):
            tag.color = 5
            tag.flush_recordset()


@tagged("post_install", "-at_install")
class TestBoardDue(LiveCommon):
    """Screens know when a meeting begins to count by itself: nothing is written then."""

    def _create_meeting(self, stop, **values):
        return self.env["calendar.event"].create(
            {
                "name": "Visit",
                "start": datetime(2025, 10, 15, 11),
                "stop": stop,
                "user_id": self.anna.id,
                "partner_ids": [(6, 0, self.client.ids)],
                **values,
            }
        )

    def _due(self):
        return self._get_wall(self.max)["due"]

    def test_nothing_is_due(self):
        self.assertIsNone(self._due())
        self._create_meeting(datetime(2025, 10, 15, 11, 55))
        self._create_meeting(datetime(2025, 10, 15, 13))
        self.assertIsNone(self._due(), "over already, and not before long")

    def test_the_next_meeting_that_ends(self):
        self._create_meeting(datetime(2025, 10, 15, 12, 4))
        self._create_meeting(datetime(2025, 10, 15, 12, 3))
        self.assertEqual(self._due(), "2025-10-15T12:03:00Z")

    def test_meetings_that_do_not_count_by_themselves(self):
        stop = datetime(2025, 10, 15, 12, 3)
        self._create_meeting(stop, partner_ids=[(5, 0, 0)])
        self._create_meeting(stop, user_id=self.env.ref("base.user_admin").id)
        self._create_meeting(stop).sales_outcome = "held"
        self.assertIsNone(self._due())
        self._create_meeting(stop)
        self.assertTrue(self._due())
        self.company.sales_meeting_default_outcome = "none"
        self.assertIsNone(self._due())
