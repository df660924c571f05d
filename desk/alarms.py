"""Blindness alarms: a source that answers, makes no error, and yet no longer gives what it always gave.

There is no threshold to tune. Each source is held against its own history, and an alarm is given when
what is seen would come about by chance less than `FALSE_A_YEAR` times a year in that source. Four kinds
of evidence:

* what a crawl met (robots.txt forbids, another host, an expired certificate, listings without articles,
  articles none of which can be read): told by the crawl itself, where earlier crawls met nothing of the kind;
* what the newest articles are like (a field missing, short, all alike, another language): the last few in
  a row are all rarer than anything that has come in such a row before;
* what known articles are like when they are looked at again: in two crawls in a row all that told anything
  had lost a field, their words or their language, which the same page hardly ever does;
* silence: longer, in articles that the rhythm had led to expect, than the tail of the silences before it
  lets one expect in a year (peaks over threshold; Pickands, Annals of Statistics 3, 1975). Long silences
  are rare, and a source that is known for weeks has shown few: other sources of the archive lend theirs.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from itertools import pairwise
from typing import Literal
from zoneinfo import ZoneInfo

import numpy as np
from numpy.typing import NDArray

from desk.rhythm import Instants, Rhythm, learn, rates_over
from scraper.second_look import FIELDS
from storage.alarms import OF_ARTICLES, Stretch, is_under

Kind = Literal[
    "silence",
    "no articles",
    "no pages",
    "field",
    "short",
    "alike",
    "language",
    "robots",
    "redirect",
    "certificate",
    "unreachable",
]

FALSE_A_YEAR = 0.06
"""Alarms by chance that one test may give in a source and year."""
LOOKED_AT = (*FIELDS, "language", "text")
"""What a second look at a known article tells of."""
NEWEST = 24
"""How many articles are looked at for a row of rare ones, beside those of the newest crawl."""
FAILED_PAGES = 4
"""Article pages that fail before all are said to fail: one dead link is asked for again and again."""
FEWEST = 10
"""With fewer articles or silences than this nothing is usual yet."""
TAIL = (0.15, 0.6)
"""How heavy the tail of silences may be: holidays make it heavier than chance, also before the first was seen."""
LONGER = 1.2
"""A silence is never alarming before it is so much longer than any that was."""
LENDS_FROM = 2.0
"""A source lends its silences to one that publishes at most so many times as much."""
SHORTEST = 0.1
"""Share of the usual texts of which a suddenly short one must be among the shortest: a series of brief news is none."""
SHORT_CLUSTERS = 2.0
"""`CLUSTERS` for short texts: they nearly always come in series. How very short they are tells more than their row."""
THINNER = 3
"""The power by which texts become rarer that are shorter than any that was: half as long, eight times as rare."""
QUIET_DAY = 86400.0
QUIET_HALF_LIFE = 43200.0
"""Seconds over which a source shows itself quiet (a holiday), and in which that tells half as much of what comes."""
QUIET_STRENGTH = 2.0
"""Articles of evidence at which a day is taken for half as quiet as it looks."""
CLUSTERS = 0.6
"""Of three rare articles that nothing is known of, so many are taken to be followed by another."""
NOTICES_A_YEAR = 6
"""Crawls that may bring a notice instead of each article, which is odd in all that is looked at."""
STRANGE = 100
"""Articles after which a language, or two equal texts, not met among them begin to be something strange."""
WEEKS = 14.0
"""Days of history before which nobody can say how silent a week-end is: each weekday must have come twice."""
YEAR = 365.25 * 86400


@dataclass(frozen=True, slots=True)
class ArticleFacts:
    """What an article's first reading was like."""

    at: float
    """Seconds since 1970."""
    fields: frozenset[str]
    """Which of `FIELDS` it has."""
    length: int
    """Characters of its text."""
    language: str | None
    opening: int
    """A hash of how its text begins."""
    run_id: str = ""
    """The crawl that fetched it first."""


