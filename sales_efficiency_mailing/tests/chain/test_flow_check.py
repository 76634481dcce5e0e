from odoo import Command
from odoo.tests import tagged

from .drawn_common import DrawnCommon


class TestFlowCheck(DrawnCommon):
    """What is wrong with a drawing is said when it is saved, or before it is published."""

    def test_what_is_drawn_well_has_no_problem(self):
        self.assertEqual(self._get_problems(), "")

    def test_a_circle_is_refused_with_the_steps_named(self):
        with self._assert_refused("Greeting → Pause → Opened\\? → Reminder → Greeting"):
            self.reminder.next_id = self.greeting
        with self._assert_refused("Opened\\? → Show → Opened\\?"):
            self.show.next_id = self.branch
        with self._assert_refused("Pause → Pause"):
            self.pause.next_id = self.pause

    def test_a_way_back_is_refused_too(self):
        with self._assert_refused("circle"):
            self.way.target_id = self.greeting

    def test_a_step_of_another_chain_is_no_target(self):
        other = self._create_chain(name="Other")
        stranger = self._add_step(chain=other, name="Stranger")
        with self._assert_refused("Stranger is drawn in another version"):
            self.reminder.next_id = stranger
        with self._assert_refused("Stranger is drawn in another version"):
            self.way.target_id = stranger

    def test_nothing_drawn(self):
        empty = self._create_chain(name="Empty")
        self.assertIn("add the first step", self._get_problems(empty.draft_version_id))
        with self._assert_refused("Nothing is drawn yet"):
            empty.action_start()

    def test_a_step_no_way_leads_to(self):
        self._add_step("wait", name="Lost")
        self.assertIn("No way leads to Lost", self._get_problems())

    def test_what_a_step_lacks_is_named(self):
        for kind, words in (
            ("letter", "Next has no letter"),
            ("branch", "Next has no way"),
            ("activity", "Next lacks its Activity Type"),
            ("chain", "Next lacks its"),
            ("event", "Next lacks its"),
            ("field", "Next lacks its"),
        ):
            step = self._add_step(kind, after=self.show, name="Next")
            self.assertIn(words, self._get_problems(), kind)
            step.unlink()

    def test_a_wait_for_nothing(self):
        self.pause.wait_count = 0
        self.assertIn("Pause waits for no time", self._get_problems())

    def test_a_branch_that_waits_for_what_nothing_brings_about(self):
        self.way.condition = "attended"
        self.assertIn("“Attended the event”", self._get_problems())
        self.way.write({"condition": "opened", "of_step_id": self.show.id})
        self.assertIn("no step before it can bring that about", self._get_problems())
        self.way.of_step_id = self.greeting
        self.assertEqual(self._get_problems(), "")

    def test_a_broken_letter_is_refused_when_it_is_saved(self):
        with self._assert_refused("Body.*Greeting.*correct its placeholders"):
            self.greeting.mailing_ids.body_html = "<p t-out='object.no_such_field'/>"
        with self._assert_refused("Subject.*cannot be filled in"):
            self.greeting.mailing_ids.subject = "Dear {{ object.no_such_field }}"

    def test_a_letter_that_broke_later_is_found_before_publishing(self):
        letter = self.greeting.mailing_ids
        self.env.cr.execute(
            "UPDATE mailing_mailing SET subject = %s WHERE id = %s",
            ["{{ object.no_such_field }}", letter.id],
        )
        letter.invalidate_recordset()
        with self._assert_refused("Subject of letter"):
            self.chain.action_start()
        self.assertEqual(self.chain.state, "draft")

    def test_a_letter_without_words(self):
        self.greeting.mailing_ids.body_html = "<p><br/></p>"
        self.assertIn("says nothing", self._get_problems())

    def test_letters_are_written_for_whom_the_chain_is_sent_to(self):
        self.chain.target = "res.partner"
        self.assertIn("is written for other records", self._get_problems())
        self.chain.target = "crm.lead"
        self.chain.action_start()
        with self._assert_refused("Make a chain of its own"):
            self.chain.target = "res.partner"

    def test_a_domain_on_a_field_that_is_not_there(self):
        with self._assert_refused("way out of Opened\\?.*no_such_field"):
            self.way.write(
                {"condition": "domain", "domain": "[('no_such_field', '=', 1)]"}
            )
        with self._assert_refused("Leaves When of Welcome"):
            self.chain.exit_domain = "[('no_such_field', '=', 1)]"
        with self._assert_refused("entry “Record comes to match”"):
            self.chain.entry_ids = [
                Command.create({"domain": "[('no_such_field', '=', 1)]"})
            ]
        with self._assert_refused("cannot be used"):
            self.chain.exit_domain = "[('name', '='"

    def test_a_field_that_was_removed_is_found_before_publishing(self):
        entry = self.env["mailing.chain.entry"].create(
            {"chain_id": self.chain.id, "domain": "[('priority', '=', '3')]"}
        )
        self.env.cr.execute(
            "UPDATE mailing_chain_entry SET domain = %s WHERE id = %s",
            ["[('no_such_field', '=', 1)]", entry.id],
        )
        entry.invalidate_recordset()
        with self._assert_refused("entry “Record comes to match”.*no_such_field"):
            self.chain.action_start()

    def test_a_door_that_lacks_what_it_asks_for(self):
        with self._assert_refused("“Deal comes to a stage” of Welcome lacks its Stage"):
            self.chain.entry_ids = [Command.create({"kind": "stage"})]
        contacts = self._create_chain(name="Contacts", target="res.partner")
        with self._assert_refused("contacts do not come by it"):
            contacts.entry_ids = [
                Command.create(
                    {
                        "kind": "stage",
                        "stage_id": self.env["crm.stage"].search([])[0].id,
                    }
                )
            ]

    def test_a_chain_does_not_go_on_with_itself(self):
        with self._assert_refused("cannot go on with itself"):
            self._add_step("chain", target_chain_id=self.chain.id)
        contacts = self._create_chain(name="Contacts", target="res.partner")
        with self._assert_refused("Contacts is sent to other records"):
            self._add_step("chain", target_chain_id=contacts.id)

    def test_a_field_of_other_records_cannot_be_set(self):
        field = self.env["ir.model.fields"]._get("res.partner", "name")
        with self._assert_refused("Name is no field of the records of this chain"):
            self._add_step("field", field_id=field.id)
        field = self.env["ir.model.fields"]._get("crm.lead", "create_date")
        self._add_step("field", after=self.show, field_id=field.id, name="Change")
        self.assertIn(
            "Change changes Created on, which nobody can edit", self._get_problems()
        )

    def test_an_event_in_use_is_not_deleted(self):
        event = self.env["event.event"].create(
            {
                "name": "Open Day",
                "date_begin": "2027-01-10 10:00:00",
                "date_end": "2027-01-10 12:00:00",
            }
        )
        step = self._add_step(
            "event", after=self.show, event_id=event.id, name="Invite"
        )
        with self._assert_refused("Welcome invites to Open Day at the step Invite"):
            event.unlink()
        step.unlink()
        self.chain.entry_ids = [Command.create({"kind": "event", "event_id": event.id})]
        with self._assert_refused("Welcome lets in who registers for Open Day"):
            event.unlink()

    def test_a_letter_in_force_is_neither_deleted_nor_archived(self):
        self.chain.action_start()
        with self._assert_refused("is the letter of Greeting"):
            self.greeting.mailing_ids.unlink()
        with self._assert_refused("Press Edit"):
            self.greeting.mailing_ids.active = False

    def test_a_letter_that_was_sent_may_still_be_corrected(self):
        letter = self.greeting.mailing_ids
        letter.state = "done"
        self.assertEqual(letter.state, "draft")


@tagged("post_install", "-at_install")
class TestFlowAccess(DrawnCommon):
    def test_a_salesperson_sees_but_does_not_draw(self):
        flow = self.env["mailing.chain"].with_user(self.anna).get_flow(self.chain.id)
        self.assertEqual(len(flow["steps"]), 5)
        self.assertFalse(flow["can_edit"])
        with self._assert_refused("not allowed"):
            self.steps.with_user(self.anna).draw(self.draft.id, "wait")
