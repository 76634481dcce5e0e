"""Winners and words have to be told apart from noise, whatever is looked at."""

import math
import random
import unicodedata
from itertools import accumulate
from statistics import mean

import pytest
from hypothesis import given
from hypothesis import strategies as st

counts = st.integers(1, 400).flatmap(
    lambda letters: st.tuples(st.just(letters), st.integers(0, letters))
)
blocks = st.lists(st.tuples(counts, counts), max_size=6)


def _toss(dice, letters, rate):
    return letters, sum(dice.random() < rate for _letter in range(letters))


# ------------------------------------------------------------
# SEQUENTIAL TEST
# ------------------------------------------------------------


def _runs_to_winner(module, dice, rates, looks, letters):
    """Return at which look a run of the test told two variants apart, None if never."""
    enough = math.log(1 / module.ALPHA)
    logs = []
    for look in range(1, looks + 1):
        logs = module.grow(
            logs,
            tuple(_toss(dice, n, rate) for n, rate in zip(letters, rates, strict=True)),
        )
        if max(logs) >= enough and module.sum_up(logs) >= enough:
            return look
    return None


@pytest.mark.parametrize(("rate", "letters"), [(0.25, (40, 40)), (0.03, (15, 60))])
def test_equal_variants_stay_equal_however_often_they_are_looked_at(
    mailing_tools, rate, letters
):
    module = mailing_tools["sequential_test"]
    dice = random.Random(20)
    found = sum(
        bool(_runs_to_winner(module, dice, (rate, rate), 25, letters))
        for _run in range(2000)
    )
    assert found / 2000 <= module.ALPHA


def test_an_ordinary_test_would_not(mailing_tools):
    """The same runs, looked at with the test of two proportions: what is avoided."""
    dice = random.Random(20)
    wrong = 0
    for _run in range(500):
        pairs = accumulate(
            (
                (_toss(dice, 40, 0.25)[1], _toss(dice, 40, 0.25)[1])
                for _look in range(25)
            ),
            lambda total, more: (total[0] + more[0], total[1] + more[1]),
        )
        for look, (one, two) in enumerate(pairs, 1):
            n = 40 * look
            common = (one + two) / 2 / n
            spread = math.sqrt(2 * common * (1 - common) / n)
            if spread and abs(one - two) / n > 1.96 * spread:
                wrong += 1
                break
    assert wrong / 500 > 0.15


def test_ten_points_are_found(mailing_tools):
    module = mailing_tools["sequential_test"]
    dice = random.Random(7)
    looks = [
        _runs_to_winner(module, dice, (0.3, 0.4), 60, (50, 50)) for _run in range(200)
    ]
    assert looks.count(None) == 0
    # In letters of both; a test that is looked at once needs some 950 for the same.
    assert 600 < mean(looks) * 100 < 2000


@given(blocks=blocks)
def test_expected_evidence_of_equal_variants_is_at_most_one(mailing_tools, blocks):
    """Counted out over all that can happen in one more block of two letters each."""
    module = mailing_tools["sequential_test"]
    before = module.get_evidence(blocks)
    for rate in (0.02, 0.3, 0.5, 0.9):
        expected = sum(
            math.comb(2, one)
            * math.comb(2, two)
            * rate ** (one + two)
            * (1 - rate) ** (4 - one - two)
            * module.get_evidence([*blocks, ((2, one), (2, two))])
            for one in range(3)
            for two in range(3)
        )
        assert expected <= before * (1 + 1e-9)


@given(blocks=blocks)
def test_evidence_does_not_know_which_variant_is_first(mailing_tools, blocks):
    module = mailing_tools["sequential_test"]
    turned = [(two, one) for one, two in blocks]
    assert math.isclose(
        module.get_evidence(blocks), module.get_evidence(turned), rel_tol=1e-6
    )


@given(blocks=blocks)
def test_evidence_is_the_mean_of_likelihood_ratios(mailing_tools, blocks):
    """The formula of the module's docstring, multiplied out letter by letter."""
    module = mailing_tools["sequential_test"]
    ratios = []
    for rate in module.RATES:
        for difference in module.DIFFERENCES:
            a, b = (
                1 / (1 + math.exp(-(rate + side * difference / 2))) for side in (-1, 1)
            )
            ratio = 0.0
            for (na, ya), (nb, yb) in blocks:
                c = (na * a + nb * b) / (na + nb)
                ratio += ya * math.log(a / c) + (na - ya) * math.log((1 - a) / (1 - c))
                ratio += yb * math.log(b / c) + (nb - yb) * math.log((1 - b) / (1 - c))
            ratios.append(math.exp(min(ratio, 700)))
    assert math.isclose(module.get_evidence(blocks), mean(ratios), rel_tol=1e-6)


