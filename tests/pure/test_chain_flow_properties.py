"""What has to hold of a drawn chain however its steps are linked."""

from hypothesis import given
from hypothesis import strategies as st

STEPS = 8
ids = st.one_of(st.none(), st.integers(min_value=1, max_value=STEPS))
pairs = st.lists(st.tuples(ids, ids), max_size=24)
lists_of_steps = st.lists(
    st.integers(min_value=1, max_value=STEPS), unique=True, max_size=STEPS
)


def _link(module, pairs):
    return [module.Link(*pair) for pair in pairs]


@given(lists_of_steps, pairs, ids)
def test_no_two_steps_stand_at_one_place(mailing_tools, steps, pairs, first):
    module = mailing_tools["chain_flow"]
    places = module.lay_out(steps, _link(module, pairs), first)
    assert set(places) == set(steps)
    assert len({(place.row, place.column) for place in places.values()}) == len(steps)


@given(lists_of_steps, pairs, ids)
def test_links_lead_down_unless_there_is_a_loop(mailing_tools, steps, pairs, first):
    module = mailing_tools["chain_flow"]
    links = _link(module, pairs)
    places = module.lay_out(steps, links, first)
    reached = module.find_reached(steps, links, first)
    assert {step for step in steps if places[step].is_reached} == set(reached)
    if module.find_loop(reached, links):
        return
    for link in links:
        if link.source in reached and link.target in reached:
            assert places[link.source].row < places[link.target].row


@given(lists_of_steps, pairs)
def test_a_loop_is_one(mailing_tools, steps, pairs):
    module = mailing_tools["chain_flow"]
    loop = module.find_loop(steps, _link(module, pairs))
    walked = list(zip(loop, loop[1:] + loop[:1], strict=True))
    assert set(walked) <= set(pairs)
    if not loop:
        # Without a loop the steps can be put into an order all links follow.
        left = set(steps)
        while left:
            free = {
                step
                for step in left
                if not any(two == step and one in left for one, two in pairs)
            }
            assert free
            left -= free


@given(lists_of_steps, st.data())
def test_a_step_at_the_end_moves_no_other_one(mailing_tools, steps, data):
    module = mailing_tools["chain_flow"]
    links = [
        module.Link(source, target)
        for index, source in enumerate(steps)
        for target in data.draw(
            st.lists(st.sampled_from(steps[index + 1 :] or [None]), max_size=2)
        )
    ]
    first = steps[0] if steps else None
    places = module.lay_out(steps, links, first)
    reached = module.find_reached(steps, links, first)
    ends = [
        step
        for step in reached
        if not any(link.source == step and link.target for link in links)
    ]
    if ends:
        more = module.lay_out(
            [*steps, STEPS + 1], [*links, module.Link(ends[0], STEPS + 1)], first
        )
        assert {step: more[step] for step in reached} == {
            step: places[step] for step in reached
        }
        assert more[STEPS + 1].column == places[ends[0]].column


@given(lists_of_steps, pairs, st.sets(st.integers(min_value=1, max_value=STEPS)))
def test_who_stands_at_a_removed_step_goes_on_at_one_that_is_left(
    mailing_tools, steps, pairs, survivors
):
    module = mailing_tools["chain_flow"]
    nexts = {step: None for step in steps} | {
        one: two for one, two in pairs if one in steps
    }
    successors = module.find_successors(nexts, survivors)
    assert set(successors) == set(nexts)
    assert set(successors.values()) <= survivors | {None}
    assert all(successors[step] == step for step in set(nexts) & survivors)
