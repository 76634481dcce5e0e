"""What has to hold of a funnel whatever ways deals went."""

from math import isclose, prod

from hypothesis import given
from hypothesis import strategies as st

STAGES = 5
ways = st.lists(
    st.tuples(
        st.integers(min_value=0, max_value=STAGES - 1),
        st.sampled_from(["lost", "open", "won"]),
    ),
    max_size=60,
)


def _count(module, deals):
    """Return the counts of deals that got as far as a stage and ended somehow."""
    return [
        module.Count(
            sum(furthest >= stage for furthest, _end in deals),
            sum(furthest > stage for furthest, _end in deals),
            *(deals.count((stage, end)) for end in ("lost", "open", "won")),
        )
        for stage in range(STAGES)
    ]


@given(ways)
def test_parts_add_up_and_nothing_rises(tools, deals):
    module = tools["funnel"]
    counts = _count(module, deals)
    for count in counts:
        assert count.reached == count.passed + count.lost + count.open + count.won
    reached = [count.reached for count in counts]
    assert reached == sorted(reached, reverse=True)
    ends = sum(count.lost + count.open + count.won for count in counts)
    assert ends == len(deals)


@given(ways)
def test_shares_are_shares_of_what_came_in(tools, deals):
    module = tools["funnel"]
    counts = _count(module, deals)
    steps = module.get_steps(counts)
    rate = module.get_rate(counts)
    if not deals:
        assert rate is None and all(step.overall is None for step in steps)
        return
    overall = [step.overall for step in steps]
    assert overall[0] == 1 and overall == sorted(overall, reverse=True)
    assert isclose(rate, sum(end == "won" for _stage, end in deals) / len(deals))
    for index, step in enumerate(steps[1:], 1):
        before = [one.conversion for one in steps[:index]]
        # Where a step has no conversion nothing was decided: nobody got any further.
        if None in before:
            assert step.count.reached == 0
        else:
            assert isclose(step.overall, prod(before))


@given(ways, st.integers(min_value=1, max_value=20))
def test_weakest_step_loses_the_largest_share(tools, deals, least):
    module = tools["funnel"]
    steps = module.get_steps(_count(module, deals))
    weakest = module.find_weakest(steps, least)
    losses = {
        index: step.count.lost / (step.count.lost + step.count.passed)
        for index, step in enumerate(steps)
        if step.count.lost and step.count.lost + step.count.passed >= least
    }
    if weakest is None:
        assert not losses
    else:
        assert losses[weakest] == max(losses.values())
