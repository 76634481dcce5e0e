"""What has to hold whoever carries what, not just for the examples."""

from math import ceil

from hypothesis import given
from hypothesis import strategies as st

people = st.lists(
    st.tuples(
        st.sampled_from([0, 0.25, 0.5, 1, 1, 2]),
        st.integers(min_value=0, max_value=12),
        st.sampled_from([0, 0, 3, 8]),
        st.booleans(),
    ),
    min_size=1,
    max_size=8,
)
ranks = st.integers(min_value=0, max_value=3)


@st.composite
def teams(draw, is_free=False):
    """Return people with what they carry, and all of it as bundles.

    :param is_free: single deals that suit everybody, and nobody with a limit
    """
    seats, bundles = [], []
    for number, (weight, load, limit, takes) in enumerate(draw(people)):
        key = f"person {number}"
        seats.append(
            (key, weight or 1, load) if is_free else (key, weight, load, limit, takes)
        )
        left = load
        while left:
            count = 1 if is_free else draw(st.integers(min_value=1, max_value=left))
            suits = None
            if not is_free and draw(st.booleans()):
                suits = frozenset(f"person {draw(ranks)}" for _index in range(2))
            stays = draw(st.booleans())
            bundles.append((f"{key}, {left}", key, count, (draw(ranks),), stays, suits))
            left -= count
    return seats, bundles


def _move(module, seats, bundles):
    """Return seats, bundles by key, moves, and what each one carries afterwards."""
    seats = [module.Seat(*seat) for seat in seats]
    bundles = {bundle[0]: module.Bundle(*bundle) for bundle in bundles}
    moves = module.level(seats, bundles.values())
    load = {seat.key: seat.load for seat in seats}
    for key, receiver in moves.items():
        load[bundles[key].owner] -= bundles[key].count
        load[receiver] += bundles[key].count
    return seats, bundles, moves, load


def _get_tops(module, seats):
    """Return the most each one may carry, reckoned anew."""
    weighty = [seat for seat in seats if seat.weight]
    whole = sum(seat.load for seat in weighty)
    weight = sum(seat.weight for seat in weighty)
    return {
        seat.key: min(whole * seat.weight / weight + 1, seat.limit or float("inf"))
        for seat in weighty
    }


@given(team=teams())
def test_receivers_have_room_are_there_and_suit(tools, team):
    module = tools["level"]
    seats, bundles, moves, load = _move(module, *team)
    tops = _get_tops(module, seats)
    takes = {seat.key for seat in seats if seat.takes and seat.weight}
    for key, receiver in moves.items():
        bundle = bundles[key]
        assert receiver in takes
        assert receiver != bundle.owner
        assert bundle.suits is None or receiver in bundle.suits
        assert load[receiver] <= tops[receiver] + 1e-4


@given(team=teams())
def test_only_who_has_too_much_gives_and_nobody_both(tools, team):
    module = tools["level"]
    seats, bundles, moves, _load = _move(module, *team)
    tops = _get_tops(module, seats)
    givers = {bundles[key].owner for key in moves}
    before = {seat.key: seat.load for seat in seats}
    assert all(before[giver] > tops[giver] - 1e-4 for giver in givers)
    assert not givers & set(moves.values())
    assert not {seat.key for seat in seats if not seat.weight} & givers


@given(team=teams(is_free=True))
def test_nobody_is_above_by_more_than_one_with_the_fewest_moves(tools, team):
    module = tools["level"]
    seats, bundles, moves, load = _move(module, *team)
    tops = _get_tops(module, [seat._replace(limit=0) for seat in seats])
    for seat in seats:
        assert load[seat.key] <= tops[seat.key] + 1e-4
        own = [key for key in moves if bundles[key].owner == seat.key]
        assert len(own) == max(0, ceil(seat.load - tops[seat.key] - 1e-4))


@given(team=teams(is_free=True))
def test_what_goes_ranks_before_what_stays(tools, team):
    module = tools["level"]
    _seats, bundles, moves, _load = _move(module, *team)
    for giver in {bundles[key].owner for key in moves}:
        own = [bundle for bundle in bundles.values() if bundle.owner == giver]
        gone = [(one.stays, one.rank) for one in own if one.key in moves]
        kept = [(one.stays, one.rank) for one in own if one.key not in moves]
        assert not kept or max(gone) <= min(kept)


@given(team=teams(), data=st.data())
def test_order_does_not_matter(tools, team, data):
    module = tools["level"]
    seats, bundles = team
    again = _move(
        module, data.draw(st.permutations(seats)), data.draw(st.permutations(bundles))
    )
    assert again[2] == _move(module, seats, bundles)[2]


@given(team=teams())
def test_level_twice_changes_nothing_more(tools, team):
    """What is proposed after the moves is nothing, or goes to who has just given."""
    module = tools["level"]
    seats, bundles, moves, load = _move(module, *team)
    after = [seat._replace(load=load[seat.key]) for seat in seats]
    left = [
        bundle._replace(owner=moves.get(key, bundle.owner))
        for key, bundle in bundles.items()
    ]
    givers = {bundles[key].owner for key in moves}
    assert set(module.level(after, left).values()) <= givers
