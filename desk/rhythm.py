"""When a source is worth looking at next, learned from when it has published.

Two steps, both pure functions over instants:

1. `learn` turns publication times into a `Rhythm`: how many articles an hour the source publishes in
   each five minutes of its local week. Sparse evidence is drawn towards what is better known (the
   five minutes towards their hour, the hour towards the source's level, the level towards a prior),
   as empirical Bayes estimates do, and old evidence fades.
2. `plan` places the next checks so that the sum of two costs is least: the time that articles wait
   before they are seen, and a price for each check. For a steady stream that gives the square-root
   law of Cho and Garcia-Molina, "Effective page refresh policies for web crawlers" (ACM TODS 28, 2003):
   an interval of sqrt(2 price / rate). For a rhythm it also finds the moment just after a burst.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from typing import Any
from zoneinfo import ZoneInfo

import numpy as np
from numpy.typing import NDArray

Instants = NDArray[np.float64]
"""Seconds since 1970-01-01T00:00:00Z, ascending."""

BIN = 300
"""Seconds of one bin of the week."""
BINS_A_DAY = 86400 // BIN
BINS_A_WEEK = 7 * BINS_A_DAY
BLOCK = 3 * 3600
"""Seconds of a block of the week."""
BINS_A_BLOCK = BLOCK // BIN

HALF_LIFE = 28 * 86400.0
"""Seconds after which a publication counts half."""
MEMORY = 6 * HALF_LIFE
"""Seconds after which it counts nothing."""
LIVELINESS_HALF_LIFE = 3 * 3600.0
"""Seconds over which a day shows itself busier or quieter than usual (a holiday, an election night)."""

PRICE = 240.0
"""What one check is worth, in seconds of one article's waiting: 4 articles an hour -> every 11 minutes,
1 an hour -> every 22, 2 a day -> every 2.5 hours."""

UNKNOWN_RATE = 5 / 86400.0
"""Articles a second that are expected of a source of which nothing is known yet."""
UNKNOWN_DAYS = 1.0
"""How many days of evidence that expectation is worth."""
HOUR_STRENGTH = 0.5
BIN_STRENGTH = 1.5
WEEKDAY_STRENGTH = 3.0
WEEK_STRENGTH = 5.0
LIVELINESS_STRENGTH = 1.0
"""Articles of evidence at which an estimate trusts itself as much as what it is drawn towards."""

STRAY_GAP = 7 * 86400.0
"""A silence longer than this, and than `STRAY_RATIO` usual pauses, ends the stretch that is learned from:
what lies before it are single old articles (a "popular" box, a backfill), not the source's output."""
STRAY_RATIO = 30.0


@dataclass(frozen=True, slots=True)
class Bounds:
    """What the operator allows: the shortest and the longest pause between two checks."""

    shortest: timedelta
    longest: timedelta

    def __post_init__(self) -> None:
        if not timedelta(0) < self.shortest <= self.longest:
            raise ValueError(f"pauses from {self.shortest} to {self.longest}: the shortest must come first")


@dataclass(frozen=True, slots=True)
class Rhythm:
    """How often a source publishes, by five minutes of its local week (Monday first)."""

    rates: NDArray[np.float64]
    """Articles a second, shape (2016,)."""
    zone: ZoneInfo
    articles: int
    """How many publications it was learned from."""
    days: float
    """How long they reach back."""

    def expected(self, start: float, end: float) -> float:
        """Return how many articles are expected between two instants, in seconds since 1970."""
        if end <= start:
            return 0.0
        edges = np.append(np.arange(start, end, BIN), end)
        return float((self.rates[_bins_of(edges[:-1], self.zone)] * np.diff(edges)).sum())

    def rate_at(self, instant: datetime) -> float:
        """Return the articles an hour that are usual at `instant`, over the hour around it."""
        middle = instant.timestamp()
        return self.expected(middle - 1800, middle + 1800)


@dataclass(frozen=True, slots=True)
class Check:
    """A planned look at a source."""

    at: datetime
    expected: float
    """Articles that are expected to have appeared between the last check and this one."""


def instants_of(times: Sequence[datetime]) -> Instants:
    """Return aware datetimes as ascending seconds since 1970."""
    return np.sort(np.array([one.timestamp() for one in times], dtype=np.float64))


