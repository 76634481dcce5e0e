from .drawn_common import DrawnCommon


class TestByHand(DrawnCommon):
    """What somebody may do for who is on the way."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.chain.action_start()
        cls.one = cls._put_on_the_way(cls.pause, cls.lead).with_user(cls.ada)

    def test_take_out(self):
        self.one.action_take_out()
        self.assertEqual((self.one.state, self.one.left_reason), ("left", "hand"))
        with self._assert_refused("Claire in Welcome: Left.*On the Way, Held"):
            self.one.action_take_out()

    def test_hold_and_release(self):
        self.one.action_hold()
        self.assertEqual(self.one.state, "held")
        self.assertEqual(self.one.held_reason, "Held by Ada")
        self.one.action_release()
        self.assertEqual(self.one.state, "running")
        self.assertFalse(self.one.held_reason)

    def test_wait_no_longer(self):
        self.one.action_send_on()
        self.assertEqual(self.one.step_id, self.branch)
        log = self.one.step_log_ids
        self.assertEqual(
            (log.step_id, log.result, log.reason), (self.pause, "skipped", "By Ada")
        )
        self.one.action_send_on()
        self.assertEqual(self.one.step_id, self.reminder)
        with self._assert_refused("waits for nothing at Reminder"):
            self.one.action_send_on()

    def test_a_mended_step_lets_those_go_on_it_held(self):
        self.pause.problem = "Broken"
        self.one.sudo().write({"state": "held", "held_reason": "Broken"})
        self.pause.with_user(self.ada).action_release()
        self.assertEqual(self.one.state, "running")
        self.assertFalse(self.pause.problem)

    def test_a_salesperson_sees_only_own_ones_and_moves_nobody(self):
        other = self._create_lead("Oscar", user_id=self.boris.id)
        self._put_on_the_way(self.pause, other)
        seen = self.env["mailing.chain.participant"].with_user(self.anna).search([])
        self.assertEqual(seen, self.one)
        with self._assert_refused("not allowed"):
            seen.action_take_out()

    def test_the_record_is_opened(self):
        action = self.one.action_open_record()
        self.assertEqual(
            (action["res_model"], action["res_id"]), ("crm.lead", self.lead.id)
        )
