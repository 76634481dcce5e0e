"""What holds of drawn calls, scores and agreement whatever the numbers are."""

from collections import Counter
from fractions import Fraction
from hashlib import sha256
from importlib import import_module
from itertools import combinations
from math import isclose

import pytest
from hypothesis import given
from hypothesis import strategies as st

#: Loaded by path, see ``conftest.py``.
TOOLS = "sales_efficiency_telephony_tools"
STAGES, DIRECTIONS, OUTCOMES = (
    ("first", "talk", "offer"),
    ("in", "out"),
    (1, 2, 3, None),
)
traits = st.tuples(*map(st.sampled_from, (STAGES, DIRECTIONS, OUTCOMES)))


@pytest.fixture(scope="module")
def listening():
    return import_module(f"{TOOLS}.listening")


@pytest.fixture(scope="module")
def scores():
    return import_module(f"{TOOLS}.score")


@pytest.fixture(scope="module")
def agreements():
    return import_module(f"{TOOLS}.agreement")


# -----------------------------------------------------------------------------
# The draw
# -----------------------------------------------------------------------------


def _pool(listening, kinds):
    return [listening.Candidate(100 + index, kind) for index, kind in enumerate(kinds)]


def _spread_chi_square(counts, expected):
    return sum((count - expected) ** 2 / expected for count in counts)


def test_every_call_of_a_kind_has_the_same_chance(listening):
    """Over 3,000 days no call of 30 is drawn more or less often than chance allows.

    99.9 % of such tables have a chi-square below 58.3 (29 degrees of freedom).
    """
    pool = _pool(listening, [("talk", "in", 1)] * 30)
    drawn = Counter(
        pick.call
        for day in range(3000)
        for pick in listening.draw(listening.make_seed(day, 7, "salt"), pool, 2)
    )
    assert sum(drawn.values()) == 6000
    counts = [drawn[one.call] for one in pool]
    assert _spread_chi_square(counts, expected=200) < 58.3


def test_chances_do_not_depend_on_the_size_of_the_kind(listening):
    """Where all is new, the first of two calls is any; the second is of the other kind."""
    pool = _pool(listening, [("talk", "in", 1)] * 27 + [("offer", "out", 2)] * 3)
    rare = {one.call for one in pool[27:]}
    first, both = 0, 0
    for day in range(2000):
        picks = listening.draw(listening.make_seed(day, 7, "salt"), pool, 2)
        first += picks[0].call in rare
        both += len(rare & {pick.call for pick in picks}) == 1
    # Three standard deviations of a share of one tenth.
    assert abs(first / 2000 - 0.1) < 3 * (0.1 * 0.9 / 2000) ** 0.5
    assert both == 2000


def test_people_and_days_are_drawn_apart(listening):
    pool = _pool(listening, [("talk", "in", 1)] * 200)
    draws = {
        tuple(pick.call for pick in listening.draw(seed, pool, 2))
        for seed in (
            listening.make_seed(day, user, salt)
            for day in range(5)
            for user in range(5)
            for salt in ("one", "other")
        )
    }
    assert len(draws) > 45


@given(st.lists(traits, max_size=25), st.lists(traits, max_size=10), st.randoms())
def test_the_same_draw_again(listening, kinds, heard, chance):
    pool = _pool(listening, kinds)
    picks = listening.draw("seed", pool, 3, heard)
    chance.shuffle(pool)
    chance.shuffle(heard)
    assert listening.draw("seed", pool, 3, heard) == picks
    assert len({pick.call for pick in picks}) == len(picks) == min(3, len(pool))


@given(st.lists(traits, min_size=1, max_size=25), st.lists(traits, max_size=10))
def test_the_first_call_is_the_one_heard_of_least(listening, kinds, heard):
    """Worked out the long way round."""
    pool = _pool(listening, kinds)
    (pick,) = listening.draw("seed", pool, 1, heard)

    def load(candidate):
        return sum(
            value == known[place]
            for place, value in enumerate(candidate.traits)
            for known in heard
        )

    least = min(map(load, pool))
    digests = {
        sha256(f"seed/{one.call}".encode()).hexdigest(): one
        for one in pool
        if load(one) == least
    }
    assert pick.call == digests[min(digests)].call
    assert pick.load == least


def test_two_months_of_draws_are_spread(listening):
    """A salesperson whose calls are nearly all of one kind is heard in all of them."""
    kinds = [("first", "in", 1)] * 16 + [("talk", "out", 2), ("offer", "out", 3)] * 2
    heard = []
    for day in range(40):
        pool = [
            listening.Candidate(1000 * day + index, kind)
            for index, kind in enumerate(kinds)
        ]
        picks = listening.draw(listening.make_seed(day, 7, "salt"), pool, 2, heard)
        heard += [kinds[pick.call - 1000 * day] for pick in picks]
    stages = Counter(stage for stage, _direction, _outcome in heard)
    assert min(stages[stage] for stage in STAGES) >= 20


