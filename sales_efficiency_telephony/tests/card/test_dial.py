from datetime import timedelta
from unittest.mock import patch

from freezegun import freeze_time

from odoo.exceptions import AccessError, UserError
from odoo.tests import new_test_user, tagged
from odoo.tools import mute_logger

from ...models.call.pbx_call_card import CALL_CHANGED
from ...models.call.pbx_call_dial import LIMIT
from ..call.common import CLIENT, NOON
from .common import NOW, CardCommon


@tagged("post_install", "-at_install")
@freeze_time(NOW)
class TestDial(CardCommon):
    """A click calls, and what comes of it is that very call."""

    def _dial(self, number="0470 11 22 33", *about, user=None):
        with self.enter_registry_test_mode():
            answer = self.calls.with_user(user or self.anna).dial(number, *about)
        return self.calls.browse(answer["call_id"])

    def _assert_not_dialled(self, message, *args, **kwargs):
        with self.assertRaisesRegex(UserError, message):
            self._dial(*args, **kwargs)

    def test_call_is_there_first(self):
        call = self._dial()
        self.assertEqual(self.dialled, [("101", CLIENT, call.client_ref)])
        self.assertEqual(
            (call.state, call.direction, call.phone_sanitized, call.user_id),
            ("ringing", "out", CLIENT, self.anna),
        )
        self.assertEqual(call.provider_id, self.provider)
        self.assertEqual(call.company_id, self.company)
        self.assertEqual(call.team_id, self.north)
        self.assertEqual(self._place(self.anna, call), "dialling")

    def test_card_comes_wherever_it_was_dialled(self):
        """By a button of a list as well: the caller's screens hear of it."""
        told = self._told()
        call = self._dial()
        self.assertEqual(told, [(self.anna, CALL_CHANGED, {"id": call.id})])
        type(self).answer = UserError("Your phone is off: put it on.")
        self._assert_not_dialled("Your phone is off", "0470 11 22 34")
        failed = self.calls.search([("client_ref", "=", self.dialled[1][2])])
        self.assertEqual(told[1:], [(self.anna, CALL_CHANGED, {"id": failed.id})] * 2)

    def test_what_is_told_later_is_that_very_call(self):
        deal = self._create_deal("Machines", self.client)
        self._create_deal("Beans", self.client)
        call = self._dial("0470 11 22 33", "crm.lead", deal.id)
        told = self._told()
        [state] = [
            self._state(
                "77",
                self._leg("101", answered=3),
                direction="out",
                state="ongoing",
                ref=call.client_ref,
                started_at=NOON + 30,
                answered_at=NOON + 8,
                ended_at=None,
            )
        ]
        self.assertEqual(self._tell(state), call)
        self.assertEqual(call.call_uid, "77")
        self.assertEqual(self._place(self.anna, call), "talking")
        self.assertEqual([user for user, *_rest in told], [self.anna])
        # Two deals are open, but it was dialled from one.
        self.assertEqual(call.lead_id, deal)

    def test_about(self):
        deal = self._create_deal("Machines", self.client)
        call = self._dial("0470 11 22 33", "crm.lead", deal.id)
        self.assertEqual(
            (call.lead_id, call.partner_id, call.stage_id),
            (deal, self.client, deal.stage_id),
        )
        order = self._create_order(
            self.anna, 10, "2026-02-02", partner=self.client, opportunity_id=deal.id
        )
        call = self._dial("0470 11 22 34", "sale.order", order.id)
        self.assertEqual((call.lead_id, call.partner_id), (deal, self.client))
        call = self._dial("0470 11 22 35", "res.partner", self.prospect.id)
        self.assertEqual(
            (call.lead_id, call.partner_id.name), (call.lead_id, "Prospect")
        )
        missed = self._tell(self._state("1", self._rang("101")))
        call = self._dial(CLIENT, "pbx.call", missed.id)
        self.assertEqual(call.partner_id, self.client)
        call = self._dial("0470 11 22 36", "no.such.model", 1)
        self.assertFalse(call.partner_id)

    def test_two_companies(self):
        """The phone of the record's company calls; no deal gets into another's log."""
        other = self.env["res.company"].create(
            {"name": "Other", "country_id": self.company.country_id.id}
        )
        (self.anna | self.env.user).company_ids |= other
        there = self._create_provider(other, own_numbers=False, extension_ids=[])
        anna = self.anna.with_context(allowed_company_ids=[self.company.id, other.id])
        here_deal = self._create_deal("Here", self.client)
        deal = self._create_deal(
            "There", self.client, company_id=other.id, team_id=False
        )
        calls = self.calls.with_env(anna.with_user(anna).env)

        def dial(number, record):
            with self.enter_registry_test_mode():
                answer = calls.dial(number, record._name, record.id)
            return self.calls.browse(answer["call_id"])

        call = dial("0470 11 22 33", deal)
        self.assertEqual(call.provider_id, self.provider, "the only phone there is")
        self.assertNotEqual(call.lead_id, deal)
        self.env["pbx.extension"].create(
            {"provider_id": there.id, "number": "501", "user_id": anna.id}
        )
        call = dial("0470 11 22 34", deal)
        self.assertEqual((call.provider_id, call.lead_id), (there, deal))
        call = dial("0470 11 22 35", here_deal)
        self.assertEqual((call.provider_id, call.lead_id), (self.provider, here_deal))

    @mute_logger("odoo.addons.base.models.ir_rule")
    def test_about_what_one_may_not_see(self):
        secret = self._create_deal("Secret", self.client, self.boris)
        with self.assertRaises(AccessError):
            self._dial("0470 11 22 33", "crm.lead", secret.id)
        self.assertFalse(self.dialled)

    def test_about_nothing(self):
        """Dialled from nowhere, the number tells who it is."""
        deal = self._create_deal("Machines", self.client)
        call = self._dial()
        self.assertEqual((call.partner_id, call.lead_id), (self.client, deal))

    def test_double_click(self):
        call = self._dial()
        self.assertEqual(self._dial("+32 470 11 22 33"), call)
        self.assertEqual(len(self.dialled), 1)
        with freeze_time(NOW + timedelta(seconds=11)):
            self.assertNotEqual(self._dial(), call)

    def test_limit(self):
        for number in range(LIMIT):
            self._dial(f"0470 11 22 {number + 10}")
        self._assert_not_dialled("within a minute", "0470 11 22 99")
        self.assertEqual(len(self.dialled), LIMIT)
        # Everybody for themselves, and only for a minute.
        self._dial(user=self.boris)
        with freeze_time(NOW + timedelta(minutes=1)):
            self._dial("0470 11 22 99")

    def test_refusal(self):
        type(self).answer = UserError("Your phone is off: put it on.")
        self._assert_not_dialled("Your phone is off")
        call = self.calls.search([("client_ref", "=", self.dialled[0][2])])
        self.assertEqual(call.state, "failed")
        self.assertTrue(call.ended_at)
        self.assertEqual(self._place(self.anna, call), "ended")

    def test_no_answer(self):
        type(self).answer = ConnectionRefusedError("no")
        self._assert_not_dialled("does not answer")
        call = self.calls.search([("client_ref", "=", self.dialled[0][2])])
        self.assertEqual(call.state, "failed")

    def test_a_fault_leaves_no_call_ringing(self):
        type(self).answer = ValueError("a fault")
        with self.assertRaisesRegex(ValueError, "a fault"):
            self._dial()
        call = self.calls.search([("client_ref", "=", self.dialled[0][2])])
        self.assertEqual(call.state, "failed")

    def test_cannot(self):
        type(self).answer = False
        self._assert_not_dialled("Switchboard cannot be asked to call")

    def test_phone_of_a_system_that_never_calls(self):
        with patch.object(
            self.registry["pbx.provider"], "_can_dial", lambda _one: False
        ):
            self._assert_not_dialled("call yet: .* “Address for Click to Dial”")
            for self.provider.code in ("file", "zadarma"):
                self._assert_not_dialled(
                    "Switchboard cannot be asked to call: dial by hand"
                )
        self.assertFalse(self.dialled)

    def test_number(self):
        # Nothing, words, an extension, our own line.
        for wrong in ("", "abc", "102", "+32 2 234 56 78"):
            self._assert_not_dialled("no client's phone number", wrong)
        self.assertFalse(self.dialled)

    @mute_logger("odoo.addons.base.models.ir_model")
    def test_who_has_no_phone(self):
        self._assert_not_dialled("No phone is yours", user=self.lena)
        self.provider.active = False
        self._assert_not_dialled("No phone is yours", user=self.anna)
        stranger = new_test_user(self.env, "stranger", "base.group_user")
        with self.assertRaises(AccessError):
            self._dial(user=stranger)

    def test_another_company(self):
        other = self.env["res.company"].create({"name": "Other"})
        self.anna.company_ids += other
        anna = self.calls.with_user(self.anna).with_context(
            allowed_company_ids=other.ids
        )
        self.assertFalse(anna._get_own_extension())

    def test_session(self):
        """The client is told who gets cards and who can dial."""

        def flags(user):
            extension = self.calls.with_user(user).has_access("read")
            own = extension and self.calls.with_user(user)._get_own_extension()
            return bool(extension), bool(own)

        stranger = new_test_user(self.env, "stranger", "base.group_user")
        self.assertEqual(flags(self.anna), (True, True))
        self.assertEqual(flags(self.lena), (True, False))
        self.assertEqual(flags(stranger), (False, False))