@dataclass(frozen=True, slots=True)
class Looks:
    """How many known articles that were looked at again have something still, and have it no more."""

    kept: int = 0
    lost: int = 0
    replaced: int = 0
    """Texts of which other words stand in their place."""
    openings: tuple[int, ...] = ()
    """Hashes of how those other words begin, one a text."""

    @property
    def gone(self) -> int:
        """Return how many have it no more."""
        return self.lost + self.replaced

    def gone_like(self, other: Looks) -> int:
        """Return how many have it no more in the way of `other`: a page may be emptied, or be written anew."""
        if not other.replaced:
            return self.lost
        return self.gone if other.lost else self.replaced

    @property
    def differ(self) -> bool:
        """Return whether most of the other words differ: edits, or the end of a notice; a wall says the same everywhere."""
        most = max(Counter(self.openings).values(), default=0)
        return self.replaced > self.lost and 2 * most <= self.replaced


@dataclass(frozen=True, slots=True)
class CrawlFacts:
    """What one crawl met."""

    run_id: str
    at: float
    listing_pages: int = 0
    """Listings, feeds and sitemaps that were fetched and read; unchanged ones (304) are not among them."""
    shown: int = 0
    """Teasers that they showed."""
    pages_read: int = 0
    pages_failed: int = 0
    """Articles that were asked for, where listings were had: read or unchanged ones, and those that failed."""
    is_answered: bool = True
    """Whether the site answered at all."""
    forbidden: str | None = None
    redirected: str | None = None
    certificate: str | None = None
    """What was said of robots.txt, of another host, of the certificate."""
    looks: Mapping[str, Looks] = field(default_factory=dict)
    """By those of `LOOKED_AT` that second looks at known articles told of."""


@dataclass(frozen=True, slots=True)
class Finding:
    """Something is wrong: `kind` and `field` name the alarm, `detail` says what was seen."""

    kind: Kind
    field: str
    detail: str
    since: float | None = None
    """When the first crawl met it that tells of it, where crawls do."""


@dataclass(frozen=True, slots=True)
class Silence:
    """How long a source has been silent, and how long it may be; both in articles expected meanwhile."""

    expected: float
    allowed: float
    since: float

    @property
    def is_alarming(self) -> bool:
        """Whether it is longer than chance lets one expect in a year."""
        return self.expected > self.allowed


@dataclass(frozen=True, slots=True)
class Pauses:
    """The pauses between the publications of a source."""

    rhythm: Rhythm
    times: Instants
    """The publications that the rhythm was learned from."""
    lengths: NDArray[np.float64]
    """From each to the next, in articles expected meanwhile."""

    @property
    def a_day(self) -> float:
        """Return how many articles a day it has published."""
        return self.rhythm.articles / max(self.rhythm.days, 1.0)

    def outside(self, stretches: Sequence[Stretch]) -> NDArray[np.float64]:
        """Return the lengths of those that touch none of the stretches."""
        touched = np.zeros(len(self.lengths), dtype=bool)
        for start, end in stretches:
            touched |= (self.times[:-1] <= end) & (self.times[1:] >= start)
        return self.lengths[~touched]


@dataclass(frozen=True, slots=True)
class Neighbour:
    """Another source of the same archive."""

    published: Instants
    blind: Sequence[Stretch] = ()
    """When it was under an alarm: how silent it was then is not usual."""


