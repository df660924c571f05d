"""How well reports of one event are told: the section `stories` of `bench/matching.py`.

    python bench/story_pairs.py [SETS_DIR] [--mistakes 30]

`tgcontest`: pairs of Russian and English news on which people agreed or not that they tell of one event, compared one
by one; the words' weights are those that the 288 articles themselves teach. `reports` and `events_first` to
`events_fifth`: made-up reports (`tests/data`), each set saved into one archive; what counts is the stories there: every pair in two
languages, every pair in one language, and B-cubed over all reports (Bagga and Baldwin 1998: precision and recall of
each report's story, averaged). `--mistakes` lists the pairs of these sets that are wrong, and the worst of `tgcontest`.
`real_edits`: B-cubed over real news. An event is an article of `articles` and the same article as it was seen at
another time, under another title or with another description (the `real_*` kinds of `teasers`), given to another
outlet; all events of the busiest fortnight of the set stand side by side in one archive.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
import tempfile
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import xxhash

from bench.near_duplicates import SETS, are_there, rows
from scraper.extraction.language import identify_language
from storage.archive import Archive
from storage.gathering import Gathering
from storage.matching import FullArticle
from storage.matching.likeness import THRESHOLD, compare
from storage.matching.rarity import Rarity
from storage.matching.story_reports import report_of, telling_of
from storage.records import Article, Fetch, Source
from storage.schema import memory_archive
from tests.storage.matching.reports import MadeUpReport, pairs, reports, save_reports

DAY = "2020-05-01T00:00:00Z"
ISO_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
MADE_UP = ("reports", "events_first", "events_second", "events_third", "events_fourth", "events_fifth")
EVENTS = 1500
"""At most so many real events."""


@dataclass(frozen=True, slots=True)
class Judged:
    """One labelled pair, and how likely the rules hold it for one event."""

    score: float
    is_one: bool
    titles: tuple[str, str]

    @property
    def is_right(self) -> bool:
        """Whether the rules say what people said."""
        return (self.score >= THRESHOLD) == self.is_one


def measure(sets: Path) -> dict[str, Any]:
    """Return the figures of stories."""
    judged = judge(sets / "story_pairs_tgcontest.jsonl.gz")
    return {
        "tgcontest": {"pairs": len(judged), "accuracy": _share([one.is_right for one in judged])},
        **{name: made_up(name) for name in MADE_UP},
        "real_edits": real_edits(sets),
    }


def made_up(name: str) -> dict[str, Any]:
    """Return the figures of a set of made-up reports, all of it in one archive."""
    those = reports(name)
    with tempfile.TemporaryDirectory() as folder, Archive(Path(folder) / "archive.db") as archive:
        save_reports(archive, those)
        return {
            "reports": len(those),
            "events": len({one.event for one in those}),
            "in two languages": _pairs(archive, those, False),
            "in one language": _pairs(archive, those, True),
            "b_cubed": b_cubed(archive, [(one.url, one.event) for one in those]),
        }


def judge(file: Path) -> list[Judged]:
    """Return every pair of a labelled set, judged."""
    labelled = list(rows(file))
    rarity = Rarity(Gathering(memory_archive()))
    articles = [
        tuple(_article(2 * number + place, row, side) for place, side in enumerate("ab"))
        for number, row in enumerate(labelled)
    ]
    for pair in articles:
        for article in pair:
            rarity.learn(
                article.url, article.language, report_of(article, telling_of(article), rarity).weights
            )
    return [
        Judged(
            compare(*(report_of(article, telling_of(article), rarity) for article in pair)).score,
            row["label"] == "OK",
            (row["ta"], row["tb"]),
        )
        for row, pair in zip(labelled, articles, strict=True)
    ]


def _article(number: int, row: dict[str, str], side: str) -> FullArticle:
    url = row[f"u{side}"]
    outlet = urlsplit(url).netloc
    told = (row["lang"], row[f"t{side}"], None, row[f"x{side}"])
    return FullArticle(number, outlet, outlet, url, None, *told, DAY, "day", DAY)


def _pairs(archive: Archive, those: list[MadeUpReport], in_one_language: bool) -> dict[str, Any]:
    judged = [(same, held) for _, _, same, held in pairs(archive, those, in_one_language)]
    both = sum(same and held for same, held in judged)
    return {
        "pairs of one event": sum(same for same, _ in judged),
        "precision": round(both / max(1, sum(held for _, held in judged)), 4),
        "recall": round(both / max(1, sum(same for same, _ in judged)), 4),
    }


def mistakes(name: str) -> Iterator[str]:
    """Yield the pairs of a made-up set that are held for one event and are not, or the other way."""
    those = reports(name)
    with tempfile.TemporaryDirectory() as folder, Archive(Path(folder) / "archive.db") as archive:
        save_reports(archive, those)
        for in_one_language in (False, True):
            for left, right, same, held in pairs(archive, those, in_one_language):
                if same != held:
                    told = " | ".join(f"{one.outlet}, {one.language}: {one.title}" for one in (left, right))
                    yield f"{name}: {'one event' if same else 'two events'}: {told}"


def real_edits(sets: Path) -> dict[str, float]:
    """Return B-cubed over the events of the busiest fortnight."""
    teasers = [
        row
        for row in rows(sets / "teasers.jsonl.gz")
        if row["kind"].startswith("real_") and ISO_DAY.match(row["date"] or "")
    ]
    days = Counter(row["date"][:10] for row in teasers)
    first = max(sorted(days), key=lambda day: sum(days[other] for other in _fortnight(day)))
    chosen = {row["id"]: row for row in teasers if row["date"][:10] in _fortnight(first)}
    originals = [
        row for row in rows(sets / "articles.jsonl.gz") if row["id"] in chosen and ISO_DAY.match(row["date"])
    ][:EVENTS]
    with tempfile.TemporaryDirectory() as folder, Archive(Path(folder) / "archive.db") as archive:
        those = []
        with archive.transaction():
            for number, row in enumerate(originals):
                seen = chosen[row["id"]]
                told = [
                    (row["src"], row["title"], row["lede"]),
                    (f"{row['src']} 2", seen["title"], seen["teaser"]),
                ]
                for outlet, title, text in told:
                    name = xxhash.xxh32_hexdigest(outlet.encode())
                    url = f"https://{name}.example/{number}"
                    archive.save_source(Source(name, outlet, "news", f"https://{name}.example/"))
                    at = datetime.fromisoformat(row["date"][:10]).replace(tzinfo=UTC)
                    language = identify_language(f"{title} {text}")
                    page = Article(
                        name, url, title, text, language=language, published_at=at, published_precision="day"
                    )
                    archive.save_article(page, Fetch(url=url, fetched_at=at))
                    those.append((url, row["id"]))
        return {"events": len(originals), **b_cubed(archive, those)}


def _fortnight(day: str) -> set[str]:
    start = datetime.fromisoformat(day)
    return {(start + timedelta(days=number)).strftime("%Y-%m-%d") for number in range(14)}


def b_cubed(archive: Archive, those: Sequence[tuple[str, str]]) -> dict[str, float]:
    """Return precision, recall and F1 of the stories of all reports (URL, event); one in no story is its own."""
    held = {
        url: story or -number
        for number, url, story in archive.sql.execute("SELECT id, url, story_id FROM articles")
    }
    stories, events = defaultdict(set), defaultdict(set)
    for url, event in those:
        stories[held[url]].add(url)
        events[event].add(url)
    precision = recall = 0.0
    for url, event in those:
        both = len(stories[held[url]] & events[event])
        precision += both / len(stories[held[url]])
        recall += both / len(events[event])
    precision, recall = precision / len(those), recall / len(those)
    return {
        "precision": round(precision, 4),
        "recall": round(recall, 4),
        "f1": round(2 * precision * recall / (precision + recall), 4),
    }


def _share(values: Sequence[bool]) -> float:
    return round(sum(values) / max(1, len(values)), 4)


def main() -> int:
    """Print the figures as JSON, or the worst mistakes; return 3 where the sets are not there."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("sets", nargs="?", type=Path, default=SETS, metavar="SETS_DIR")
    parser.add_argument("--mistakes", type=int, default=0, help="print so many of the worst mistakes instead")
    arguments = parser.parse_args()
    if not are_there(arguments.sets):
        return 3
    if not arguments.mistakes:
        print(json.dumps(measure(arguments.sets), indent=2))
        return 0
    for name in MADE_UP:
        for line in mistakes(name):
            print(line)
    wrong = [one for one in judge(arguments.sets / "story_pairs_tgcontest.jsonl.gz") if not one.is_right]
    for one in sorted(wrong, key=lambda one: -abs(one.score - THRESHOLD))[: arguments.mistakes]:
        print(f"{one.score:.2f} {'one event' if one.is_one else 'two events'}: {' | '.join(one.titles)}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
