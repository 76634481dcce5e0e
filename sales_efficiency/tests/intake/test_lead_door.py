from psycopg2.errors import UniqueViolation

from odoo.exceptions import UserError
from odoo.tools import mute_logger

from .common import IntakeCommon


class TestLeadDoor(IntakeCommon):
    def test_codes_come_from_names(self):
        doors = self.env["sales.lead.door"].create(
            [{"name": "Été à Liège"}, {"name": "Été à Liège"}, {"name": "Ярмарка"}]
        )
        self.assertEqual(doors.mapped("code"), ["ete-a-liege", "ete-a-liege-2", "door"])
        doors[0].name = "Winter"
        self.assertEqual(doors[0].code, "ete-a-liege", "rules go on knowing it")

    def test_a_code_is_one_door(self):
        with self.assertRaises(UniqueViolation), mute_logger("odoo.sql_db"):
            self._create_door("Other", code=self.door.code)

    def test_built_in_doors_stay(self):
        mail = self.env.ref("sales_efficiency.sales_lead_door_mail")
        with self._assert_refused("known by the code"):
            mail.code = "letters"
        with self._assert_refused("known by the code"):
            self.door.kind = "mail"
        with self._assert_refused("built in"):
            mail.unlink()
        with self._assert_refused("without a key"):
            mail.action_make_key()
        mail.write({"name": "Letters", "code": "mail"})
        self.door.write({"code": "spring"})
        self.door.unlink()

    def test_one_door_of_each_built_in_kind(self):
        with self.assertRaises(UniqueViolation), mute_logger("odoo.sql_db"):
            self.env["sales.lead.door"].create({"name": "Second", "kind": "mail"})

    def test_sites_are_checked(self):
        with self._assert_refused("https://shop.example.com/page"):
            self.door.sites = "https://shop.example.com/page"
        with self._assert_refused("thank-you page"):
            self.door.thank_you_url = "https://elsewhere.example.net/thanks"
        self.door.thank_you_url = "https://shop.example.com/thanks"
        with self._assert_refused("thank-you page"):
            self.door.sites = "*.example.org"

    def test_the_hidden_field_is_no_field_of_people(self):
        with self._assert_refused("hidden field"):
            self.door.trap_field = "E-Mail"

    def test_limits_are_not_negative(self):
        with self._assert_refused("not negative"):
            self.door.address_limit = -1

    def test_a_lead_gets_what_its_door_says(self):
        tag = self.env["crm.tag"].create({"name": "Spring"})
        medium = self.env["utm.medium"].create({"name": "Fair"})
        self.door.write(
            {
                "medium_id": medium.id,
                "tag_ids": [(4, tag.id)],
                "team_id": self.south.id,
                "client_type": "private",
            }
        )
        lead = self._open(name="Ann")
        self.assertEqual(lead.sales_door_id, self.door)
        self.assertEqual(lead.medium_id, medium)
        self.assertEqual(lead.tag_ids, tag)
        self.assertEqual(lead.team_id, self.south)
        self.assertEqual(lead.company_id, self.company)
        self.assertEqual(lead.sales_client_type, "private")
        lead = self._open(name="Bob", utm_medium="Banner", client_type="b2b")
        self.assertEqual(lead.medium_id.name, "Banner")
        self.assertEqual(lead.sales_client_type, "company")

    def test_changes_of_a_door_hold_at_once(self):
        self._open(name="Ann")
        medium = self.env["utm.medium"].create({"name": "Fair"})
        self.door.medium_id = medium
        self.assertEqual(self._open(name="Bob").medium_id, medium)

    def test_who_enters_a_lead_keeps_his_team(self):
        """A door's team is for leads that come without a salesperson."""
        self.env.ref("sales_efficiency.sales_lead_door_manual").team_id = self.south
        leads = self.env["crm.lead"].with_user(self.anna)
        self.assertEqual(leads.create({"name": "Mine"}).team_id, self.north)
        nobodys = leads.with_user(self.max).create({"name": "x", "user_id": False})
        self.assertEqual(nobodys.team_id, self.south)

    def test_doors_cost_no_query(self):
        """What doors say is remembered: a lead entered by hand costs nothing more."""
        leads = self.env["crm.lead"]
        leads.create({"name": "Warm up"})
        self.env.flush_all()
        with self.assertQueryCount(0):
            leads._complete_from_doors([{"name": "x"}] * 100)
            leads._find_clients(
                leads._complete_from_doors([{"name": "x", "email_from": "a@b.com"}])
            )

    def test_key_is_shown_once_and_not_kept(self):
        door = self.door.with_user(self.ada)
        action = door.action_make_key()
        key = action["context"]["default_key"]
        self.assertGreaterEqual(len(key), 43, "256 bits")
        show = self.env[action["res_model"]].with_user(self.ada)
        shown = show.with_context(**action["context"]).default_get(
            ["key", "address", "snippet_form", "snippet_curl", "snippet_fetch"]
        )
        self.assertEqual(shown["key"], key)
        self.assertTrue(shown["address"].endswith(f"/sales_efficiency/leads/{key}"))
        for name in ("snippet_form", "snippet_curl", "snippet_fetch"):
            self.assertIn(key, shown[name])
            self.assertNotIn(key, door[name])
            self.assertIn("YOUR-KEY", door[name])
        self.env.flush_all()
        self.env.cr.execute(
            "SELECT row_to_json(door)::text FROM sales_lead_door door WHERE id = %s",
            (door.id,),
        )
        [kept] = self.env.cr.fetchone()
        self.assertNotIn(key, kept)
        self.assertIn(key[-4:], kept)

    def test_keys_are_renewed_and_revoked(self):
        doors = self.env["sales.lead.door"]
        self.assertEqual(doors._get_by_key(self.key), self.door)
        self.assertEqual(self.door.key_state, "valid")
        new = self._make_key(self.door)
        self.assertFalse(doors._get_by_key(self.key))
        self.assertEqual(doors._get_by_key(new), self.door)
        self.door.action_revoke_key()
        self.assertFalse(doors._get_by_key(new))
        self.assertEqual(self.door.key_state, "revoked")
        for wrong in (None, "", "x" * 10_000, "\udc80", "%"):
            self.assertFalse(doors._get_by_key(wrong))

    def test_archived_doors_are_closed(self):
        self.door.active = False
        self.assertFalse(self.env["sales.lead.door"]._get_by_key(self.key))

    def test_a_test_goes_the_real_way(self):
        action = self.door.with_user(self.ada).action_send_test()
        lead = self.env[action["res_model"]].browse(action["res_id"])
        self.assertEqual(lead._name, "crm.lead")
        self.assertEqual(lead.sales_door_id, self.door)
        self.assertEqual(lead.contact_name, "Ada")
        self.assertFalse(lead.partner_id, "who tries it is no client")
        self.assertEqual(self.door.last_request_ids.lead_id, lead)
        self.assertEqual(self.door.request_count, 1)
        self.assertEqual(self.door.lead_count, 1)
        with self.assertRaises(UserError):
            self.env.ref("sales_efficiency.sales_lead_door_mail").action_send_test()
