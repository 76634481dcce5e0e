import random
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from odoo import Command

from ..missed.common import MissedCommon

AUGUST = (date(2017, 8, 1), date(2017, 8, 31))
#: When the old client ordered for the first time.
ORDERED = datetime(2017, 8, 10, 9)


class FactCommon(MissedCommon):
    """Figures of calls, as every screen gets them."""

    @classmethod
    def _metric(cls, code):
        return cls.env.ref(f"sales_efficiency_telephony.sales_metric_{code}")

    @classmethod
    def _totals(cls, code, groupby=("user_id",), domain=(), days=AUGUST):
        metric = cls._metric(code)
        return cls.env["sales.fact"]._get_totals(metric, *days, groupby, list(domain))[
            metric
        ]

    @classmethod
    def _total(cls, code, user=None, **kwargs):
        return cls._totals(code, **kwargs).get(((user or cls.anna).id,), 0)


class RandomCalls(FactCommon):
    """Three hundred calls in two companies, at the edges of days, by a fixed seed.

    The company works in Brussels, its southern team in New York, the other company in
    Tokyo. Carl's account is archived, his calls remain.
    """

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        calendar = cls.company.resource_calendar_id.copy(
            {"name": "New York", "tz": "America/New_York"}
        )
        cls.south.sales_calendar_id = calendar
        cls.other = cls.env["res.company"].create({"name": "Other"})
        cls.other.resource_calendar_id.tz = "Asia/Tokyo"
        cls.env.user.company_ids |= cls.other
        cls.env = cls.env(
            context=dict(
                cls.env.context, allowed_company_ids=[cls.company.id, cls.other.id]
            )
        )
        cls.calls = cls.env["pbx.call"]
        cls.other_provider = cls._create_provider(cls.other)
        cls._create_order(cls.anna, 100, str(ORDERED), cls.client)
        cls.rows = cls._make_rows(random.Random(2017))
        cls._create_calls()
        cls.carl.active = False

    @classmethod
    def _make_rows(cls, dice):
        people = [cls.anna, cls.boris, cls.carl]
        teams = {cls.anna: cls.north, cls.boris: cls.north, cls.carl: cls.south}
        rows = []
        for number in range(300):
            at = datetime(2017, 7, 31) + timedelta(seconds=dice.randrange(32 * 86400))
            if dice.random() < 0.3:
                # Around midnight where one of them works.
                hour = dice.choice((22, 4, 15))
                at = at.replace(hour=hour, minute=0, second=0)
                at += timedelta(seconds=dice.choice((-1, 0, 1)))
            direction = dice.choice(("in", "in", "out", "internal"))
            talkers = dice.sample(people, dice.choice((0, 1, 1, 2)))
            state = "answered"
            if not talkers:
                state = dice.choice(
                    ("missed", "abandoned", "voicemail")
                    if direction == "in"
                    else ("not_reached", "busy", "failed")
                )
            user = talkers[-1] if talkers else dice.choice([*people, None])
            dialler = dice.choice(people)
            rows.append(
                {
                    "number": number,
                    "at": at,
                    "direction": direction,
                    "state": state,
                    "talks": [
                        (
                            one,
                            at + timedelta(seconds=9 + 40 * index),
                            dice.randrange(1, 999),
                        )
                        for index, one in enumerate(talkers)
                    ],
                    "dialler": dialler if direction == "out" else None,
                    "user": user,
                    "team": teams.get(user),
                    "teams": teams,
                    "ring": dice.randrange(30),
                    "partner": dice.choice([cls.client, cls.prospect, None]),
                    "is_other": dice.random() < 0.25,
                }
            )
        return rows

    @classmethod
    def _create_calls(cls):
        cls.logged = cls.calls.create([cls._prepare_call(row) for row in cls.rows])

    @classmethod
    def _prepare_call(cls, row):
        provider = cls.other_provider if row["is_other"] else cls.provider
        company = provider.company_id
        legs = []
        if row["dialler"]:
            legs.append((row["dialler"], row["at"], None, "caller"))
        legs += [(*talk, "talked") for talk in row["talks"]]
        return {
            "provider_id": provider.id,
            "company_id": company.id,
            "call_uid": f"random-{row['number']}",
            "direction": row["direction"],
            "state": row["state"],
            "started_at": row["at"],
            "ring_seconds": row["ring"],
            "talk_seconds": sum(talk[2] for talk in row["talks"]),
            "user_id": row["user"] and row["user"].id,
            "team_id": row["team"] and row["team"].id,
            "partner_id": row["partner"] and row["partner"].id,
            "leg_ids": [
                Command.create(
                    {
                        "company_id": company.id,
                        "leg_uid": f"leg-{index}",
                        "user_id": user.id,
                        "team_id": row["teams"][user].id,
                        "outcome": outcome,
                        "rang_at": moment,
                        "answered_at": moment if seconds else False,
                        "talk_seconds": seconds or 0,
                    }
                )
                for index, (user, moment, seconds, outcome) in enumerate(legs)
            ],
        }

    @classmethod
    def _local(cls, row, moment, team):
        """Return a moment on the clock of the team, by Python's own zones."""
        zone = "Asia/Tokyo" if row["is_other"] else "Europe/Brussels"
        if team == cls.south:
            zone = "America/New_York"
        return moment.replace(tzinfo=ZoneInfo("UTC")).astimezone(ZoneInfo(zone))
