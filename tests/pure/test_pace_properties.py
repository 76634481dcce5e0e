"""What has to hold for every plan, fact and calendar, not just for the examples."""

from hypothesis import given
from hypothesis import strategies as st

amounts = st.floats(min_value=0, max_value=1e9, allow_nan=False)
positive = st.floats(min_value=1, max_value=1e9, allow_nan=False)
days = st.integers(min_value=1, max_value=31)


@given(plan=positive, fact=amounts, working_days=days, data=st.data())
def test_on_expectation_is_a_hundred_percent(tools, plan, fact, working_days, data):
    compute = tools["pace"].compute_pace
    worked = data.draw(st.integers(min_value=1, max_value=working_days))
    pace = compute(plan, fact, working_days, worked)
    exactly = compute(plan, pace.expected, working_days, worked)
    assert exactly.pace == 100
    assert (pace.gap >= 0) == (fact >= pace.expected)


@given(plan=positive, fact=amounts, working_days=days, data=st.data())
def test_doing_what_is_needed_reaches_the_plan(tools, plan, fact, working_days, data):
    worked = data.draw(st.integers(min_value=0, max_value=working_days - 1))
    pace = tools["pace"].compute_pace(plan, fact, working_days, worked)
    end = fact + pace.needed_per_day * (working_days - worked)
    assert end >= plan * (1 - 1e-9)
    assert pace.needed_per_day >= 0


@given(parts=st.lists(st.tuples(positive, amounts, days), min_size=1, max_size=20))
def test_a_team_is_the_sum_of_its_people(tools, parts):
    module = tools["pace"]
    paces = [
        module.compute_pace(plan, fact, total, total) for plan, fact, total in parts
    ]
    team = module.combine(paces, 20, 20)
    assert (
        abs(team.expected - sum(pace.expected for pace in paces))
        <= 1e-6 * team.expected
    )
    assert team.fact == sum(pace.fact for pace in paces)