@dataclass(frozen=True, slots=True)
class UsualSilence:
    """How a source is silent, by all that it has published: true until it publishes again."""

    pauses: Pauses
    allowed: float
    quiet: float
    """How busy the day before the silence was, as a share of a usual one; at most 1."""

    @property
    def since(self) -> float:
        """Return when it published last."""
        return float(self.pauses.times[-1])

    def until(self, now: datetime) -> Silence:
        """Return how silent it is at `now`. After a quiet day (a holiday) less is expected, for a while."""
        edges, mass = rates_over(self.pauses.rhythm, self.since, now.timestamp())
        fading = np.exp2((self.since - edges[:-1]) / QUIET_HALF_LIFE)
        expected = float((np.diff(mass) * (1 - (1 - self.quiet) * fading)).sum())
        return Silence(expected, self.allowed, self.since)

    def is_longest(self, now: datetime) -> bool:
        """Return whether the silence at `now` is longer than any that was, so that it may be alarming."""
        return self.until(now).expected > _longest(self.pauses)

    def beside(self, others: Iterable[Neighbour]) -> UsualSilence:
        """Return the same, learned from the silences of other sources too."""
        lent = [lengths for other in others if (lengths := _lent(other, self.pauses)) is not None]
        return replace(self, allowed=_longest_in_a_year(self.pauses, lent)) if lent else self


# What a crawl met


def of_crawls(crawls: Sequence[CrawlFacts], blank: Sequence[Stretch] = ()) -> list[Finding]:
    """Judge what the newest of `crawls` met (the newest stands last).

    Listings without articles, and articles none of which can be read, that came under an alarm, in the
    stretches `blank`, are not what is usual.
    """
    if not crawls:
        return []
    newest, earlier = crawls[-1], crawls[:-1]
    found: list[Finding] = []
    if newest.forbidden:
        found.append(Finding("robots", "", newest.forbidden))
    if newest.redirected:
        found.append(Finding("redirect", "", newest.redirected))
    if newest.certificate:
        found.append(Finding("certificate", "", newest.certificate))
    row = _row(crawls, _shows_nothing)
    usual = [one for one in earlier if not is_under(one.at, blank)]
    if len(row) > max(1, _longest_row(usual, _shows_nothing)) and any(one.shown for one in earlier):
        what = "listings are fetched, but no article is found in them"
        found.append(Finding("no articles", "", what, row[-1].at))
    failing = _row(crawls, _reads_nothing)
    pages = sum(one.pages_failed for one in failing)
    is_longest = len(failing) > max(1, _longest_row(usual, _reads_nothing))
    if is_longest and pages >= FAILED_PAGES and any(one.pages_read for one in earlier):
        what = f"listings are had, but none of {pages} article pages could be fetched and read"
        found.append(Finding("no pages", "", what, failing[-1].at))
    dead = _row(crawls, _is_dead)
    if len(dead) > max(3, _longest_row(crawls[: len(crawls) - len(dead)], _is_dead)):
        what = f"the site has not answered in {len(dead)} crawls"
        found.append(Finding("unreachable", "", what, dead[-1].at))
    return found


def _shows_nothing(crawl: CrawlFacts) -> bool | None:
    """None: the crawl cannot tell, as it saw no listing, or only unchanged ones."""
    return None if not crawl.listing_pages else not crawl.shown


def _reads_nothing(crawl: CrawlFacts) -> bool | None:
    """None: the crawl asked for no article."""
    return None if not crawl.pages_read + crawl.pages_failed else not crawl.pages_read


def _is_dead(crawl: CrawlFacts) -> bool | None:
    told = crawl.forbidden or crawl.redirected or crawl.certificate
    return None if told else not crawl.is_answered


def _row(crawls: Sequence[CrawlFacts], test: Callable[[CrawlFacts], bool | None]) -> list[CrawlFacts]:
    """Return which of the newest crawls that can tell meet the test, in a row; the newest first."""
    row = []
    for crawl in reversed(crawls):
        holds = test(crawl)
        if holds is False:
            break
        if holds:
            row.append(crawl)
    return row


def _longest_row(crawls: Sequence[CrawlFacts], test: Callable[[CrawlFacts], bool | None]) -> int:
    """Return the longest row that was broken again."""
    longest = count = 0
    for crawl in crawls:
        holds = test(crawl)
        if holds is False:
            longest, count = max(longest, count), 0
        count += holds is True
    return longest


# What known articles are like when they are looked at again