# -----------------------------------------------------------------------------
# Scores
# -----------------------------------------------------------------------------


@st.composite
def talks(draw):
    """Questions, and answers to some of them."""
    questions, answers = [], {}
    for index in range(draw(st.integers(1, 8))):
        key = f"q{index}"
        kind = draw(st.sampled_from(["range", "yes_no", "choice", "text"]))
        question = {
            "key": key,
            "kind": kind,
            "weight": draw(st.integers(0, 10)),
            "critical": kind != "text" and draw(st.booleans()),
            "points": draw(st.integers(1, 9)),
            "options": [
                {"key": f"o{share}", "share": share} for share in (0, 30, 50, 100)
            ],
        }
        questions.append(question)
        how = draw(st.sampled_from(["answer", "na", "open"]))
        if how == "na":
            answers[key] = {"na": True}
        elif how == "answer" and kind == "choice":
            answers[key] = {
                "option": draw(st.sampled_from(["o0", "o30", "o50", "o100"]))
            }
        elif how == "answer" and kind == "text":
            answers[key] = {"text": "Well"}
        elif how == "answer":
            highest = question["points"] if kind == "range" else 1
            answers[key] = {"points": draw(st.integers(0, highest))}
    return questions, answers


@given(talks())
def test_score_is_the_weighted_mean(scores, talk):
    questions, answers = talk
    got = scores.score(questions, answers)
    above, below, failed = 0.0, 0, False
    for question in questions:
        answer = answers.get(question["key"], {"na": True})
        if question["kind"] == "text" or answer.get("na"):
            continue
        if question["kind"] == "choice":
            share = int(answer["option"][1:]) / 100
        else:
            share = answer["points"] / (
                question["points"] if question["kind"] == "range" else 1
            )
        failed = failed or (question["critical"] and share == 0)
        above += share * question["weight"]
        below += question["weight"]
    if failed:
        assert got.percent == 0
    elif below:
        assert isclose(float(got.percent), 100 * above / below, abs_tol=1e-9)
    else:
        assert got.percent is None
    assert got.answered + len(got.open) == got.total


@given(talks(), st.data())
def test_not_applicable_is_as_if_it_were_not_asked(scores, talk, data):
    questions, answers = talk
    gone = data.draw(st.sampled_from(questions))["key"]
    without = [question for question in questions if question["key"] != gone]
    left = {key: answer for key, answer in answers.items() if key != gone}
    left_out = scores.score(questions, answers | {gone: {"na": True}})
    assert left_out.percent == scores.score(without, left).percent


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        ({"kind": "range", "points": 5}, {"points": 6}),
        ({"kind": "range", "points": 5}, {"points": -1}),
        ({"kind": "range", "points": 5}, {"points": 2.5}),
        ({"kind": "range", "points": 5}, {"points": True}),
        ({"kind": "range", "points": 5}, {"points": "4"}),
        ({"kind": "range", "points": 5}, {}),
        ({"kind": "yes_no"}, {"points": 2}),
        ({"kind": "choice", "options": []}, {"option": "o1"}),
    ],
)
def test_what_is_no_answer_is_refused(scores, question, answer):
    with pytest.raises(ValueError, match="points|option"):
        scores.get_share({"key": "a"} | question, answer)


# -----------------------------------------------------------------------------
# Agreement
# -----------------------------------------------------------------------------

marks = st.dictionaries(
    st.sampled_from("abcd"),
    st.none() | st.integers(0, 5).map(lambda points: Fraction(points, 5)),
)


@given(st.lists(marks, max_size=4))
def test_agreement_pair_by_pair(agreements, reviews):
    got = agreements.agreement(reviews)
    same, gaps, count = 0, [], 0
    for one, other in combinations(reviews, 2):
        for key in "abcd":
            if key in one and key in other:
                count += 1
                same += one[key] == other[key]
                if None not in (one[key], other[key]):
                    gaps.append(abs(float(one[key] - other[key])))
    if not count:
        assert got is None
        return
    assert isclose(got.share, 100 * same / count, abs_tol=0.051)
    if gaps:
        assert isclose(got.gap, 100 * sum(gaps) / len(gaps), abs_tol=0.051)
    else:
        assert got.gap is None


@given(marks, st.integers(2, 4))
def test_who_says_the_same_agrees(agreements, review, people):
    got = agreements.agreement([review] * people)
    if not review:
        assert got is None
    else:
        assert (got.share, got.gap or 0) == (100, 0)
