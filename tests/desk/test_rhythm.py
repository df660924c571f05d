"""The rhythm: looks where articles are expected, within the operator's bounds, in the source's own time."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from desk.rhythm import Bounds, Instants, instants_of, learn, liveliness, plan

BISHKEK = ZoneInfo("Asia/Bishkek")
ISTANBUL = ZoneInfo("Europe/Istanbul")
BOUNDS = Bounds(timedelta(minutes=5), timedelta(hours=12))
NOTHING = np.array([])


def weeks_of(zone: ZoneInfo, hours: list[float], end: datetime, weekend: bool = True) -> Instants:
    """Articles every day at these local hours, for eight weeks up to `end`."""
    days = [end.astimezone(zone).date() - timedelta(days=back) for back in range(57)]
    times = [
        datetime(day.year, day.month, day.day, int(hour), int(hour % 1 * 60), tzinfo=zone)
        for day in days
        if weekend or day.weekday() < 5
        for hour in hours
    ]
    return instants_of([one for one in times if one <= end])


def pause(times: Instants, at: datetime, zone: ZoneInfo, bounds: Bounds = BOUNDS) -> timedelta:
    return plan(learn(times, at, zone), at, bounds, times).at - at


OFFICE = [9 + step * 0.25 for step in range(32)]


def test_a_newsroom_is_looked_at_often_by_day_and_seldom_by_night() -> None:
    noon = datetime(2026, 3, 4, 12, 0, tzinfo=BISHKEK)
    night = datetime(2026, 3, 4, 22, 0, tzinfo=BISHKEK)
    assert pause(weeks_of(BISHKEK, OFFICE, noon), noon, BISHKEK) <= timedelta(minutes=20)
    assert pause(weeks_of(BISHKEK, OFFICE, night), night, BISHKEK) >= timedelta(hours=2)


def test_an_office_is_left_alone_at_weekends() -> None:
    saturday = datetime(2026, 3, 7, 12, 0, tzinfo=BISHKEK)
    friday = datetime(2026, 3, 6, 12, 0, tzinfo=BISHKEK)
    closed = weeks_of(BISHKEK, OFFICE, saturday, weekend=False)
    assert pause(closed, saturday, BISHKEK) > 5 * pause(closed[closed <= friday.timestamp()], friday, BISHKEK)


def test_a_daily_bulletin_is_fetched_just_after_it_comes() -> None:
    morning = datetime(2026, 3, 4, 8, 0, tzinfo=BISHKEK)
    times = weeks_of(BISHKEK, [10.5, 10.52, 10.53], morning)
    looked = plan(learn(times, morning, BISHKEK), morning, BOUNDS, times).at.astimezone(BISHKEK)
    assert (looked.hour, looked.minute // 15) == (10, 2)


def test_a_busy_source_is_looked_at_more_often_than_a_slow_one() -> None:
    at = datetime(2026, 3, 4, 12, 0, tzinfo=BISHKEK)
    busy = weeks_of(BISHKEK, [hour / 4 for hour in range(96)], at)
    slow = weeks_of(BISHKEK, [3.0, 15.0], at)
    assert 3 * pause(busy, at, BISHKEK) < pause(slow, at, BISHKEK)


def test_the_rhythm_is_that_of_local_clocks_when_they_change() -> None:
    """Learned in winter, asked in summer: nine o'clock is nine o'clock."""
    berlin = ZoneInfo("Europe/Berlin")
    times = weeks_of(berlin, [9.0, 9.01, 9.02, 9.03], datetime(2026, 3, 28, 23, 0, tzinfo=berlin))
    early = datetime(2026, 3, 30, 5, 0, tzinfo=berlin)
    looked = plan(learn(times, early, berlin), early, BOUNDS, NOTHING).at.astimezone(berlin)
    assert looked.hour == 9


def test_a_day_livelier_than_usual_shortens_the_pause() -> None:
    at = datetime(2026, 3, 4, 12, 0, tzinfo=ISTANBUL)
    usual = weeks_of(ISTANBUL, [6.0, 10.0, 14.0, 18.0], at)
    rhythm = learn(usual, at, ISTANBUL)
    flood = np.sort(np.append(usual, at.timestamp() - np.arange(30) * 120.0))
    assert liveliness(rhythm, at.timestamp(), flood) > 3
    assert plan(rhythm, at, BOUNDS, flood).at < plan(rhythm, at, BOUNDS, usual).at


def test_only_the_past_is_learned_from() -> None:
    at = datetime(2026, 3, 4, 12, 0, tzinfo=BISHKEK)
    times = weeks_of(BISHKEK, OFFICE, at)
    later = np.append(times, at.timestamp() + np.arange(1, 500) * 60.0)
    assert np.array_equal(learn(times, at, BISHKEK).rates, learn(later, at, BISHKEK).rates)


def test_single_old_articles_do_not_thin_out_what_is_learned() -> None:
    at = datetime(2026, 3, 4, 12, 0, tzinfo=BISHKEK)
    times = weeks_of(BISHKEK, OFFICE, at)
    recent = times[times > at.timestamp() - 4 * 86400]
    strays = at.timestamp() - np.array([140, 120, 90, 60]) * 86400.0
    rhythm = learn(np.sort(np.append(recent, strays)), at, BISHKEK)
    assert rhythm.articles == len(recent)
    assert rhythm.days < 5


def test_weekdays_that_were_never_watched_are_taken_for_usual_ones() -> None:
    wednesday = datetime(2026, 3, 4, 23, 0, tzinfo=BISHKEK)
    times = weeks_of(BISHKEK, [hour / 2 for hour in range(48)], wednesday)
    known = times[times > wednesday.timestamp() - 2 * 86400]
    friday = (datetime(2026, 3, 6, tzinfo=BISHKEK) + timedelta(hours=12)).timestamp()
    assert learn(known, wednesday, BISHKEK).expected(friday, friday + 86400) > 30


def test_of_an_unknown_source_a_few_articles_a_day_are_expected() -> None:
    at = datetime(2026, 3, 4, 12, 0, tzinfo=BISHKEK)
    assert timedelta(minutes=20) < pause(NOTHING, at, BISHKEK) < timedelta(hours=3)


@settings(max_examples=60, deadline=None)
@given(
    ages=st.lists(st.floats(min_value=-1e5, max_value=3e7), max_size=60),
    shortest=st.integers(min_value=1, max_value=7200),
    stretch=st.floats(min_value=1, max_value=2000),
)
def test_no_check_leaves_the_operators_bounds(ages: list[float], shortest: int, stretch: float) -> None:
    at = datetime(2026, 11, 23, 6, tzinfo=UTC)
    bounds = Bounds(timedelta(seconds=shortest), timedelta(seconds=int(shortest * stretch)))
    times = np.sort(at.timestamp() - np.array(ages, dtype=np.float64))
    check = plan(learn(times, at, BISHKEK), at, bounds, times)
    assert bounds.shortest - timedelta(seconds=1) <= check.at - at <= bounds.longest + timedelta(seconds=1)
    assert check.expected >= 0