def of_second_looks(crawls: Sequence[CrawlFacts], usual: Sequence[CrawlFacts]) -> list[Finding]:
    """Judge what known articles have lost, by the newest of `crawls` and by the `usual` ones before (oldest first)."""
    return [one for name in LOOKED_AT if (one := _lost_by_all(name, crawls, usual))]


def _lost_by_all(name: str, crawls: Sequence[CrawlFacts], usual: Sequence[CrawlFacts]) -> Finding | None:
    row = _row(crawls, lambda crawl: _loses(crawl, name))
    row = [crawl for crawl in row if not _is_edit(crawl, name, row)]
    if len(row) < 2:
        return None
    earlier = [crawl for crawl in usual if crawl.at < row[-1].at and name in crawl.looks]
    if len(earlier) < FEWEST or len(row) <= _longest_row(earlier, lambda crawl: _loses(crawl, name)):
        return None
    a_year = len(earlier) / max(earlier[-1].at - earlier[0].at, 86400.0) * YEAR
    looks = _sum(name, row)
    chance = min(
        _chance_of_look(name, looks, earlier) ** looks.gone,
        _chance_of_crawl(name, looks, earlier) ** len(row),
    )
    if chance * a_year >= FALSE_A_YEAR or looks.differ:
        return None
    kind, what = _told_of(name, looks)
    detail = f"{looks.gone} known articles that were looked at again {what}"
    return Finding(kind, name if kind == "field" else "", detail, row[-1].at)


def _is_edit(crawl: CrawlFacts, name: str, row: Sequence[CrawlFacts]) -> bool:
    """Return whether the other words that a crawl found stand nowhere else: those of a wall do."""
    looks = crawl.looks[name]
    elsewhere = {opening for one in row if one is not crawl for opening in one.looks[name].openings}
    return looks.replaced > 0 and not looks.lost and elsewhere.isdisjoint(looks.openings)


def _chance_of_look(name: str, looks: Looks, earlier: Sequence[CrawlFacts]) -> float:
    """Return how often a look at a known article finds what these did."""
    before = _sum(name, earlier)
    return _chance(before.gone_like(looks), before.gone + before.kept)


def _chance_of_crawl(name: str, looks: Looks, earlier: Sequence[CrawlFacts]) -> float:
    """Return the same, where all looks of an odd crawl (a notice before all pages) count as one."""
    usual = _sum(name, [crawl for crawl in earlier if not _loses(crawl, name)])
    odd = [crawl.looks[name] for crawl in earlier if _loses(crawl, name)]
    alike = sum(one.gone_like(looks) > 0 for one in odd)
    return _chance(usual.gone_like(looks) + alike, usual.gone + usual.kept + len(odd))


def _told_of(name: str, looks: Looks) -> tuple[Kind, str]:
    if name == "language":
        return "language", "are in another language than before"
    if name != "text":
        return "field", "lack it now"
    if looks.replaced > looks.lost:
        return "alike", "have other words now: a wall, a login, a notice?"
    return "short", "have lost nearly all of their text"


def _sum(name: str, crawls: Sequence[CrawlFacts]) -> Looks:
    looks = [crawl.looks[name] for crawl in crawls]
    return Looks(
        sum(one.kept for one in looks),
        sum(one.lost for one in looks),
        sum(one.replaced for one in looks),
        tuple(opening for one in looks for opening in one.openings),
    )


def _loses(crawl: CrawlFacts, name: str) -> bool | None:
    """None: nothing that ever had it was looked at again."""
    looks = crawl.looks.get(name)
    return looks.gone > looks.kept if looks else None


# What the newest articles are like


