"""What has to hold however efficiency changes, not just for the examples."""

from math import isclose, log

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

#: Money comes in cents.
amounts = st.integers(0, 10**11).map(lambda cents: cents / 100) | st.just(0.0)
counts = st.integers(min_value=0, max_value=10_000)
people = st.floats(min_value=0.05, max_value=500) | st.just(0.0)
positive = st.floats(min_value=0.1, max_value=1e6)
losses = st.integers(-(10**8), 10**11).map(lambda cents: cents / 100)


def _work(tools, numbers):
    return tools["efficiency"].Work(*numbers)


@given(
    before=st.tuples(people, counts, losses | amounts),
    after=st.tuples(people, counts, losses | amounts),
)
def test_parts_add_up_to_the_change(tools, before, after):
    before, after = _work(tools, before), _work(tools, after)
    split = tools["efficiency"].split_change(before, after)
    size = max(abs(part) for part in (*split.parts, before.value, after.value))
    assert abs(sum(split.parts) - split.change) <= 1e-9 * size
    assert split.change == after.value - before.value


@given(
    before=st.tuples(people, counts, losses), after=st.tuples(people, counts, losses)
)
def test_points_add_up_to_the_percent_shown(tools, before, after):
    split = tools["efficiency"].split_change(_work(tools, before), _work(tools, after))
    if split.points is not None:
        assert sum(split.points) == round(split.percent)


@given(
    before=st.tuples(positive, positive, positive),
    after=st.tuples(positive, positive, positive),
)
def test_split_is_the_log_mean_of_each_factor(tools, before, after):
    """An independent computation of the same, factor by factor."""
    before, after = _work(tools, before), _work(tools, after)
    change = after.value - before.value
    assume(abs(change) > 1e-6 * before.value)
    mean = change / log(after.value / before.value)
    ratios = (
        after.people / before.people,
        after.meetings_each / before.meetings_each,
        after.result / before.result,
    )
    split = tools["efficiency"].split_change(before, after)
    for part, ratio in zip(split.parts, ratios, strict=True):
        assert isclose(part, mean * log(ratio), rel_tol=1e-6, abs_tol=1e-6 * mean)


@given(
    before=st.tuples(positive, positive, positive),
    after=st.tuples(positive, positive, positive),
)
def test_back_again_is_the_opposite(tools, before, after):
    before, after = _work(tools, before), _work(tools, after)
    split = tools["efficiency"].split_change
    size = max(before.value, after.value)
    ratio = log(max(before.value, after.value) / min(before.value, after.value))
    for there, back in zip(
        split(before, after).parts, split(after, before).parts, strict=True
    ):
        assert abs(there + back) <= 1e-6 * size * (1 + ratio)


@given(numbers=st.tuples(positive, positive, positive), factor=st.sampled_from([0, 1]))
def test_a_factor_that_becomes_zero_is_the_limit_of_small_ones(tools, numbers, factor):
    """What the rule says of nothing is what nearly nothing comes to."""
    split = tools["efficiency"].split_change
    before = _work(tools, numbers)
    gone = [0.0, 0.0, 0.0] if factor == 0 else [numbers[0], 0.0, 0.0]
    parts = split(before, _work(tools, gone)).parts
    tiny = 1e-280
    kept = (tiny if factor == 0 else 1.0, tiny, tiny)
    near = split(
        before,
        _work(tools, [n * k for n, k in zip(numbers, kept, strict=True)]),
    ).parts
    assert parts == pytest.approx(near, abs=0.01 * before.value)


@given(
    missing=st.floats(min_value=0, max_value=1e7),
    own=st.tuples(*[st.integers(0, 500)] * 5),
    others=st.tuples(*[st.integers(0, 5000)] * 5),
    days=st.integers(min_value=0, max_value=23),
)
def test_backward_plan_brings_what_is_missing(tools, missing, own, others, days):
    """Done forward again at the same rates, the steps bring the missing money."""
    backward = tools["backward_plan"]
    mine = backward.Sums(zip(backward.STEPS, own, strict=True))
    team = backward.Sums(
        (name, mine[name] + other)
        for name, other in zip(backward.STEPS, others, strict=True)
    )
    plan = backward.plan_backward(missing, mine, team, days)
    brought_by_one = 1.0
    for step in plan.steps:
        if step.needed is None:
            assert step.reason
            continue
        brought_by_one *= step.rate
        assert step.needed * brought_by_one >= missing * (1 - 1e-6) - 1e-3
        assert (step.needed - 1) * brought_by_one <= missing * (1 + 1e-6)
        if step.own_whole:
            rates = sorted((step.team_rate, step.own_part / step.own_whole))
            assert rates[0] - 1e-9 <= step.rate <= rates[1] * (1 + 1e-9)
        if days:
            assert step.per_day * days >= step.needed - 1 - 1e-6
        else:
            assert step.per_day is None


@given(
    plans=st.lists(st.integers(0, 10**6), min_size=1, max_size=12),
    first=st.integers(0, 12),
    services=st.lists(st.integers(0, 40), max_size=30),
    productivity=st.integers(1000, 50_000),
    ramp=st.integers(0, 8),
    shape=st.sampled_from(["linear", "slow", "nothing"]),
    attrition=st.sampled_from([0.0, 0.1, 0.5]),
)
def test_so_many_hires_are_enough_and_one_less_is_not(
    tools, plans, first, services, productivity, ramp, shape, attrition
):
    headcount = tools["headcount"]
    setup = headcount.Setup(productivity, ramp, shape, 0.0, attrition)
    answer = headcount.count_heads(plans, first, services, setup)
    if answer.hires is None:
        return

    def bring(hires):
        total = 0.0
        for index in range(len(plans)):
            month = first + index
            for service in services:
                share = headcount.get_share(service + month, setup)
                total += share * (1 - attrition) ** (month / 12)
            if hires:
                total += hires * headcount.get_share(month - answer.start, setup)
        return total * productivity

    assert bring(answer.hires) >= sum(plans) - productivity * 1e-5
    if answer.hires:
        assert bring(answer.hires - 1) < sum(plans)
        later = [one.hires for one in answer.options if one.start > answer.start]
        assert all(hires > answer.hires for hires in later)