def learn(published: Instants, now: datetime, zone: ZoneInfo) -> Rhythm:
    """Return the rhythm of a source from its publication times up to `now`; later ones are not looked at."""
    end = now.timestamp()
    times = _one_stretch(published[(published <= end) & (published > end - MEMORY)])
    if not len(times):
        return Rhythm(np.full(BINS_A_WEEK, UNKNOWN_RATE), zone, 0, 0.0)
    span = max(end - times[0], float(BIN))
    weights = np.exp2((times - end) / HALF_LIFE)
    days = HALF_LIFE / np.log(2) * (1 - np.exp2(-span / HALF_LIFE)) / 86400
    level = (weights.sum() + UNKNOWN_DAYS * UNKNOWN_RATE * 86400) / (days + UNKNOWN_DAYS) / BINS_A_DAY
    bins = _bins_of(times, zone)
    watched = _watched(times[0], end, zone)
    day = _profile_of_day(bins % BINS_A_DAY, weights, watched, level)
    week = _profile_of_week(bins, weights, watched, day)
    return Rhythm(week / BIN, zone, len(times), span / 86400)


def plan(
    rhythm: Rhythm,
    checked_at: datetime,
    bounds: Bounds,
    recent: Instants,
    price: float = PRICE,
) -> Check:
    """Return the next check after the one at `checked_at`, at which all of `recent` was known."""
    start = checked_at.timestamp()
    shortest, longest = bounds.shortest.total_seconds(), bounds.longest.total_seconds()
    nodes = _nodes(shortest, max(longest, 86400.0))
    rates = rhythm.rates[_bins_of(start + (nodes[:-1] + nodes[1:]) / 2, rhythm.zone)]
    lively = liveliness(rhythm, start, recent)
    rates = rates * (1 + (lively - 1) * np.exp2(-nodes[:-1] / LIVELINESS_HALF_LIFE))
    first = _cheapest_first(nodes, rates, shortest, longest, price)
    expected = float((rates * np.diff(nodes))[:first].sum())
    pause = min(max(float(nodes[first]), shortest), longest)
    return Check(datetime.fromtimestamp(start + pause, UTC), expected)


def rates_over(rhythm: Rhythm, start: float, end: float) -> tuple[Instants, NDArray[np.float64]]:
    """Return instants from `start` to `end`, a bin apart, and the articles expected from `start` up to each."""
    edges = np.append(np.arange(start, max(end, start + 1), BIN), max(end, start + 1))
    rates = rhythm.rates[_bins_of(edges[:-1], rhythm.zone)]
    return edges, np.concatenate([[0.0], np.cumsum(rates * np.diff(edges))])


def liveliness(rhythm: Rhythm, at: float, recent: Instants) -> float:
    """Return how much busier than usual the source has been in the last hours (1: as usual)."""
    window = 4 * LIVELINESS_HALF_LIFE
    times = recent[(recent > at - window) & (recent <= at)]
    seen = float(np.exp2((times - at) / LIVELINESS_HALF_LIFE).sum())
    middles = np.arange(at - window, at, BIN) + BIN / 2
    fading = np.exp2((middles - at) / LIVELINESS_HALF_LIFE)
    usual = float((rhythm.rates[_bins_of(middles, rhythm.zone)] * fading).sum()) * BIN
    return (seen + LIVELINESS_STRENGTH) / (usual + LIVELINESS_STRENGTH)


def _one_stretch(times: Instants) -> Instants:
    if len(times) < 3:
        return times
    gaps = np.diff(times)
    breaks = np.flatnonzero(gaps > max(STRAY_GAP, STRAY_RATIO * float(np.median(gaps))))
    return times[breaks[-1] + 1 :] if len(breaks) else times


def _bins_of(instants: Instants, zone: ZoneInfo) -> NDArray[np.int64]:
    """Return the bin of the local week in which each instant lies; the zone is asked once an hour."""
    if not len(instants):
        return np.zeros(0, dtype=np.int64)
    hours, place = np.unique(np.floor_divide(instants, 3600).astype(np.int64), return_inverse=True)
    local = instants + _offsets(hours, zone)[place] - 4 * 86400  # 1970-01-05 was a Monday
    return np.floor_divide(local, BIN).astype(np.int64) % BINS_A_WEEK


