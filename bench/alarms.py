"""A replayed year of 20 sources with 100 injected breakages: how soon each is found, and how often the alarm is false.

    python -m bench.alarms [--seed N] [--sources N]

Each source has a rhythm of its own (by hour, weekday and day; holidays), usual shares of fields and
languages, and untidiness that is no breakage: failed crawls, a listing that comes empty once, series of
short pieces, of photo reports without an author, of articles in its second language, texts that begin
alike. Five breakages a source, of all kinds, last for days and end.

Each crawl also looks at known articles again, as spiders do: those whose revisit is due, and the one that was
not looked at for longest. A breakage of pages shows on them too, except where only what is published from
now on is like that (15 in 100), and where the site calls its pages unchanged as long as their text is (15 in
100). Editors change one page in 500 looks, a notice stands before all pages in one crawl of 500.

Other sources lend their silences to a source, as they do in an archive; of each is known what its own crawls
have seen by then. Their holidays are not the same ones.

A breakage counts as found when an alarm of its kind opens within two crawls after it could be known. What a
crawl meets itself can be known from the first crawl on; what articles are like, from the first crawl in which
a known article showed it; where none does, from the crawl with which more broken new articles in a row had
come than the unbroken site brings in ten simulated years (and at least two), counting crawls that brought
such articles, or all from the first on in which a known one showed it; silence, from when it is half as long
again, in articles that the simulated rhythm expects, as any in these ten years. Beside it stands how many were found within two crawls of the breakage itself, known or not,
counting all crawls that the site answered. Two short outages that happen to follow each other are one that is
worth an alarm: those alarms are counted apart from the false ones.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from heapq import heappop, heappush
from itertools import islice, pairwise
from multiprocessing import get_context
from typing import TypeVar
from zoneinfo import ZoneInfo

import numpy as np

from desk.alarms import (
    ArticleFacts,
    CrawlFacts,
    Finding,
    Kind,
    Looks,
    Neighbour,
    Silence,
    UsualSilence,
    is_over,
    newest_of,
    of_articles,
    of_crawls,
    of_second_looks,
    of_silence,
    usual_silence,
)
from desk.evidence import ARTICLES, CRAWLS
from scraper.second_look import FIELDS, What
from storage.alarms import OF_ARTICLES, Stretch, is_under
from storage.fetches import SHRUNK, shrinkage
from storage.frontier import FIRST_PAUSE, REVISITS, SECOND_LOOK_AFTER

DAY = 86400.0
START = 20454 * DAY
DAYS = 365
WARM_UP = 45
PER_SOURCE = 5
KINDS: tuple[Kind, ...] = (
    "silence", "no articles", "field", "short", "alike", "language", "robots", "redirect", "certificate",
)  # fmt: skip
ACCEPTED = {"alike": {"alike", "short"}, "short": {"short", "alike"}}
MARGIN = 1.5
ZONE = ZoneInfo("UTC")
Facts = TypeVar("Facts", ArticleFacts, CrawlFacts)


@dataclass
class Breakage:
    kind: Kind
    start: float
    end: float
    name: str = ""
    of_new: bool = False
    """Only what is published from now on is like that, as when a newsroom's habits change."""
    opened: float | None = None
    known: float | None = None
    shown: float | None = None
    """When a known article that was looked at again first showed it."""
    crawls: list[float] = field(default_factory=list)
    bringing: list[float] = field(default_factory=list)
    """The crawls of the source meanwhile, and those that brought broken articles."""

    def touches(self, one: ArticleFacts) -> bool:
        """Whether it shows on an article."""
        return self.kind in OF_ARTICLES and (not self.of_new or one.at >= self.start)


