from freezegun.api import real_datetime

from odoo.tests import tagged

from odoo.addons.sales_efficiency.tests.screens import Screen, ScreenCase

from .common import FeedbackCommon

FORM = ".o_form_sheet .o_inner_group, .o_form_sheet .oe_title"


@tagged("post_install", "-at_install", "sales_screens")
class TestFeedbackScreens(FeedbackCommon, ScreenCase):
    """Answers as they are seen by the head of sales."""

    def test_every_look(self):
        leads = self._create_people(3)
        for lead in leads:
            lead._handle_partner_assignment()
        asked = self._get_feedback(self._ask(leads))
        for feedback, rating, wish in zip(
            asked, (5, 2, 4), ("Nothing", "Spare parts within a day", ""), strict=True
        ):
            self._answer(feedback, rating, wish)
        # Browsers do not keep what has expired for years.
        self.clock.move_to(real_datetime.utcnow())
        self.max.group_ids += self.env.ref("mass_mailing.group_mass_mailing_user")
        self.look_around(
            self.max,
            Screen("answers", "/odoo/mailing-answers", ".o_list_view", ".o_data_row"),
            Screen("answer", f"/odoo/mailing-answers/{asked[1].id}", FORM),
            Screen("answers_deal", f"/odoo/crm.lead/{leads[1].id}", FORM),
            Screen(
                "answers_client", f"/odoo/res.partner/{leads[1].partner_id.id}", FORM
            ),
        )