def of_articles(articles: Sequence[ArticleFacts], usual: Sequence[ArticleFacts]) -> list[Finding]:
    """Judge the newest articles by the usual ones before them (both oldest first)."""
    if len(usual) < FEWEST or not articles:
        return []
    newest = newest_of(articles)
    span = max(usual[-1].at - usual[0].at, 86400.0)
    limit = FALSE_A_YEAR / (len(usual) / span * YEAR)
    rows = RareRows(limit, [one.run_id for one in newest], np.array([one.run_id for one in usual]))
    found = [*_missing_fields(newest, usual, rows), *_short(newest, usual, rows)]
    return [*found, *_alike(newest, usual, rows), *_language(newest, usual, rows)]


def newest_of(articles: Sequence[ArticleFacts]) -> Sequence[ArticleFacts]:
    """Return those that the newest crawl brought, and `NEWEST` before them: a row must reach back beyond one crawl."""
    brought = sum(one.run_id == articles[-1].run_id for one in articles) if articles else 0
    return articles[-NEWEST - brought :]


def _missing_fields(
    newest: Sequence[ArticleFacts], usual: Sequence[ArticleFacts], rows: RareRows
) -> Iterator[Finding]:
    for name in FIELDS:
        lacking = sum(name not in one.fields for one in usual)
        chance = _chance(lacking, len(usual))
        new = [1.0 if name in one.fields else chance for one in newest]
        if new[-1] == 1.0:
            continue
        row = rows.longest_of(new, np.array([1.0 if name in one.fields else chance for one in usual]))
        if row:
            share = 1 - lacking / len(usual)
            yield Finding(
                "field", name, f"the last {row} articles lack it; {share:.0%} of the earlier ones had it"
            )


def _short(
    newest: Sequence[ArticleFacts], usual: Sequence[ArticleFacts], rows: RareRows
) -> Iterator[Finding]:
    lengths = np.sort([one.length for one in usual])
    places = np.searchsorted(lengths, [one.length for one in usual], "right")
    new = [
        _chance(int(np.searchsorted(lengths, one.length, "right")), len(usual))
        * min(1.0, one.length / max(int(lengths[0]), 1)) ** THINNER
        for one in newest
    ]
    ranks = (places + 0.5) / (len(usual) + 1)
    row = replace(rows, clusters=SHORT_CLUSTERS).longest_of(new, ranks, SHORTEST)
    if row:
        longest, median = max(one.length for one in newest[-row:]), int(np.median(lengths))
        yield Finding(
            "short", "", f"the last {row} texts have at most {longest} characters; usual are {median}"
        )


def _language(
    newest: Sequence[ArticleFacts], usual: Sequence[ArticleFacts], rows: RareRows
) -> Iterator[Finding]:
    spoken = Counter(one.language for one in usual)
    new = [_chance(spoken[one.language], len(usual)) for one in newest]
    before = np.array([_chance(spoken[one.language], len(usual)) for one in usual])
    if not spoken[newest[-1].language]:
        rows = rows.of_the_strange(len(usual))
    row = rows.longest_of(new, before)
    if row:
        main = spoken.most_common(1)[0][0]
        yield Finding(
            "language", "", f"the last {row} articles are in {newest[-1].language}; usual is {main}"
        )


def _alike(
    newest: Sequence[ArticleFacts], usual: Sequence[ArticleFacts], rows: RareRows
) -> Iterator[Finding]:
    openings = [one.opening for one in usual]
    repeats = [before == after for before, after in pairwise(openings)]
    chance = _chance(sum(repeats), len(usual))
    new = [openings[-1], *(one.opening for one in newest)]
    if not any(repeats):
        rows = rows.of_the_strange(len(usual))
    row = replace(rows, tells_of=2).longest_of(
        [chance if before == after else 1.0 for before, after in pairwise(new)],
        np.where(repeats, chance, 1.0),
    )
    if row:
        yield Finding("alike", "", f"the last {row + 1} texts begin alike: a wall, a login, a notice?")


def _chance(rare: int, of: int) -> float:
    """Return how often something is to be expected that was met `rare` times (Jeffreys' rule)."""
    return (rare + 0.5) / (of + 1)


