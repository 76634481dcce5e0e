from freezegun import freeze_time
from lxml import html

from odoo.tests import tagged

from .common import MorningNoteCommon


@tagged("post_install", "-at_install")
@freeze_time("2017-08-15 06:30:00")
class TestDigest(MorningNoteCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.digest = cls.env["digest.digest"].create(
            {
                "name": "Weekly",
                "company_id": cls.company.id,
                "kpi_sales_pace": True,
                "user_ids": [(6, 0, (cls.max | cls.lena | cls.anna).ids)],
            }
        )

    def _get_kpi(self, user):
        kpis = self.digest._compute_kpis(self.company, user)
        return {kpi["kpi_name"]: kpi for kpi in kpis}.get("kpi_sales_pace")

    def test_department_for_the_manager(self):
        kpi = self._get_kpi(self.max)
        department = self.env["sales.plan"].get_pace(
            "2017-08-14", metric_codes=["order_revenue"]
        )
        (pace,) = [
            row for row in department if not row["user_id"] and not row["team_id"]
        ]
        self.assertEqual(kpi["kpi_col1"]["value"], f"{int(pace['pace'])} %")
        self.assertEqual(kpi["kpi_col2"]["value"], f"{int(pace['completion'])} %")
        self.assertEqual(
            [row["user"] for row in kpi["sales_pace_rows"]], ["Anna", "Carl", "Boris"]
        )

    def test_change_since_yesterday(self):
        self._create_order(self.anna, 20_000, "2017-08-14 10:00:00")
        pace = self.env["sales.plan"].with_user(self.max).with_company(self.company)
        before, after = (
            next(
                row["pace"]
                for row in pace.get_pace(day, metric_codes=["order_revenue"])
                if not row["user_id"] and not row["team_id"]
            )
            for day in ("2017-08-13", "2017-08-14")
        )
        self.assertAlmostEqual(
            self._get_kpi(self.max)["kpi_col1"]["margin"],
            (after - before) / before * 100,
            places=1,
        )

    def test_only_what_the_reader_may_see(self):
        kpi = self._get_kpi(self.lena)
        self.assertIn("North", kpi["kpi_fullname"])
        self.assertEqual(
            [row["user"] for row in kpi["sales_pace_rows"]], ["Anna", "Boris"]
        )
        kpi = self._get_kpi(self.anna)
        self.assertEqual([row["user"] for row in kpi["sales_pace_rows"]], ["Anna"])
        self.assertEqual(kpi["kpi_col1"]["value"], "50 %")

    def test_left_out_without_plan_or_rights(self):
        stranger = self.env["res.users"].create(
            {
                "name": "Stranger",
                "login": "stranger",
                "company_id": self.company.id,
                "company_ids": [(6, 0, self.company.ids)],
                "group_ids": [(6, 0, self.env.ref("base.group_user").ids)],
            }
        )
        self.assertIsNone(self._get_kpi(stranger))
        self.plan.state = "draft"
        self.assertIsNone(self._get_kpi(self.max))

    def test_mail(self):
        self.digest.user_ids = self.lena
        self.digest.action_send_manual()
        mail = self.env["mail.mail"].search([], order="id desc", limit=1)
        block = html.fromstring(mail.body_html).xpath(
            "//table[@data-field='kpi_sales_pace']"
        )
        self.assertEqual(len(block), 1)
        text = " ".join(block[0].getparent().text_content().split())
        for expected in (
            "Anna",
            "50 %",
            "Far behind",
            "Boris",
            "120 %",
            "needed a day",
        ):
            self.assertIn(expected, text)
        self.assertNotIn("Carl", text)