def _offsets(hours: NDArray[np.int64], zone: ZoneInfo) -> NDArray[np.float64]:
    """Return the offset of each hour since 1970; hours of a day that begins and ends with the same are not asked."""
    days, place = np.unique(hours // 24, return_inverse=True)
    begins = np.array([_offset(day * 24, zone) for day in days.tolist()])
    ends = np.array([_offset(day * 24 + 24, zone) for day in days.tolist()])
    offsets = begins[place]
    for i in np.flatnonzero((begins != ends)[place]):
        offsets[i] = _offset(int(hours[i]), zone)
    return offsets


@lru_cache(maxsize=100_000)
def _offset(hour: int, zone: ZoneInfo) -> float:
    offset = datetime.fromtimestamp(hour * 3600, zone).utcoffset()
    assert offset is not None
    return offset.total_seconds()


def _drawn(counts: NDArray[Any], usual: NDArray[np.float64], strength: float) -> NDArray[np.float64]:
    """Return factors on `usual` (expected counts): what was counted, drawn towards 1."""
    factors: NDArray[np.float64] = (counts + strength) / (usual + strength)
    return factors


def _watched(start: float, end: float, zone: ZoneInfo) -> NDArray[np.float64]:
    """Return how many times each three-hour block of the week lies in the stretch, old times counting less.

    Of a source that is known for two days only, five weekdays have never been watched: their silence says nothing.
    """
    steps = np.arange(start, end, BLOCK / 4)
    weights = np.exp2((steps - end) / HALF_LIFE) / 4
    return np.asarray(np.bincount(_bins_of(steps, zone) // BINS_A_BLOCK, weights, 56), dtype=np.float64)


def _profile_of_day(
    bins: NDArray[np.int64], weights: NDArray[np.float64], watched: NDArray[np.float64], level: float
) -> NDArray[np.float64]:
    """Return articles a bin for the 288 bins of a day: hours, then the five minutes of each."""
    days = np.repeat(watched.reshape(7, 8).sum(axis=0), BINS_A_BLOCK)
    a_hour = BINS_A_DAY // 24
    hours = np.bincount(bins // a_hour, weights, 24)
    day = level * np.repeat(_drawn(hours, level * a_hour * days[::a_hour], HOUR_STRENGTH), a_hour)
    return day * _drawn(np.bincount(bins, weights, BINS_A_DAY), day * days, BIN_STRENGTH)


def _profile_of_week(
    bins: NDArray[np.int64],
    weights: NDArray[np.float64],
    watched: NDArray[np.float64],
    day: NDArray[np.float64],
) -> NDArray[np.float64]:
    """Return articles a bin for the 2016 bins of a week: weekdays, then three-hour blocks of each."""
    usual = np.tile(day.reshape(8, -1).sum(axis=1), 7) * watched
    weekdays = np.bincount(bins // BINS_A_DAY, weights, 7)
    days = _drawn(weekdays, usual.reshape(7, 8).sum(axis=1), WEEKDAY_STRENGTH)
    blocks = np.bincount(bins // BINS_A_BLOCK, weights, 56)
    factors = np.repeat(days, 8) * _drawn(blocks, usual * np.repeat(days, 8), WEEK_STRENGTH)
    return np.tile(day, 7) * np.repeat(factors, BINS_A_BLOCK)


def _nodes(shortest: float, horizon: float) -> NDArray[np.float64]:
    """Return the offsets at which a check may stand: fine at first, then within 1 % of their distance."""
    step = min(float(BIN), shortest)
    nodes = [0.0]
    while nodes[-1] < horizon:
        nodes.append(nodes[-1] + max(step, 0.01 * nodes[-1]))
    nodes[-1] = horizon
    return np.array(nodes)


def _cheapest_first(
    nodes: NDArray[np.float64], rates: NDArray[np.float64], shortest: float, longest: float, price: float
) -> int:
    """Return the node of the first check in the cheapest series of checks up to the last node.

    Dynamic programming over the node of the last check. Articles that appear between the checks at
    nodes i and j wait, in all, the integral of rate(s) * (t_j - s) from t_i to t_j.
    """
    widths = np.diff(nodes)
    mass = np.concatenate([[0.0], np.cumsum(rates * widths)])
    moment = np.concatenate([[0.0], np.cumsum(rates * widths * (nodes[:-1] + nodes[1:]) / 2)])
    count = len(nodes)
    cost = np.full(count, np.inf)
    cost[0] = 0.0
    first = np.zeros(count, dtype=np.int64)
    slack = 1e-6
    for j in range(1, count):
        low = int(np.searchsorted(nodes, nodes[j] - longest - slack))
        high = int(np.searchsorted(nodes, nodes[j] - shortest + slack, side="right"))
        if high <= low:
            continue
        before = slice(low, high)
        waits = (mass[j] - mass[before]) * nodes[j] - (moment[j] - moment[before])
        totals = cost[before] + waits
        i = low + int(totals.argmin())
        cost[j] = totals[i - low] + price
        first[j] = first[i] or j
    reachable = int(np.flatnonzero(np.isfinite(cost))[-1])
    return int(first[reachable]) or int(np.searchsorted(nodes, shortest - slack))
