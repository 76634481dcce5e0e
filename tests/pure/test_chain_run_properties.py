"""What has to hold of a chain's arithmetic whenever and wherever, not just for examples."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

ZONES = ("Europe/Brussels", "Asia/Kathmandu", "America/New_York", "Pacific/Apia", "UTC")
moments = st.datetimes(min_value=datetime(2017, 1, 1), max_value=datetime(2018, 12, 31))
zones = st.sampled_from(ZONES).map(ZoneInfo)
hours = st.lists(
    st.integers(min_value=0, max_value=96), min_size=2, max_size=2, unique=True
).map(lambda pair: sorted(quarter / 4 for quarter in pair))
open_days = st.sets(st.integers(min_value=0, max_value=6), min_size=1)


def make_window(tools, days, hour_from, hour_to):
    def window(day):
        if day.weekday() not in days:
            return []
        return tools.given_hours(day, hour_from, hour_to)

    return window


@given(moment=moments, zone=zones, days=open_days, span=hours)
def test_letters_go_out_in_the_window_and_not_before(
    mailing_tools, moment, zone, days, span
):
    tools = mailing_tools["send_window"]
    window = make_window(tools, days, *span)
    opening = tools.next_opening(window, zone, moment)
    assert opening >= moment
    local = tools.to_local(opening, zone)
    # Whole days that a zone skipped, or an hour left out, move what lies in them.
    shift = abs(tools.to_utc(local, zone) - opening)
    yesterday = local.date() - timedelta(days=1)
    intervals = window(yesterday) + window(local.date())
    assert any(
        tools.to_utc(start, zone) - shift <= opening <= tools.to_utc(end, zone) + shift
        for start, end in intervals
    )


@given(moment=moments, zone=zones, days=open_days, span=hours)
def test_asking_at_the_opening_gives_the_opening(
    mailing_tools, moment, zone, days, span
):
    tools = mailing_tools["send_window"]
    window = make_window(tools, days, *span)
    opening = tools.next_opening(window, zone, moment)
    assert tools.next_opening(window, zone, opening) == opening


@given(moment=moments, later=st.integers(0, 10**6), zone=zones, days=open_days)
def test_who_asks_later_writes_no_sooner(mailing_tools, moment, later, zone, days):
    tools = mailing_tools["send_window"]
    window = make_window(tools, days, 9, 18)
    first = tools.next_opening(window, zone, moment)
    after = tools.next_opening(window, zone, moment + timedelta(seconds=later))
    assert first <= after


@given(
    first=st.integers(0, 5000),
    growth=st.integers(0, 300),
    last=st.integers(0, 20000),
    day=st.integers(0, 400),
)
def test_a_sender_warms_up_and_stays_below_the_bound(
    mailing_tools, first, growth, last, day
):
    quota = mailing_tools["warm_up"].quota
    today, tomorrow = (quota(first, growth, last, one) for one in (day, day + 1))
    if today is None:
        assert tomorrow is None and not first and not last
        return
    assert today <= tomorrow
    if last:
        assert tomorrow <= last
    if first and (not last or first <= last):
        assert today >= first
        assert quota(first, growth, last, 0) == first


@given(
    gaps=st.lists(st.integers(0, 400), max_size=12),
    letters=st.integers(1, 4),
    hours=st.integers(1, 300),
)
def test_nobody_gets_more_letters_than_the_cap(mailing_tools, gaps, letters, hours):
    room_at = mailing_tools["letter_cap"].room_at
    period = timedelta(hours=hours)
    now, sent = datetime(2017, 8, 14), []
    for gap in gaps:
        now = room_at(sent, letters, period, now + timedelta(hours=gap))
        sent.append(now)
    for moment in sent:
        within = [one for one in sent if moment - period < one <= moment]
        assert len(within) <= letters


@given(
    shares=st.lists(st.integers(0, 9), min_size=1, max_size=6),
    who=st.integers(0, 10**9),
)
def test_a_variant_without_a_share_is_not_chosen(mailing_tools, shares, who):
    choose = mailing_tools["variant"].choose
    variants = list(enumerate(shares))
    chosen = choose(variants, who)
    assert chosen == choose(variants, who)
    assert shares[chosen] or not any(shares)


@given(
    met=st.sets(st.integers(0, 4)),
    limit=st.integers(-5, 5),
    every=st.sampled_from([None, 1, 3]),
)
def test_a_branch_goes_on_or_waits_no_longer_than_its_limit(
    mailing_tools, met, limit, every
):
    transition = mailing_tools["transition"]
    now = datetime(2017, 8, 14)
    end = now + timedelta(hours=limit)
    ways = [(key, 10 + key) for key in range(5)]
    outcome = transition.branch(
        ways, met, now, end, 99, every and timedelta(hours=every)
    )
    if met:
        assert outcome.target == 10 + min(met)
    elif limit <= 0:
        assert outcome.target == 99
    else:
        assert outcome.kind == transition.WAIT and now < outcome.until <= end