@dataclass(frozen=True, slots=True)
class RareRows:
    """What makes a row of rare articles alarming."""

    limit: float
    """How often such a row may come about by chance."""
    newest: Sequence[str]
    usual: NDArray[np.str_]
    """The crawls that brought the newest articles, and the usual ones."""
    tells_of: int = 1
    """How many articles in a row each rarity is told of: two, where one begins like the one before."""
    clusters: float = CLUSTERS

    def of_the_strange(self, articles: int) -> RareRows:
        """Return the same for what never was in so many articles: the more, the less a series of it is expected."""
        return replace(self, clusters=CLUSTERS * min(1.0, STRANGE / articles))

    def longest_of(self, new: Sequence[float], before: NDArray[np.float64], often: float = 0.5) -> int:
        """Return how many of the newest, in a row, are together rarer than the limit; 0: no such row.

        The numbers say how often one as rare, or rarer, is usual; what is met as often as not (or `often`) is not rare.
        Rare ones come in clusters (a series, a day of photo reports): after one, the next is as likely as
        it was `before`, with a cluster now and then taken for granted; and after two, which are a cluster
        already, as likely as it was after two. A row must be longer than any row of ones as rare before.

        One odd crawl (a notice before all pages) is no breakage, and no cluster either: a row that came with one
        crawl counts as one among those before, and of the newest those must be rare too that came with another.
        """
        for row in range(2, len(new) + 1):
            chance = max(new[-row:])
            if chance >= often:
                break
            beside = self._beside_one_crawl(row)
            if not beside:
                continue
            rare = self._with_odd_crawls_as_one(before <= chance)
            pairs = rare[1:] & rare[:-1]
            second = self._follows(pairs, rare, chance)
            further = self._follows(pairs[1:] & rare[:-2], pairs, chance)
            is_rare = chance * second * further ** (row - 2) < self.limit
            odd = chance * (second * further ** (beside - 2) if beside > 1 else 1)
            if is_rare and odd * NOTICES_A_YEAR * len(LOOKED_AT) < FALSE_A_YEAR and row > _longest_true(rare):
                return row
        return 0

    def _beside_one_crawl(self, row: int) -> int:
        """Return how many articles of the row came with other crawls than the one that most of them came with."""
        crawls = self.newest[-(row + self.tells_of - 1) :]
        return len(crawls) - max(Counter(crawls).values())

    def _with_odd_crawls_as_one(self, rare: NDArray[np.bool_]) -> NDArray[np.bool_]:
        """Return the flags; of each row that came with one crawl only the first."""
        first, last = _rows_of(rare)
        is_of_one_crawl = self.usual[first] == self.usual[last + self.tells_of - 1]
        goes_on = rare.copy()
        goes_on[first] = False
        row = np.cumsum(rare & ~goes_on) - 1
        return rare[~(goes_on & is_of_one_crawl[row])] if len(first) else rare

    def _follows(self, again: NDArray[np.bool_], once: NDArray[np.bool_], chance: float) -> float:
        """Return how likely it is that what came `once` comes again; never less likely than by chance."""
        return max(chance, float((again.sum() + self.clusters) / (once.sum() + 3)))


def _longest_true(flags: NDArray[np.bool_]) -> int:
    first, last = _rows_of(flags)
    return int((last - first + 1).max(initial=0))


