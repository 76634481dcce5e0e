import random
from collections import Counter
from datetime import timedelta

from odoo.tests import tagged

from .common import MONDAY, SubjectCommon


class ChainReportCommon(SubjectCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.report = cls.env["mailing.chain.report"]
        cls.first = cls._add_step(name="First")
        cls.second = cls._add_step(name="Second", after=cls.first)
        cls.wait = cls._add_step("wait", name="Wait", after=cls.second)
        cls.letters = {
            step: [
                cls._write_letter(step, subject=f"{step.name} {name}") for name in "AB"
            ]
            for step in (cls.first, cls.second)
        }

    @classmethod
    def _participate(cls, lead=None, **values):
        lead = lead or cls.lead
        number = cls.env["mailing.chain.participant"].search_count([])
        return cls.env["mailing.chain.participant"].create(
            {
                "chain_id": cls.chain.id,
                "company_id": cls.company.id,
                "version_id": cls.chain.draft_version_id.id,
                "res_model": lead._name,
                "res_id": lead.id,
                "email_normalized": f"person{number}@client.example",
                "entered_at": MONDAY,
                **values,
            }
        )

    @classmethod
    def _log(cls, participant, step, letter=None, moment=MONDAY, **values):
        return cls.env["mailing.chain.participant.step"].create(
            {
                "participant_id": participant.id,
                "chain_id": participant.chain_id.id,
                "company_id": cls.company.id,
                "step_id": step.id,
                "mailing_id": letter and letter.id,
                "entered_at": moment,
                "result": "sent" if letter else "done",
                **values,
            }
        )

    def _sums(self, names, domain=()):
        """Return ``{step: sums}`` of the chain."""
        rows = self.report._read_group(
            [("chain_id", "=", self.chain.id), *domain],
            ["step_id"],
            [f"{name}:sum" for name in names],
        )
        return {step: tuple(sums) for step, *sums in rows}


@tagged("post_install", "-at_install")
class TestChainReport(ChainReportCommon):
    def test_random_walks_against_counting_by_hand(self):
        """Participants walk by the dice; what each did is counted one by one."""
        dice = random.Random(12)
        counted = Counter()
        steps = (self.first, self.second, self.wait)
        for number in range(60):
            participant = self._participate()
            place = dice.randrange(4)
            for step in steps[:place]:
                counted[step, "came"] += 1
                letter = step in self.letters and dice.choice(self.letters[step])
                log = self._log(participant, step, letter)
                if not letter:
                    continue
                is_open = dice.random() < 0.5
                is_bounce = not is_open and dice.random() < 0.2
                self._send(
                    letter,
                    1,
                    int(is_open),
                    clicked=int(is_open and number % 3 == 0),
                    replied=int(is_open and number % 5 == 0),
                    bounced=int(is_bounce),
                    chain_participant_step_id=log.id,
                )
                counted[step, "sent"] += 1
                counted[step, "opened"] += is_open
                counted[step, "clicked"] += is_open and number % 3 == 0
                counted[step, "replied"] += is_open and number % 5 == 0
                counted[step, "bounced"] += is_bounce
                counted[step, "reached"] += not is_bounce
            if place == 3:
                participant.write({"state": "done", "left_reason": "end"})
                counted["done"] += 1
                continue
            step = steps[place]
            participant.step_id = step
            counted[step, "came"] += 1
            fate = dice.choice(("running", "held", "won", "reply"))
            if fate in ("won", "reply"):
                participant.write({"state": "left", "left_reason": fate})
                counted[step, "left"] += 1
                counted[step, fate] += 1
                if fate == "won" and step in self.letters:
                    # Was sent the letter, and left before the step was done.
                    self._log(participant, step, self.letters[step][0], result=False)
            else:
                participant.state = fate
                counted[step, "waiting"] += 1
        names = "came waiting left sent reached opened clicked replied bounced".split()
        figures = self.chain._get_step_figures()
        sums = self._sums(names)
        for step in steps:
            expected = tuple(counted[step, name] for name in names)
            self.assertEqual(sums[step], expected, step.name)
            shown = tuple(figures[step.id][name] for name in names)
            self.assertEqual(shown, expected, step.name)
            for reason in ("won", "reply"):
                left = self._sums(["left"], [("left_reason", "=", reason)])
                self.assertEqual(left.get(step, (0,))[0], counted[step, reason])
        self.assertEqual(
            self._sums(["done"])[self.env["mailing.chain.step"]], (counted["done"],)
        )

    def test_variants_have_rows_of_their_own(self):
        one, two = self.letters[self.first]
        self._send(one, 10, 1)
        self._send(two, 30, 9)
        rows = self.report._read_group(
            [("step_id", "=", self.first.id)],
            ["mailing_id"],
            ["sent:sum", "open_rate:avg"],
        )
        self.assertEqual(
            {letter: (sent, rate) for letter, sent, rate in rows},
            {one: (10, 10.0), two: (30, 30.0)},
        )
        [(_step, rate)] = self.report._read_group(
            [("step_id", "=", self.first.id)], ["step_id"], ["open_rate:avg"]
        )
        self.assertAlmostEqual(rate, 25)
        league = self._rows(one | two)
        self.assertEqual(
            {row.mailing_id: row.open_rate for row in league}, {one: 10.0, two: 30.0}
        )

    def test_versions_are_told_apart(self):
        version = self.env["mailing.chain.version"].create(
            {"chain_id": self.chain.id, "number": 2}
        )
        step = self.first.copy({"version_id": version.id, "next_id": False})
        self._participate(step_id=step.id, version_id=version.id)
        self._participate(step_id=self.first.id)
        rows = self.report._read_group(
            [("chain_id", "=", self.chain.id)], ["version_id"], ["came:sum"]
        )
        self.assertEqual(rows, [(self.chain.draft_version_id, 1), (version, 1)])

    def test_steps_without_anybody_have_figures_too(self):
        figures = self.chain._get_step_figures()
        self.assertEqual(set(figures), set((self.first | self.second | self.wait).ids))
        self.assertFalse(any(figures[self.wait.id].values()))

    def test_who_may_not_see_the_report_sees_no_money(self):
        self._participate(step_id=self.first.id)
        seen = self.chain.with_user(self.anna)._get_step_figures()
        self.assertEqual(seen[self.first.id]["came"], 1)
        self.assertNotIn("revenue", seen[self.first.id])
        self.assertIn(
            "revenue",
            self.chain.with_user(self.lena)._get_step_figures()[self.first.id],
        )

    def test_queries_do_not_grow(self):
        def count():
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            self.chain._get_step_figures()
            return self.env.cr.sql_log_count - before

        count()
        few = count()
        step = self.wait
        for _number in range(6):
            step = self._add_step("wait", after=step)
            self._participate(step_id=step.id)
        self.assertEqual(count(), few)

    def test_rows_can_be_read_and_keep_their_numbers(self):
        for delta in range(3):
            participant = self._participate(step_id=self.second.id)
            letter = self.letters[self.first][delta % 2]
            self._log(participant, self.first, letter, MONDAY + timedelta(days=delta))
        domain = [("chain_id", "=", self.chain.id)]
        rows = self.report.search(domain)
        self.assertEqual(len(set(rows.ids)), len(rows))
        self.assertEqual(rows.mapped("step_id.name"), ["First", "Second"])
        self.assertEqual(sum(rows.mapped("came")), 6)
        self.assertEqual(self.report.search(domain), rows)

    def test_other_company(self):
        self._participate(step_id=self.first.id)
        company = self.env["res.company"].create({"name": "Other"})
        self.max.company_ids |= company
        seen = self.report.with_user(self.max)
        domain = [("chain_id", "=", self.chain.id)]
        self.assertTrue(seen.search(domain))
        seen = seen.with_context(allowed_company_ids=company.ids)
        self.assertFalse(seen.search(domain))
