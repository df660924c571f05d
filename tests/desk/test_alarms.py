"""Alarms: each kind of blindness is seen by a source's own history, and what is usual there is not."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import numpy as np
import pytest

from desk.alarms import (
    ArticleFacts,
    CrawlFacts,
    Kind,
    Looks,
    Neighbour,
    RareRows,
    is_over,
    newest_of,
    of_articles,
    of_crawls,
    of_second_looks,
    of_silence,
    silence,
    usual_silence,
)
from scraper.second_look import FIELDS

HOUR, DAY = 3600.0, 86400.0
START = datetime(2026, 1, 5, tzinfo=UTC).timestamp()
GOOD = CrawlFacts("r", START, listing_pages=1, shown=20)


def articles(count: int, seed: int = 1, **shares: float) -> list[ArticleFacts]:
    """Articles an hour apart; `shares` of fields below 1."""
    random = np.random.default_rng(seed)
    return [
        ArticleFacts(
            START + number * HOUR,
            frozenset(name for name in FIELDS if random.random() < shares.get(name, 1.0)),
            int(np.exp(random.normal(7.4, 0.5))),
            "ky",
            number,
            str(number // 2),
        )
        for number in range(count)
    ]


def kinds(found: list[object]) -> set[tuple[str, str]]:
    return {(one.kind, one.field) for one in found}  # type: ignore[attr-defined]


USUAL = articles(600)
NEW = articles(5, seed=2)


def test_usual_articles_raise_no_alarm() -> None:
    for start in range(60, 590, 5):
        assert of_articles(USUAL[start - 12 : start], USUAL[: start - 12]) == []


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({"fields": frozenset(FIELDS) - {"authors"}}, ("field", "authors")),
        ({"fields": frozenset(FIELDS) - {"published_at"}}, ("field", "published_at")),
        ({"length": 30}, ("short", "")),
        ({"opening": 7}, ("alike", "")),
        ({"language": "en"}, ("language", "")),
    ],
)
def test_five_broken_articles_in_a_row_are_enough(
    change: dict[str, object], expected: tuple[str, str]
) -> None:
    broken = [replace(one, **change) for one in NEW]  # type: ignore[arg-type]
    assert kinds(list(of_articles(USUAL[-9:] + broken, USUAL[:-9]))) == {expected}


def test_one_odd_article_is_no_alarm() -> None:
    odd = replace(NEW[0], fields=frozenset(), length=10, language="en")
    assert of_articles([*USUAL[-11:], odd], USUAL[:-11]) == []


def in_crawls(some: list[ArticleFacts], size: int, name: str) -> list[ArticleFacts]:
    """The same articles, as crawls of so many brought them."""
    return [replace(one, run_id=f"{name} {place // size}") for place, one in enumerate(some)]


def test_crawls_that_bring_more_articles_than_are_looked_at_tell_with_the_second_one() -> None:
    strange = [replace(one, language="en") for one in in_crawls(articles(60, seed=2), 30, "new")]
    first = newest_of([*USUAL, *strange[:30]])
    assert of_articles(first, USUAL[: len(USUAL) + 30 - len(first)]) == []
    both = newest_of([*USUAL, *strange])
    usual = [*USUAL, *strange][: len(USUAL) + 60 - len(both)]
    assert kinds(list(of_articles(both, usual))) == {("language", "")}


def test_a_notice_that_one_crawl_met_does_not_hide_a_wall_that_comes_later() -> None:
    notice = [replace(one, opening=3, run_id="odd") for one in articles(12, seed=3)]
    usual = [*USUAL[:300], *notice, *USUAL[300:]]
    wall = [replace(one, opening=7) for one in in_crawls(articles(8, seed=2), 4, "new")]
    assert kinds(list(of_articles([*usual[-9:], *wall], usual[:-9]))) == {("alike", "")}


def test_a_notice_after_one_short_piece_is_no_breakage() -> None:
    lengths = [350 if number % 60 == 0 else 500 + number for number in range(600)]
    usual = [replace(one, length=length) for one, length in zip(USUAL, lengths, strict=True)]
    piece = replace(NEW[0], length=400, run_id="before")
    notice = [replace(one, length=400, run_id="odd") for one in articles(20, seed=3)]
    assert of_articles([*usual[-9:], piece, *notice], usual[:-9]) == []
    next_crawl = [replace(one, length=400, run_id="odd too") for one in articles(8, seed=4)]
    assert kinds(list(of_articles([*usual[-9:], *notice, *next_crawl], usual[:-9]))) == {("short", "")}


def test_a_field_that_often_lacks_may_lack_again() -> None:
    usual = articles(600, authors=0.5)
    without = [replace(one, fields=one.fields - {"authors"}) for one in NEW]
    assert of_articles(without, usual) == []


def test_rows_that_came_before_may_come_again() -> None:
    """A day of photo reports without an author is usual where there were such days."""
    usual = [
        replace(one, fields=one.fields - {"authors"}) if place % 100 < 5 else one
        for place, one in enumerate(USUAL)
    ]
    again = [replace(one, fields=one.fields - {"authors"}) for one in articles(5, seed=3)]
    assert of_articles(again, usual) == []


def test_of_a_new_source_nothing_is_usual_yet() -> None:
    assert of_articles([replace(one, length=3) for one in NEW], USUAL[:5]) == []


@pytest.mark.parametrize(
    ("what", "kind"), [("forbidden", "robots"), ("redirected", "redirect"), ("certificate", "certificate")]
)
def test_what_a_crawl_meets_is_told_at_once(what: str, kind: str) -> None:
    met = CrawlFacts("r", START, is_answered=False, **{what: "in words"})  # type: ignore[arg-type]
    assert kinds(list(of_crawls([GOOD] * 20 + [met]))) == {(kind, "")}


def test_a_listing_that_twice_shows_no_article_is_told_and_one_blank_is_not() -> None:
    blank = replace(GOOD, shown=0)
    assert of_crawls([GOOD] * 20 + [blank]) == []
    assert kinds(list(of_crawls([GOOD] * 20 + [blank, blank]))) == {("no articles", "")}
    unchanged = replace(GOOD, listing_pages=0, shown=0)
    assert kinds(list(of_crawls([GOOD] * 20 + [blank, unchanged, blank]))) == {("no articles", "")}
    assert of_crawls([GOOD] * 20 + [unchanged] * 50) == []


def test_outages_as_long_as_those_before_are_not_told() -> None:
    dead = replace(GOOD, listing_pages=0, shown=0, is_answered=False)
    assert of_crawls([GOOD] * 20 + [dead] * 3) == []
    assert kinds(list(of_crawls([GOOD] * 20 + [dead] * 4))) == {("unreachable", "")}
    assert of_crawls([GOOD] * 20 + [dead] * 6 + [GOOD] * 5 + [dead] * 5) == []


def test_listings_whose_articles_all_fail_are_told_and_a_dead_link_is_not() -> None:
    well, failing = replace(GOOD, pages_read=3), replace(GOOD, pages_failed=3)
    asks_nothing = GOOD
    assert of_crawls([well] * 20 + [failing]) == []
    assert kinds(list(of_crawls([well] * 20 + [failing, asks_nothing, failing]))) == {("no pages", "")}
    assert of_crawls([well] * 20 + [replace(GOOD, pages_failed=1)] * 3) == []
    assert of_crawls([well] * 20 + [replace(GOOD, pages_failed=9, pages_read=1)] * 9) == []
    assert of_crawls([well] * 20 + [failing] * 3 + [well] * 9 + [failing] * 3) == []
    assert of_crawls([failing] * 9) == []


def office_hours(days: int, a_day: int = 12) -> np.ndarray:
    random = np.random.default_rng(4)
    times = [
        START + day * DAY + (9 + hour) * HOUR
        for day in range(days)
        if day % 7 < 5
        for hour in random.uniform(0, 9, a_day)
    ]
    return np.sort(np.array(times))


def test_nights_and_weekends_are_not_silence_and_a_silent_working_week_is() -> None:
    times = office_hours(70)
    zone = ZoneInfo("UTC")
    monday = datetime.fromtimestamp(START + 70 * DAY + 9 * HOUR, UTC)
    assert of_silence(silence(times, monday, zone)) == []
    friday = datetime.fromtimestamp(START + 74 * DAY + 18 * HOUR, UTC)
    found = of_silence(silence(times, friday, zone))
    assert kinds(list(found)) == {("silence", "")}
    assert "13 Mar" in found[0].detail


def test_of_a_source_known_for_less_than_two_weeks_no_silence_is_told() -> None:
    zone = ZoneInfo("UTC")
    later = datetime.fromtimestamp(START + 40 * DAY, UTC)
    assert silence(office_hours(12, a_day=20), later, zone) is None
    assert of_silence(silence(office_hours(19, a_day=20), later, zone))


HOURLY = [f"crawl {number}" for number in range(1000)]


def test_single_gaps_do_not_make_a_short_series_alarming() -> None:
    """Articles without an author come one by one; four in a row are the first series that is seen."""
    rows = RareRows(8e-6, HOURLY[-7:], np.array(HOURLY))
    before = np.ones(1000)
    before[50::100] = 0.0105
    assert rows.longest_of([0.0105] * 4, before) == 0
    assert rows.longest_of([0.0105] * 7, before) > 4


def test_what_is_met_as_often_as_not_is_not_rare() -> None:
    rows = RareRows(1e-4, HOURLY[-24:], np.array(HOURLY[:400]))
    before = np.linspace(0, 1, 400)[np.random.default_rng(1).permutation(400)]
    assert rows.longest_of([0.6] * 24, before) == 0


def test_a_busier_source_is_called_silent_sooner() -> None:
    zone = ZoneInfo("UTC")

    def first_alarm(a_day: int) -> int:
        times = office_hours(70, a_day)
        return next(
            hours
            for hours in range(0, 2000)
            if of_silence(silence(times, datetime.fromtimestamp(START + 70 * DAY + hours * HOUR, UTC), zone))
        )

    assert first_alarm(40) < first_alarm(4)


def without_holidays(days: int, a_day: int) -> np.ndarray:
    return np.sort(START + np.random.default_rng(5).uniform(0, days * DAY, days * a_day))


def holidays(days: int, a_day: int, seed: int) -> np.ndarray:
    """Round the clock, but for one day in thirty, now here and now there, on which nothing appears."""
    random = np.random.default_rng(seed)
    silent = {int(number) * 30 + int(random.integers(30)) for number in range(days // 30)}
    return np.sort(
        [
            START + (day + random.random()) * DAY
            for day in range(days)
            if day not in silent
            for _ in range(a_day)
        ]
    )


def test_a_first_holiday_is_known_from_other_sources_and_a_longer_silence_is_still_told() -> None:
    zone = ZoneInfo("UTC")
    times = without_holidays(29, 20)
    others = [Neighbour(holidays(160, a_day, seed=a_day)) for a_day in (15, 25, 40, 60, 80)]

    def told(hours: int, beside: list[Neighbour]) -> bool:
        now = datetime.fromtimestamp(START + 29 * DAY + hours * HOUR, UTC)
        return bool(of_silence(silence(times, now, zone, lambda: beside)))

    assert told(34, [])
    assert not told(34, others)
    assert told(120, others)
    usual = usual_silence(times, zone)
    assert usual
    assert usual.beside([Neighbour(holidays(160, 3, seed=3))]) is usual, "who publishes seldom tells nothing"
    dead = np.concatenate([times, times + 34 * DAY])
    assert not told(120, [*others, Neighbour(dead)])
    assert told(120, [*others, Neighbour(dead, [(START + 20 * DAY, START + 40 * DAY)])])


@pytest.mark.parametrize("kind", ["field", "short", "alike", "language"])
def test_an_alarm_over_articles_closes_with_articles_that_are_well_again_and_not_without(kind: Kind) -> None:
    assert not is_over(kind, [], [], GOOD)
    assert is_over(kind, [], NEW, GOOD)
    still = of_articles([replace(one, length=30) for one in NEW], USUAL)
    assert not is_over("short", still, NEW, GOOD)


def test_an_alarm_over_pages_needs_a_page_to_close() -> None:
    assert not is_over("no pages", [], [], GOOD)
    assert is_over("no pages", [], [], replace(GOOD, pages_read=1))


def test_an_alarm_over_listings_needs_a_listing_to_close() -> None:
    assert not is_over("no articles", [], [], replace(GOOD, listing_pages=0))
    assert is_over("no articles", [], [], GOOD)


def looks(name: str, *seen: Looks) -> list[CrawlFacts]:
    """Crawls an hour apart, the first 300 of which found all well that they looked at again."""
    told = [Looks(kept=2)] * 300 + list(seen)
    return [replace(GOOD, at=START + hour * HOUR, looks={name: one}) for hour, one in enumerate(told)]


WALL = Looks(replaced=2, openings=(5, 5))


@pytest.mark.parametrize(
    ("name", "lost", "expected"),
    [
        ("authors", Looks(lost=1), ("field", "authors")),
        ("language", Looks(lost=1), ("language", "")),
        ("text", Looks(lost=1), ("short", "")),
        ("text", WALL, ("alike", "")),
    ],
)
def test_what_known_articles_have_lost_in_two_crawls_is_told(
    name: str, lost: Looks, expected: tuple[str, str]
) -> None:
    once = looks(name, lost)
    assert of_second_looks(once, once) == []
    twice = looks(name, lost, lost)
    (found,) = of_second_looks(twice, twice)
    assert (found.kind, found.field) == expected
    assert found.since == twice[-2].at


def test_crawls_that_looked_at_nothing_again_do_not_end_what_was_lost() -> None:
    crawls = looks("authors", Looks(lost=1), Looks(lost=1))
    later = replace(GOOD, at=crawls[-1].at + HOUR)
    assert kinds(list(of_second_looks([*crawls, later], crawls))) == {("field", "authors")}


def test_edits_are_no_loss() -> None:
    edited = looks("text", Looks(kept=2, lost=1), Looks(kept=1, replaced=1, openings=(5,)))
    assert of_second_looks(edited, edited) == []


def test_a_notice_before_all_pages_does_not_hide_that_pages_are_emptied_later() -> None:
    notice = Looks(lost=7, replaced=4, openings=(4, 4, 4, 4))
    edits = [Looks(kept=2, replaced=1, openings=(number,)) for number in (1, 2, 3)]
    well = [Looks(kept=2)] * 5
    emptied = looks("text", notice, *well, *edits, *well, Looks(lost=1), Looks(lost=1))
    assert kinds(list(of_second_looks(emptied, emptied))) == {("short", "")}
    rewritten = Looks(replaced=1, openings=(9,))
    edited = looks("text", notice, *well, *edits, *well, rewritten, rewritten)
    assert of_second_looks(edited, edited) == []


def test_an_edit_after_a_notice_is_no_wall() -> None:
    notice, edit = Looks(lost=9, replaced=6, openings=(4,) * 6), Looks(replaced=1, openings=(8,))
    assert of_second_looks(looks("text", notice, edit), looks("text", notice, edit)) == []
    wall = looks("text", notice, replace(edit, openings=(4,)))
    assert kinds(list(of_second_looks(wall, wall))) == {("short", "")}


def test_words_that_come_back_after_a_notice_are_no_wall() -> None:
    """They too are other words than those that stood, but of each page its own."""
    crawls = looks("text", Looks(replaced=2, openings=(6, 7)), Looks(replaced=1, openings=(8,)))
    assert of_second_looks(crawls, crawls) == []


def test_where_pages_often_lose_something_it_is_not_told() -> None:
    crawls = looks("authors", *[Looks(lost=1), Looks(kept=1)] * 100, Looks(lost=1), Looks(lost=1))
    assert of_second_looks(crawls, crawls) == []


def test_a_second_breakage_like_the_first_is_told_as_soon() -> None:
    good = replace(GOOD, pages_read=3)
    for kind, broken in (
        ("no articles", replace(good, shown=0)),
        ("no pages", replace(GOOD, pages_failed=3)),
    ):
        crawls = [
            replace(one, at=START + hour) for hour, one in enumerate([good] * 9 + [broken] * 30 + [good] * 5)
        ]
        again = [*crawls, *(replace(broken, at=START + hour) for hour in (60, 61))]
        assert of_crawls(again) == []
        (found,) = of_crawls(again, [(START + 9, START + 39)])
        assert (found.kind, found.since) == (kind, START + 60)
