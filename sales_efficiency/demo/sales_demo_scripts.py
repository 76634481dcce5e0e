from datetime import timedelta

from odoo import models

from ..tools.script_file import complete
from ..tools.script_flow import find_way, share_followed
from .rhythm import WORKERS
from .scripts import DISCIPLINE, HABITS, SCRIPTS, WORDS

STAGES = ("crm.stage_lead1", "crm.stage_lead2", "crm.stage_lead3", "crm.stage_lead4")
#: After so many days of the three weeks a deal took, it left the stages.
DAYS_LEFT = (2, 9, 21)
#: Scripts were published so many days ago.
PUBLISHED = 120


class SalesDemo(models.AbstractModel):
    _inherit = "sales.demo"

    def _make_scripts(self, rng):
        """Write scripts, and let past deals have gone through the stages with them."""
        scripts = self.env["sales.script"]._create_from_file(
            [complete(script) for script in SCRIPTS]
        )
        scripts.action_publish()
        start = self._get_now() - timedelta(days=PUBLISHED)
        scripts.version_ids.write({"date": self._to_utc(start)})
        deals = self._get_closed_deals()
        self._log_stages(deals)
        runs, answers = [], []
        for deal in deals:
            self._go_through(deal, rng, runs, answers)
        self._keep_runs(runs, answers)
        self._begin_scripts(rng)

    def _keep_runs(self, runs, answers):
        records = self.env["sales.script.run"].create(runs)
        self.env["sales.script.answer"].create(
            [
                answer | {"run_id": run.id, "user_id": run.user_id.id}
                for run, noted in zip(records, answers, strict=True)
                for answer in noted
            ]
        )

    def _get_closed_deals(self):
        """Return the won and lost deals that began when there were scripts."""
        start = self._get_now() - timedelta(days=PUBLISHED)
        return (
            self.env["crm.lead"]
            .with_context(active_test=False)
            .search(
                [
                    ("type", "=", "opportunity"),
                    ("won_status", "in", ("won", "lost")),
                    ("create_date", ">=", self._to_utc(start)),
                    ("user_id", "in", [self._get_user(w).id for w in WORKERS]),
                ],
                order="id",
            )
        )

    def _get_stays(self, deal):
        """Return the stages a deal was in, with the moment it left each."""
        stages = [self.env.ref(name) for name in STAGES]
        last = 2 if deal.won_status == "won" else stages.index(deal.stage_id)
        return [
            (stage, deal.create_date + timedelta(days=days))
            for stage, days in zip(stages[: last + 1], DAYS_LEFT, strict=False)
        ]

    def _log_stages(self, deals):
        """Let the log tell what the deals went through."""
        self.env["sales.stage.move"].create(
            [move for deal in deals for move in self._prepare_moves(deal)]
        )

    def _prepare_moves(self, deal):
        stays = self._get_stays(deal)
        entered = deal.create_date
        moves = []
        for place, (stage, left) in enumerate(stays):
            is_last = place == len(stays) - 1
            lost = is_last and deal.won_status == "lost"
            following = stage if lost else self.env.ref(STAGES[place + 1])
            left = deal.date_closed if is_last else left
            moves.append(
                {
                    "lead_id": deal.id,
                    "stage_id": stage.id,
                    "next_stage_id": following.id,
                    "won_status": "pending",
                    "next_won_status": deal.won_status if is_last else "pending",
                    "kind": deal.won_status if is_last else "forward",
                    "entered_at": entered,
                    "date": left,
                    "seconds": int((left - entered).total_seconds()),
                    "user_id": deal.user_id.id,
                    "team_id": deal.team_id.id,
                    "company_id": self.env.company.id,
                    "expected_revenue": deal.expected_revenue,
                    "changed_by_id": deal.user_id.id,
                }
            )
            entered = left
        return moves

    def _go_through(self, deal, rng, runs, answers):
        """Add the runs of a deal, as many as its salesperson cared to open."""
        slug = deal.user_id.login
        opens, finishes = DISCIPLINE[slug]
        for stage, left in self._get_stays(deal):
            if rng.random() > opens:
                continue
            there = deal.new({"stage_id": stage.id}, origin=deal)
            script, why = self.env["sales.script"]._choose(there)
            steps = script.version_id._get_steps()
            is_done = rng.random() < finishes
            given = self._answer_steps(deal, steps, is_done, rng)
            moment = left - timedelta(hours=rng.randint(3, 40))
            runs.append(
                {
                    "lead_id": deal.id,
                    "version_id": script.version_id.id,
                    "stage_id": stage.id,
                    "user_id": deal.user_id.id,
                    "team_id": deal.team_id.id,
                    "company_id": self.env.company.id,
                    "date_start": moment,
                    "date_end": moment + timedelta(minutes=rng.randint(4, 15)),
                    "state": "done" if is_done else "left",
                    "is_current": False,
                    "why": why,
                    "share_followed": share_followed(steps, _as_flow(given)),
                }
            )
            answers.append([answer | {"date": moment} for answer in given.values()])

    def _answer_steps(self, deal, steps, is_done, rng):
        """Return ``{step key: values}`` of the answers that a client gave."""
        by_key = {step["key"]: step for step in steps}
        given = {}
        last = len(steps) if is_done else rng.randint(1, 3)
        while len(given) < last:
            key = find_way(steps, _as_flow(given)).current
            if not key:
                break
            given[key] = self._answer_step(deal, by_key[key], rng)
        return given

    def _answer_step(self, deal, step, rng):
        values = {
            "step_key": step["key"],
            "step_name": step["name"],
            "kind": step["kind"],
        }
        if step["options"]:
            side = 0 if deal.won_status == "won" else 1
            weights = [HABITS.get(one["name"], (2, 2))[side] for one in step["options"]]
            option = rng.choices(step["options"], weights)[0]
            return values | {
                "option_key": option["key"],
                "option_name": option["name"],
                "value": option["name"],
            }
        texts = {
            "check": self.env._("Yes"),
            "ask": rng.choice(WORDS),
        }
        if step["field"] == "expected_revenue":
            texts["ask"] = str(round(deal.expected_revenue))
        elif step["field"] == "date_deadline":
            texts["ask"] = str(deal.date_closed.date() + timedelta(days=14))
        return values | {"value": texts.get(step["kind"], False)}

    def _begin_scripts(self, rng):
        """Let some open deals be in the middle of their script."""
        deals = self.env["crm.lead"].search(
            [
                ("type", "=", "opportunity"),
                ("won_status", "=", "pending"),
                ("user_id", "in", [self._get_user(worker).id for worker in WORKERS]),
                ("partner_id", "!=", False),
            ],
            order="id",
        )
        for deal in rng.sample(deals, k=len(deals) // 3):
            own = deal.with_user(deal.user_id)
            for _step in range(rng.randint(1, 2)):
                payload = own.get_sales_script()
                step = next(
                    s for s in payload["steps"] if s["key"] == payload["current"]
                )
                options = step["options"]
                own.answer_sales_script(
                    step["key"],
                    {"option": rng.choice(options)["key"]} if options else {},
                )


def _as_flow(given):
    """Return answers as ``tools/script_flow.py`` takes them."""
    return {
        key: {"option": values.get("option_key"), "value": values["value"]}
        for key, values in given.items()
    }