def _rows_of(flags: NDArray[np.bool_]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Return where rows of true ones begin and end."""
    edges = np.flatnonzero(np.diff(np.concatenate([[False], flags, [False]]).astype(np.int8)))
    return edges[::2], edges[1::2] - 1


def is_over(
    kind: Kind, findings: Sequence[Finding], articles: Sequence[ArticleFacts], crawl: CrawlFacts
) -> bool:
    """Return whether an open alarm closes: what it told of is found no more, where the crawl can tell."""
    if any(one.kind == kind for one in findings):
        return False
    if kind in OF_ARTICLES:
        return bool(articles)
    if kind == "no articles":
        return bool(crawl.listing_pages)
    if kind == "no pages":
        return bool(crawl.pages_read)
    return crawl.is_answered


# Silence


def usual_silence(published: Instants, zone: ZoneInfo) -> UsualSilence | None:
    """Learn from all publications of a source how silent it may be; None: nothing is usual yet."""
    pauses = _pauses(published, zone)
    if pauses is None:
        return None
    last = float(pauses.times[-1])
    came = int((pauses.times > last - QUIET_DAY).sum())
    usual = pauses.rhythm.expected(last - QUIET_DAY, last) + 1
    quiet = min(1.0, (came + QUIET_STRENGTH) / (usual + QUIET_STRENGTH))
    return UsualSilence(pauses, _longest_in_a_year(pauses), quiet)


def silence(
    published: Instants, now: datetime, zone: ZoneInfo, others: Callable[[], Iterable[Neighbour]] = tuple
) -> Silence | None:
    """Return how silent a source is at `now`, by its publications so far; None: nothing is usual yet.

    The other sources are asked only when it is longer silent than it ever was.
    """
    usual = usual_silence(published[published <= now.timestamp()], zone)
    if usual is None:
        return None
    return (usual.beside(others()) if usual.is_longest(now) else usual).until(now)


def _pauses(published: Instants, zone: ZoneInfo) -> Pauses | None:
    if len(published) < FEWEST:
        return None
    last = float(published[-1])
    rhythm = learn(published, datetime.fromtimestamp(last, UTC), zone)
    if rhythm.articles < FEWEST or rhythm.days < WEEKS:
        return None
    times = published[-rhythm.articles :]
    return Pauses(rhythm, times, np.diff(np.interp(times, *rates_over(rhythm, float(times[0]), last))))


def _lent(other: Neighbour, own: Pauses) -> NDArray[np.float64] | None:
    """Return pauses as another source would have had them if it had published as seldom as this one.

    Of its articles as large a share is kept, at random, as makes it as seldom: its holidays stay, chance is as
    large as here. A source that publishes much less tells nothing of a busier one.
    """
    theirs = _pauses(other.published, own.rhythm.zone)
    if theirs is None or theirs.a_day * LENDS_FROM < own.a_day:
        return None
    if theirs.a_day > own.a_day:
        kept = np.random.default_rng(0).random(len(theirs.times)) < own.a_day / theirs.a_day
        theirs = _pauses(theirs.times[kept], own.rhythm.zone)
    return theirs.outside(other.blind) if theirs else None


def _longest(pauses: Pauses) -> float:
    """Return how long a silence is at least that is longer than any that was."""
    return float(pauses.lengths.max()) * LONGER


def _longest_in_a_year(own: Pauses, lent: Sequence[NDArray[np.float64]] = ()) -> float:
    """Return the pause that is exceeded `FALSE_A_YEAR` times a year, by the tail of the pauses that were.

    A generalised Pareto tail, fitted by its moments (Hosking and Wallis, Technometrics 29, 1987).
    """
    pauses = np.sort(np.concatenate([own.lengths, *lent]))
    tenth = max(3, len(pauses) // 10)
    start = float(pauses[-tenth])
    excess = pauses[-tenth:] - start
    mean, spread = max(float(excess.mean()), 0.5), max(float(excess.var()), 0.25)
    shape = float(np.clip(0.5 * (1 - mean**2 / spread), *TAIL))
    scale = max(1.0, mean * (1 - shape))
    often = own.a_day * 365.25 * tenth / len(pauses) / FALSE_A_YEAR
    return max(float(start + scale / shape * (often**shape - 1)), _longest(own))


def of_silence(silent: Silence | None) -> list[Finding]:
    """Judge a silence."""
    if silent is None or not silent.is_alarming:
        return []
    return [
        Finding(
            "silence",
            "",
            f"no new article since {datetime.fromtimestamp(silent.since, UTC):%d %b %H:%M} UTC,"
            f" where {silent.expected:.0f} were to be expected",
        )
    ]