@given(
    days=st.lists(
        st.dictionaries(st.sampled_from("abc"), counts, max_size=3), max_size=5
    )
)
def test_a_winner_is_ahead_of_all(mailing_tools, days):
    verdict = mailing_tools["sequential_test"].judge(days)
    assert 0 <= verdict.certainty <= 100
    assert verdict.name in ("winner", "open")
    if verdict.leader:
        rates = {}
        for variant in "abc":
            total = [day[variant] for day in days if variant in day]
            if total:
                rates[variant] = sum(y for _n, y in total) / sum(n for n, _y in total)
        assert all(
            rates[verdict.leader] > rate
            for variant, rate in rates.items()
            if variant != verdict.leader
        )
    if verdict.name == "winner":
        assert verdict.certainty >= 95
        assert verdict.more is None


def test_so_many_letters_are_enough_as_it_says(mailing_tools):
    module = mailing_tools["sequential_test"]
    first = {"a": (200, 60), "b": (200, 80)}
    more = module.judge([first]).more
    half = more // 2
    then = {"a": (half, half * 0.3), "b": (half, half * 0.4)}
    assert module.judge([first, then]).name == "winner"
    less = {"a": (half * 0.8, half * 0.24), "b": (half * 0.8, half * 0.32)}
    assert module.judge([first, less]).name == "open"


# ------------------------------------------------------------
# WORDS AND WHAT GOES WITH THEM
# ------------------------------------------------------------


def _wilson(cases, total, z):
    """The bounds as roots of (share - x)² = z² x (1 - x) / n."""
    share = cases / total
    a, b, c = 1 + z * z / total, -(2 * share + z * z / total), share * share
    root = math.sqrt(max(0.0, b * b - 4 * a * c))
    return (-b - root) / 2 / a, (-b + root) / 2 / a


def test_no_word_shines_where_mailings_differ_by_chance(mailing_tools):
    """Forty words strewn over mailings whose rates differ for reasons of their own."""
    module = mailing_tools["confidence"]
    dice = random.Random(3)
    wrong = 0
    for _world in range(150):
        mailings = [
            (400, round(400 * min(0.9, max(0.02, dice.gauss(0.25, 0.1)))))
            for _mailing in range(60)
        ]
        total = module.gather(mailings)
        shining = 0
        for _word in range(40):
            chosen = module.gather(dice.sample(mailings, dice.randrange(5, 30)))
            verdict = module.compare(chosen, total - chosen, _wilson, looks=40)
            shining += verdict.name != "unknown"
        wrong += bool(shining)
    assert wrong / 150 <= 0.08


def test_a_word_that_goes_with_opens_is_found(mailing_tools):
    module = mailing_tools["confidence"]
    dice = random.Random(4)

    def draw(rate):
        return (400, round(400 * dice.gauss(rate, 0.05)))

    with_word = module.gather(draw(0.35) for _mailing in range(20))
    rest = module.gather(draw(0.25) for _mailing in range(60))
    verdict = module.compare(with_word, rest, _wilson, looks=100)
    assert verdict.name == "more"
    assert 0 < verdict.low < 0.1 < verdict.high


@given(mailings=st.lists(counts, min_size=1, max_size=12), cut=st.integers(0, 12))
def test_sums_of_the_rest_are_what_is_left(mailing_tools, mailings, cut):
    module = mailing_tools["confidence"]
    one, rest = module.gather(mailings[:cut]), module.gather(mailings[cut:])
    assert module.gather(mailings) - one == rest
    assert 0 < module.get_effective(one + rest) <= sum(n for n, _y in mailings)
    verdict = module.compare(one, rest, _wilson)
    assert verdict.low <= verdict.difference <= verdict.high


@given(text=st.text(max_size=80))
def test_subjects_of_any_signs_can_be_read(mailing_tools, text):
    module = mailing_tools["subject_words"]
    subject = module.read(text)
    assert len(set(subject.words)) == len(subject.words)
    assert subject.traits <= set(module.TRAITS)
    assert 0 <= subject.length <= len(unicodedata.normalize("NFC", text))
    for word in subject.words:
        assert word.strip() == word
        assert not any(character.isdecimal() for character in word)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Скидка 20% — только сегодня!", ("скидка", "только", "сегодня")),
        ("Straße & Cafe\u0301", ("strasse", "café")),
        ("'quoted' don’t", ("quoted", "don't")),
        ("re: a b cd", ("re", "cd")),
    ],
)
def test_words(mailing_tools, text, words):
    assert mailing_tools["subject_words"].read(text).words == words
