from ..trace.common import LetterCommon


class TestLetterMetrics(LetterCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.trace.write(
            {
                "sent_datetime": "2017-08-14 08:00:00",
                "human_open_at": "2017-08-15 08:00:00",
                "human_reply_at": "2017-08-16 08:00:00",
            }
        )
        cls._create_trace(
            cls._create_lead("Other"), sent_datetime="2017-08-14 09:00:00"
        )
        cls._create_trace(
            cls._create_lead("Third", user_id=cls.boris.id),
            sent_datetime="2017-08-14 09:00:00",
        )

    def _count(self, name):
        metric = self.env.ref(f"sales_efficiency_mailing.sales_metric_{name}")
        facts = self.env["sales.fact"].with_context(sales_fact_metric_ids=metric.ids)
        groups = facts._read_group(
            [
                ("company_id", "=", self.company.id),
                ("date", ">=", "2017-08-14"),
                ("date", "<=", "2017-08-16"),
            ],
            ["user_id"],
            ["value:sum"],
        )
        return {user: total for user, total in groups}

    def test_letters_count_for_whose_client_it_is(self):
        self.assertEqual(self._count("letters_sent"), {self.anna: 2, self.boris: 1})
        self.assertEqual(self._count("letters_read"), {self.anna: 1})
        self.assertEqual(self._count("letters_answered"), {self.anna: 1})

    def test_letters_tried_out_do_not_count(self):
        self.trace.is_test_trace = True
        self.assertEqual(self._count("letters_sent"), {self.anna: 1, self.boris: 1})

    def test_the_share_is_of_what_was_sent(self):
        share = self.env.ref("sales_efficiency_mailing.sales_metric_letters_read_share")
        self.assertEqual(
            share._divide(self._count("letters_read"), self._count("letters_sent")),
            {self.anna: 50, self.boris: 0},
        )
