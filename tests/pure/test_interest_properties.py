"""What has to hold of interest whatever clients do, and of machines whatever they click."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

ages = st.floats(min_value=0, max_value=3000)
events = st.lists(
    st.tuples(st.sampled_from(["open", "click", "reply", "ignored"]), ages), max_size=30
)
half_lives = st.floats(min_value=1, max_value=1000)


@given(done=events, half_life=half_lives)
def test_it_is_bounded(mailing_tools, done, half_life):
    interest = mailing_tools["interest"].weigh(done, half_life)
    assert -1 < interest.score < 1
    assert interest.evidence >= 0
    assert interest.verdict in ("interested", "indifferent", "unknown")


@given(
    done=events,
    kind=st.sampled_from(["open", "click", "reply"]),
    age=ages,
    half_life=half_lives,
)
def test_reading_never_lowers_it_and_ignoring_never_raises_it(
    mailing_tools, done, kind, age, half_life
):
    weigh = mailing_tools["interest"].weigh
    before = weigh(done, half_life).score
    assert weigh([*done, (kind, age)], half_life).score >= before - 1e-12
    assert weigh([*done, ("ignored", age)], half_life).score <= before + 1e-12


@given(done=events, days=ages, half_life=half_lives)
def test_fading_is_the_same_as_everything_being_older(
    mailing_tools, done, days, half_life
):
    tool = mailing_tools["interest"]
    faded = tool.fade(tool.weigh(done, half_life), days, half_life)
    older = tool.weigh([(kind, age + days) for kind, age in done], half_life)
    assert faded.liking == pytest.approx(older.liking, abs=1e-9)
    assert faded.ignoring == pytest.approx(older.ignoring, abs=1e-9)


@given(done=events, days=st.floats(min_value=0, max_value=3000), half_life=half_lives)
def test_it_fades_towards_unknown_and_never_turns(mailing_tools, done, days, half_life):
    tool = mailing_tools["interest"]
    interest = tool.weigh(done, half_life)
    faded = tool.fade(interest, days, half_life)
    assert abs(faded.score) <= abs(interest.score) + 1e-12
    assert faded.score * interest.score >= 0
    assert tool.fade(interest, half_life * 60, half_life).verdict == "unknown"


@given(done=events, half_life=half_lives, seed=st.randoms())
def test_order_does_not_matter(mailing_tools, done, half_life, seed):
    weigh = mailing_tools["interest"].weigh
    mixed = list(done)
    seed.shuffle(mixed)
    assert weigh(mixed, half_life).score == pytest.approx(weigh(done, half_life).score)


def test_a_half_life_of_nothing_is_refused(mailing_tools):
    for days in (0, -1):
        with pytest.raises(ValueError, match="half-life"):
            mailing_tools["interest"].weigh([], days)


clicks = st.lists(
    st.tuples(st.floats(min_value=0, max_value=60), st.sampled_from("abc")), max_size=12
)


@given(made=clicks)
def test_scans_are_clicks_close_to_one_on_another_link(mailing_tools, made):
    tool = mailing_tools["machine_read"]
    keyed = [(key, second, link) for key, (second, link) in enumerate(made)]
    expected = {
        key
        for key, second, link in keyed
        for _other, moment, address in keyed
        if address != link and abs(second - moment) <= tool.SCAN
    }
    assert tool.find_scanned(keyed) == expected


@pytest.mark.parametrize("kind", ["open", "click"])
def test_a_slow_reader_with_a_browser_is_a_person(mailing_tools, kind):
    tool = mailing_tools["machine_read"]
    visit = tool.Visit(agent="Mozilla/5.0 (Macintosh) Safari/605", age=3600)
    assert not tool.get_machine(kind, visit)