@dataclass
class Site:
    """The truth about one simulated source."""

    random: np.random.Generator
    a_day: float
    centre: float
    width: float
    weekend: float
    shares: dict[str, float]
    second_language: float
    alike: float
    pause: float
    validators: str
    times: np.ndarray = field(default_factory=lambda: np.array([]))
    silence: float = 0.0
    rows: dict[str, int] = field(default_factory=dict)

    @classmethod
    def made(cls, random: np.random.Generator) -> Site:
        a_day = float(np.exp(random.uniform(np.log(2), np.log(60))))
        shares = {name: float(random.choice([1.0, 1.0, 0.995, 0.97, 0.6, 0.0])) for name in FIELDS}
        shares["published_at"] = 1.0
        site = cls(
            random,
            a_day,
            centre=random.uniform(7, 13),
            width=random.uniform(2, 5),
            weekend=random.uniform(0.05, 0.9),
            shares=shares,
            second_language=float(random.choice([0.0, 0.02, 0.2])),
            alike=float(random.choice([0.0, 0.01])),
            pause=float(np.clip(np.sqrt(480 / a_day * 1440) * 60, 1800, 6 * 3600)),
            validators=str(random.choice(["none", "page", "text"], p=[0.6, 0.25, 0.15])),
        )
        site.times = site.published(10 * DAYS)
        site.learn_truth()
        site.times = site.published(DAYS)
        return site

    def learn_truth(self) -> None:
        """Find the longest natural silence and rows of ten years."""
        gaps = np.diff(self.times)
        longest = np.argsort(gaps)[-200:]
        self.silence = max(self.expected(self.times[i], self.times[i + 1]) for i in longest)
        articles = self.articles()
        lowest = 45
        self.rows = {name: row_of([name not in one.fields for one in articles]) for name in FIELDS}
        self.rows["short"] = row_of([one.length <= lowest for one in articles])
        self.rows["language"] = 0
        self.rows["alike"] = row_of([a.opening == b.opening for a, b in pairwise(articles)]) + 1

    def mean_of(self, day: int) -> float:
        return self.a_day * (self.weekend if day % 7 >= 5 else 1.0) / (5 + 2 * self.weekend) * 7

    def published(self, days: int) -> np.ndarray:
        holidays: set[int] = set()
        for first in self.random.integers(0, days, 6 * days // DAYS):
            holidays |= set(range(int(first), int(first) + int(self.random.integers(1, 4))))
        times: list[float] = []
        for day in range(days):
            factor = 0.1 if day in holidays else self.random.gamma(5, 1 / 5)
            count = self.random.poisson(self.mean_of(day) * factor)
            hours = self.random.normal(self.centre, self.width, count) % 24
            times += list(START + day * DAY + hours * 3600)
        return np.sort(np.array(times))

    def expected(self, start: float, end: float) -> float:
        """Articles that the rhythm without its chance days expects, hour by hour."""
        hours = np.arange(start, end, 3600.0)
        day = ((hours - START) // DAY).astype(int)
        clock = (hours % DAY) / 3600 + 0.5
        distance = (clock - self.centre + 12) % 24 - 12
        density = np.exp(-0.5 * (distance / self.width) ** 2) / (self.width * 2.5066)
        return float(sum(self.mean_of(int(d)) * p for d, p in zip(day, density, strict=True)))

    def articles(self) -> list[ArticleFacts]:
        """What each article is like while nothing is broken; rare ones come in small series."""
        found, series, left = [], "", 0
        for number, at in enumerate(self.times):
            if left == 0 and self.random.random() < 0.01:
                series, left = (
                    str(self.random.choice(["short", "field", "language"])),
                    int(self.random.integers(2, 5)),
                )
            now, left = (series, left - 1) if left else ("", 0)
            has = {name for name, share in self.shares.items() if self.random.random() < share}
            if now == "field":
                has -= {"authors", "image_url"}
            length = int(np.exp(self.random.normal(5.2 if now == "short" else 7.4, 0.5))) + 40
            second = self.second_language > 0 and (
                now == "language" or self.random.random() < self.second_language
            )
            opening = 7 if self.random.random() < self.alike else 1000 + number
            found.append(ArticleFacts(float(at), frozenset(has), length, "ru" if second else "ky", opening))
        return found

    def breakages(self, kinds: list[Kind]) -> list[Breakage]:
        """One breakage in each fifth of what follows the warm-up."""
        stretch = (DAYS - WARM_UP) * DAY / len(kinds)
        found = []
        for place, kind in enumerate(kinds):
            start = START + WARM_UP * DAY + place * stretch + self.random.uniform(0.02, 0.3) * stretch
            days = self.random.uniform(12, 30) if kind == "silence" else self.random.uniform(6, 14)
            always = [name for name, share in self.shares.items() if share > 0.95]
            name = str(self.random.choice(always)) if kind == "field" else ""
            of_new = kind in OF_ARTICLES and self.random.random() < 0.15
            found.append(Breakage(kind, start, min(start + days * DAY, start + 0.6 * stretch), name, of_new))
        return found


def broken(one: ArticleFacts, breakage: Breakage, random: np.random.Generator) -> ArticleFacts:
    fields, length, language, opening = one.fields, one.length, one.language, one.opening
    match breakage.kind:
        case "field":
            fields = fields - {breakage.name}
        case "short":
            length = int(random.uniform(20, 45))
        case "alike":
            length, opening = 900, 3
        case "language":
            language = "en"
    return replace(one, fields=fields, length=length, language=language, opening=opening)


def odd(one: ArticleFacts) -> ArticleFacts:
    """Return an article as a notice shows it that stands before all pages for one crawl."""
    return replace(one, fields=frozenset(), length=400, opening=4)


@dataclass
class Known:
    """The articles of a site that were read, as they stand in the archive, and when each is looked at again."""

    site: Site
    page: list[ArticleFacts] = field(default_factory=list)
    """What each page says while nothing is broken; editors change it."""
    stands: list[ArticleFacts] = field(default_factory=list)
    due: list[tuple[float, int]] = field(default_factory=list)
    first_seen: np.ndarray = field(default_factory=lambda: np.empty(0))
    fetched: np.ndarray = field(default_factory=lambda: np.empty(0))
    next_check: dict[int, float] = field(default_factory=dict)
    attempts: Counter[int] = field(default_factory=Counter)
    oldest: int = 0

    def __post_init__(self) -> None:
        self.first_seen = np.full(len(self.site.times), np.inf)
        self.fetched = np.full(len(self.site.times), np.inf)

    def add(self, page: ArticleFacts, read: ArticleFacts, at: float) -> None:
        """A new article was read."""
        number = len(self.page)
        self.page.append(page)
        self.stands.append(read)
        self.first_seen[number] = self.fetched[number] = at
        self._plan(number, at)

    def _plan(self, number: int, at: float) -> None:
        after = (self.page[number].at + pause.total_seconds() for pause in REVISITS)
        self._wait(number, min((one for one in after if one > at), default=np.inf))

    def _wait(self, number: int, until: float) -> None:
        self.next_check[number] = until
        heappush(self.due, (until, number))

    def to_look_at(self, at: float) -> list[int]:
        """Which articles a crawl looks at: the revisits that are due, and the one not seen for longest."""
        found = []
        while self.due[:1] and self.due[0][0] <= at:
            until, number = heappop(self.due)
            if until == self.next_check[number] and number not in found:
                found.append(number)
        last, day = REVISITS[-1].total_seconds(), SECOND_LOOK_AFTER.total_seconds()
        while self.oldest < len(self.page) and self.page[self.oldest].at + last <= at:
            self.oldest += 1
        young = slice(self.oldest, int(np.searchsorted(self.first_seen, at - day, "right")))
        unseen = [
            int(number) + young.start
            for number in np.argsort(self.fetched[young], kind="stable")[
                : len(found) + 1 + len(self.attempts)
            ]
        ]
        for number in unseen:
            if number not in found and not self.attempts[number] and self.fetched[number] <= at - day:
                return [*found, number]
        return found

    def look(
        self, at: float, seen_as: Callable[[ArticleFacts], ArticleFacts], under: Sequence[Stretch]
    ) -> tuple[dict[str, Looks], bool]:
        """Look again at what is to be looked at; return what was counted, and whether a breakage showed."""
        counted: Counter[tuple[str, str]] = Counter()
        openings: list[int] = []
        showed = False
        for number in self.to_look_at(at):
            was_edited = self._edited(number)
            page, stands = seen_as(self.page[number]), self.stands[number]
            is_unchanged = self._is_304(was_edited, page, stands)
            if self._tells(number, at, under):
                told = looked_again(stands, stands if is_unchanged else page)
                counted.update(told.items())
                if told.get("text") == "replaced":
                    openings.append(page.opening)
                showed |= page != self.page[number] and set(told.values()) != {"kept"}
            if not is_unchanged and shrinkage(stands.length, page.length):
                self.attempts[number] += 1
                self._wait(number, at + FIRST_PAUSE.total_seconds() * 2 ** (self.attempts[number] - 1))
                continue
            self.attempts.pop(number, None)
            self.stands[number] = stands if is_unchanged else page
            self.fetched[number] = at
            self._plan(number, at)
        looks = {
            name: Looks(
                counted[name, "kept"],
                counted[name, "lost"],
                counted[name, "replaced"],
                tuple(openings) if name == "text" else (),
            )
            for name in {name for name, _ in counted}
        }
        return looks, showed

    def _tells(self, number: int, at: float, under: Sequence[Stretch]) -> bool:
        """As the pipeline of a crawl has it."""
        is_old = self.first_seen[number] <= at - SECOND_LOOK_AFTER.total_seconds()
        return is_old and not self.attempts[number] and not is_under(self.fetched[number], under)

    def _edited(self, number: int) -> bool:
        """Editors take something out of one page in 500, or write it anew."""
        if self.site.random.random() >= 0.002:
            return False
        page = self.page[number]
        if self.site.random.random() < 0.5 and page.fields:
            self.page[number] = replace(
                page, fields=page.fields - {self.site.random.choice(sorted(page.fields))}
            )
        else:
            self.page[number] = replace(page, opening=page.opening + 100_000)
        return True

    def _is_304(self, was_edited: bool, page: ArticleFacts, stands: ArticleFacts) -> bool:
        if self.site.validators == "text":
            return not was_edited
        return self.site.validators == "page" and page == stands


def looked_again(stands: ArticleFacts, page: ArticleFacts) -> dict[str, What]:
    """What `second_look` says of two pages of which only so much is simulated."""
    found: dict[str, What] = {name: "kept" if name in page.fields else "lost" for name in stands.fields}
    found["language"] = "kept" if page.language == stands.language else "lost"
    if stands.length > 140:
        short = page.length < SHRUNK * stands.length
        found["text"] = "lost" if short else "kept" if page.opening == stands.opening else "replaced"
    return found


@dataclass(frozen=True)
class Seen:
    """When a source published, and when that was seen."""

    published: np.ndarray
    seen_at: np.ndarray

    def until(self, at: float) -> np.ndarray:
        return np.sort(self.published[self.seen_at <= at])


@dataclass
class Desk:
    """The desk over one simulated source: what it has seen, and its open alarms."""

    site: Site
    breakages: list[Breakage]
    others: Sequence[Seen] | None
    """What the other sources show; None: nothing is judged (what is seen does not hang on alarms)."""
    seen: list[ArticleFacts] = field(default_factory=list)
    crawls: list[CrawlFacts] = field(default_factory=list)
    open: dict[tuple[str, str], float] = field(default_factory=dict)
    """When that began, which each is about."""
    odd: list[Stretch] = field(default_factory=list)
    blank: list[Stretch] = field(default_factory=list)
    """Stretches under alarms of what articles are like, and of listings without articles."""
    opened: list[tuple[float, Finding]] = field(default_factory=list)
    learned: tuple[int, UsualSilence | None] = (0, None)
    asked: dict[tuple[int, int], UsualSilence] = field(default_factory=dict)
    """What was learned from the other sources, by how many articles were seen and on which day."""

    def look(self, crawl: CrawlFacts, new: list[ArticleFacts]) -> None:
        self.crawls.append(crawl)
        self.seen += new
        if self.others is None:
            return
        crawls = self.crawls[-CRAWLS:]
        findings = [*of_crawls(crawls, self.blank), *of_second_looks(crawls, self.usual(crawls))]
        if new:
            articles = self.seen[-ARTICLES:]
            newest = newest_of(articles)
            findings += of_articles(newest, self.usual(articles[: len(articles) - len(newest)]))
        else:
            findings += of_silence(self.silence(crawl.at))
        self.settle(findings, crawl, new)

    def silence(self, at: float) -> Silence | None:
        """What `silence` says at each look; the other sources are asked once a day."""
        usual, now = self.usual_silence(), datetime.fromtimestamp(at, UTC)
        if usual and usual.is_longest(now):
            place = len(self.seen), int(at / DAY)
            if place not in self.asked:
                self.asked = {place: usual.beside(Neighbour(one.until(at)) for one in self.others or ())}
            usual = self.asked[place]
        return usual.until(now) if usual else None

    def usual_silence(self) -> UsualSilence | None:
        """What `silence` learns at each look; it changes with the articles alone."""
        if self.learned[0] != len(self.seen):
            times = np.sort(np.array([one.at for one in self.seen]))
            self.learned = len(self.seen), usual_silence(times, ZONE)
        return self.learned[1]

    def usual(self, facts: Sequence[Facts]) -> list[Facts]:
        """Those that did not come under an alarm of what articles are like, as the book of alarms has it."""
        return [one for one in facts if not is_under(one.at, self.odd)]

    def note(self, kind: str, began: float, closed: float = np.inf) -> None:
        """Note that an alarm opened, or closed."""
        stretches = self.odd if kind in OF_ARTICLES else self.blank if kind == "no articles" else []
        if (began, np.inf) in stretches:
            stretches.remove((began, np.inf))
        stretches.append((began, closed))

    def settle(self, findings: list[Finding], crawl: CrawlFacts, new: list[ArticleFacts]) -> None:
        for kind, name in list(self.open):
            if is_over(kind, [f for f in findings if f.field == name], new, crawl):  # type: ignore[arg-type]
                self.note(kind, self.open.pop((kind, name)), crawl.at)
        for one in findings:
            if (one.kind, one.field) not in self.open:
                newest = newest_of(self.seen[-ARTICLES:])
                began = newest[0].at if newest else crawl.at
                self.open[one.kind, one.field] = one.since or began
                self.note(one.kind, one.since or began)
                self.opened.append((crawl.at, one))
                for breakage in self.breakages:
                    fits = one.kind in ACCEPTED.get(breakage.kind, {breakage.kind})
                    if fits and breakage.start <= crawl.at <= breakage.end and breakage.opened is None:
                        if breakage.kind == "field" and one.field != breakage.name:
                            continue
                        breakage.opened = crawl.at


def replay(site: Site, kinds: list[Kind], others: Sequence[Seen] | None) -> tuple[Desk, Known]:
    desk, known = Desk(site, site.breakages(kinds), others), Known(site)
    truth, random = site.articles(), site.random
    at, down, is_odd = START + 2 * DAY, 0, False
    broken_seen: Counter[int] = Counter()
    while at < START + DAYS * DAY:
        now = next((b for b in desk.breakages if b.start <= at < b.end), None)
        if down == 0 and random.random() < 0.01:
            down = int(random.integers(1, 3))
        if down:
            down -= 1
            desk.look(CrawlFacts(str(at), at, is_answered=False), [])
            at += site.pause * random.uniform(0.9, 1.1)
            continue
        kind = now.kind if now else None
        is_blank = kind == "no articles" or (kind is None and random.random() < 0.002)
        is_odd = kind is None and not is_odd and random.random() < 0.002
        is_reached = kind not in ("robots", "redirect", "certificate")

        def seen_as(one: ArticleFacts, now: Breakage | None = now, is_odd: bool = is_odd) -> ArticleFacts:
            if is_odd:
                return odd(one)
            return broken(one, now, random) if now and now.touches(one) else one

        looks, showed = known.look(at, seen_as, desk.odd) if is_reached else ({}, False)
        new: list[ArticleFacts] = []
        while is_reached and not is_blank and kind != "silence" and len(known.page) < len(truth):
            one = truth[len(known.page)]
            if one.at > at:
                break
            new.append(replace(seen_as(one), run_id=str(at)))
            known.add(replace(one, run_id=""), replace(new[-1], run_id=""), at)
        crawl = CrawlFacts(
            str(at),
            at,
            listing_pages=int(is_reached),
            shown=0 if is_blank or not is_reached else 20,
            forbidden="robots.txt forbids" if kind == "robots" else None,
            redirected="redirected to other.example" if kind == "redirect" else None,
            certificate="certificate has expired" if kind == "certificate" else None,
            looks=looks,
        )
        if now:
            now.crawls.append(at)
            if showed and not now.of_new and now.shown is None:
                now.shown = at
            touched = sum(now.touches(one) for one in new)
            if touched:
                now.bringing.append(at)
            broken_seen[id(now)] += touched
            if now.known is None and (now.shown or is_known(site, now, at, broken_seen[id(now)], desk)):
                now.known = at
        desk.look(crawl, new)
        at += site.pause * random.uniform(0.9, 1.1)
    return desk, known


def is_known(site: Site, breakage: Breakage, at: float, seen: int, desk: Desk) -> bool:
    """Whether the truth about the site lets one know of the breakage at this crawl, by what is new."""
    if breakage.kind == "silence":
        return site.expected(desk.seen[-1].at, at) > MARGIN * site.silence
    if breakage.kind not in OF_ARTICLES:
        return True
    return seen >= max(2, site.rows[breakage.name or breakage.kind] + 1)


def row_of(flags: list[bool]) -> int:
    longest = count = 0
    for flag in flags:
        count = count + 1 if flag else 0
        longest = max(longest, count)
    return longest


def within_two(breakage: Breakage, start: float | None) -> bool:
    """Whether it was found within two crawls of `start`; one that could never be known was found soon enough."""
    if breakage.opened is None or start is None:
        return breakage.opened is not None
    is_by_new = breakage.kind in OF_ARTICLES and start == breakage.known != breakage.shown
    if not is_by_new:
        return breakage.opened <= second(breakage.crawls, start)
    shown = second(breakage.crawls, breakage.shown) if breakage.shown else np.inf
    return breakage.opened <= min(second(breakage.bringing, start), shown)


def second(crawls: Sequence[float], start: float) -> float:
    """Return when the second of the crawls from `start` on was."""
    return next(islice((at for at in crawls if at >= start), 1, None), np.inf)


def seen_of(task: tuple[int, int, list[Kind]]) -> Seen:
    """Return what one source shows in its year; the alarms of the others learn from that too."""
    seed, number, kinds = task
    desk, known = replay(Site.made(np.random.default_rng([seed, number])), kinds, None)
    return Seen(np.array([one.at for one in desk.seen]), known.first_seen[: len(desk.seen)])


def year_of(task: tuple[int, int, list[Kind], Sequence[Seen]]) -> Desk:
    """Replay the year of one source."""
    seed, number, kinds, others = task
    return replay(Site.made(np.random.default_rng([seed, number])), kinds, others)[0]


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", maxsplit=1)[0])
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--sources", type=int, default=20)
    options = parser.parse_args()
    began = time.monotonic()
    random = np.random.default_rng(options.seed)
    kinds = [KINDS[i % len(KINDS)] for i in range(options.sources * PER_SOURCE)]
    random.shuffle(kinds)
    tasks = [
        (options.seed, number, kinds[number * PER_SOURCE : (number + 1) * PER_SOURCE])
        for number in range(options.sources)
    ]
    with ProcessPoolExecutor(mp_context=get_context("spawn")) as pool:
        seen = list(pool.map(seen_of, tasks))
        years = [(*task, seen[:number] + seen[number + 1 :]) for number, task in enumerate(tasks)]
        report(list(pool.map(year_of, years)))
    print(f"{time.monotonic() - began:.0f} s")
    return 0


def report(desks: list[Desk]) -> None:
    by_kind: dict[str, list[Breakage]] = defaultdict(list)
    for desk in desks:
        for one in desk.breakages:
            by_kind[one.kind].append(one)
    print(f"{'kind':14} {'injected':>8} {'found':>6} {'in two':>7} {'two of start':>12} {'median hours':>13}")
    total = [0, 0, 0, 0]
    for kind, some in sorted(by_kind.items()):
        found = [one for one in some if one.opened is not None]
        knowable = sum(within_two(one, one.known) for one in some)
        at_once = sum(within_two(one, one.start) for one in some)
        hours = np.median([(one.opened or 0) - one.start for one in found]) / 3600 if found else float("nan")
        print(f"{kind:14} {len(some):8} {len(found):6} {knowable:7} {at_once:12} {hours:13.1f}")
        total = [a + b for a, b in zip(total, (len(some), len(found), knowable, at_once), strict=True)]
    print(f"{'all':14} {total[0]:8} {total[1]:6} {total[2]:7} {total[3]:12}")
    print(
        f"\nfound within two crawls: {total[2]} of {total[0]} after they could be known,"
        f" {total[3]} after the breakage itself"
    )
    untimely = [
        (number, at, one)
        for number, desk in enumerate(desks)
        for at, one in desk.opened
        if is_untimely(desk, at)
    ]
    false = [(number, at, one) for number, at, one in untimely if one.kind != "unreachable"]
    each = Counter(number for number, _, _ in false)
    print(
        f"false alarms: {len(false)} in {len(desks)} source-years, at most {max(each.values(), default=0)} in one;"
        f" real outages of four crawls and more that were told: {len(untimely) - len(false)}"
    )
    for number, at, finding in false:
        print(
            f"  source {number} ({desks[number].site.a_day:.0f} a day), day {(at - START) / DAY:.0f}: {finding.kind} {finding.field} {finding.detail}"
        )
    for number, desk in enumerate(desks):
        for one in desk.breakages:
            if not within_two(one, one.known):
                print(f"  late: source {number}, {say(one, desk)}")
    still = sum(len(desk.open) for desk in desks)
    print(f"alarms still open at the end of the year: {still}; crawls: {sum(len(d.crawls) for d in desks)}")


def say(one: Breakage, desk: Desk) -> str:
    """One breakage in words: after how many crawls it could be known, and was told."""

    def crawls(at: float | None) -> str:
        return "never" if at is None else str(sum(crawl <= at for crawl in one.crawls))

    return (
        f"day {(one.start - START) / DAY:.0f}: {one.kind} {one.name}{' of new ones' if one.of_new else ''},"
        f" pages with validators of {desk.site.validators}, {desk.site.a_day:.0f} a day:"
        f" known in crawl {crawls(one.known)}, told in crawl {crawls(one.opened)}"
    )


def is_untimely(desk: Desk, at: float) -> bool:
    """Outside every breakage, with two crawls of grace after it (what it hid comes in at once)."""
    return not any(one.start <= at <= one.end + 3 * desk.site.pause for one in desk.breakages)


if __name__ == "__main__":
    sys.exit(main())
