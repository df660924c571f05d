"""Folding, measured: `python -m bench.folding [SETS_DIR] [--speed COUNT] [--mistakes 50]`.

`bench/matching.py` asks for the figures; `--mistakes` lists wrong and missed folds instead, the worst first.

Teasers of real newsrooms against an archive of real articles: outlet and day known, or the day alone; their URLs
are withheld. What rule 4 knows was learned from these very teasers, so the figures flatter it beside teasers that it
never saw: of those `bench/fit_folding.py` tells. Cut titles are those of the archive's own articles, without a
snippet. The archive of the speed is made of the same articles, again and again under other outlets.
"""

from __future__ import annotations

import argparse
import gc
import json
import math
import sqlite3
import sys
import time
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime
from itertools import count
from pathlib import Path
from typing import Any

from bench.near_duplicates import SETS, are_there, read_day
from bench.near_duplicates import rows as rows_of_set
from storage.matching.comparison import bare_title
from storage.matching.fold import FOLD_TABLES, fold_promise, index_article, pairs_of
from storage.matching.fold_rules import CLOSE, CLOSE_ANYWHERE, decide, likenesses
from storage.matching.habits import HABIT_TABLES
from storage.matching.promise import Candidate, Promise
from storage.matching.trees import Trees
from storage.outlets import note, observed

THRESHOLDS = (0.0, 1.0, 1.5, CLOSE_ANYWHERE, 2.5, 3.0, CLOSE, 4.0, 5.0)
PRESENT = ("real_same_title", "real_suffix", "real_unedited", "real_title_edit", "synth")
ARTICLES = (
    "CREATE TABLE articles"
    " (id INTEGER PRIMARY KEY, source TEXT, title TEXT, summary TEXT, text TEXT, published_at TEXT, url TEXT)"
)
SIZES = (100_000, 1_000_000)
SAMPLE = 6_000
CUTS = (40, 50, 60, 80)
"""Letters after which titles are cut, back to the last space."""
EVERY = 7
"""One of so many articles' titles is cut."""
LEARNED_AT = datetime(2026, 1, 1, tzinfo=UTC)
Row = dict[str, Any]


def rows(path: Path) -> Iterator[Row]:
    """Yield the records of a set, each with its `day` (`YYYY-MM-DD`) or None."""
    for row in rows_of_set(path):
        day = read_day(row["date"])
        yield row | {"day": day.date().isoformat() if day else None}


def archive_of(articles: list[Row], size: int, *, slugs: bool = True) -> tuple[sqlite3.Connection, list[str]]:
    """Return an archive of `size` articles with their keys, and the names of the articles by their id.

    `slugs`: whether the articles have their URLs, with the words of their first titles in it.
    """
    sql = sqlite3.connect(":memory:")
    sql.executescript(f"{ARTICLES};{FOLD_TABLES};{HABIT_TABLES}")
    names = [""]
    for copy in count():
        for article in articles:
            if len(names) > size:
                return sql, names
            group = f"{article['src']}#{copy}" if copy else article["src"]
            url = article["id"].removeprefix("n:") if slugs and article["id"].startswith("n:http") else ""
            candidate = Candidate(
                len(names), group, article["title"], article["lede"], None, article["day"], url
            )
            sql.execute(
                "INSERT INTO articles VALUES (?, ?, ?, ?, NULL, ?, ?)",
                (candidate.id, group, candidate.title, candidate.summary, candidate.published_at, url),
            )
            index_article(sql, candidate)
            names.append(article["id"] if not copy else "")
    raise AssertionError


def learn_outlets(sql: sqlite3.Connection, trees: Trees | None = None) -> None:
    """Write down the habits of all outlets, which are sources of their own."""
    for (source,) in sql.execute("SELECT DISTINCT source FROM articles").fetchall():
        note(sql, source, observed(sql, source, source, trees), LEARNED_AT)


def promise_of(teaser: Row, *, outlet: bool) -> Promise:
    """Return what a teaser says, its URL withheld."""
    snippet = teaser["teaser"].removesuffix("...")
    return Promise(teaser["src"] if outlet else None, teaser["title"], snippet, teaser["day"])


def figures(teasers: list[Row], found: list[str | None]) -> dict[str, Any]:
    """Return precision, recall, and both by kind. `found`: the article of each teaser, or None."""
    right: Counter[str] = Counter()
    wrong: Counter[str] = Counter()
    for teaser, article in zip(teasers, found, strict=True):
        if article is not None:
            (right if article == teaser["id"] else wrong)[teaser["kind"]] += 1
    kinds = Counter(teaser["kind"] for teaser in teasers)
    folded = right.total() + wrong.total()
    return {
        "precision": round(right.total() / max(folded, 1), 4),
        "recall": round(right.total() / sum(kinds[kind] for kind in PRESENT), 4),
        "recall_by_kind": {kind: round(right[kind] / kinds[kind], 4) for kind in PRESENT if kinds[kind]},
        "wrong_on_absent_hard": round(wrong["absent_hard"] / max(kinds["absent_hard"], 1), 4),
        "wrong_by_kind": dict(wrong),
    }


def accuracy(
    sql: sqlite3.Connection, names: list[str], teasers: list[Row], *, outlet: bool
) -> dict[str, Any]:
    """Return the figures at the chosen threshold, and the curve."""
    found: dict[float, list[str | None]] = {threshold: [] for threshold in THRESHOLDS}
    for teaser in teasers:
        promise = promise_of(teaser, outlet=outlet)
        pairs = pairs_of(sql, promise)
        for close, articles in found.items():
            fold = decide(promise, pairs, close)
            articles.append(names[fold.article_id] if fold else None)
    threshold = CLOSE if outlet else CLOSE_ANYWHERE
    chosen = found[threshold]
    curve = []
    for close, articles in found.items():
        at = figures(teasers, articles)
        curve.append(
            {"points": close, "precision": at["precision"], "recall": at["recall"]}
            | {"recall_title_edit": at["recall_by_kind"].get("real_title_edit")}
            | {"wrong_on_absent_hard": at["wrong_on_absent_hard"]}
        )
    return {
        "teasers": len(teasers),
        "threshold": threshold,
        **figures(teasers, chosen),
        "curve": curve,
    }


def cut_titles(sql: sqlite3.Connection, names: list[str], articles: list[Row]) -> list[dict[str, Any]]:
    """Return how cut titles fold where their article is in the archive, and where it is taken away."""
    found = []
    for letters in CUTS:
        count: Counter[str] = Counter()
        for article in articles[::EVERY]:
            title = bare_title(article["title"])
            if len(title) < letters + 5 or not article["id"].startswith("n:http"):
                continue
            cut = title[:letters].rsplit(" ", 1)[0]
            promise = Promise(article["src"], f"{cut}...", None, article["day"])
            pairs = pairs_of(sql, promise)
            fold = decide(promise, pairs)
            count["all"] += 1
            count["found" if fold and names[fold.article_id] == article["id"] else "wrong"] += (
                fold is not None
            )
            absent = decide(promise, [pair for pair in pairs if names[pair.article.id] != article["id"]])
            count["wrong where absent"] += absent is not None
        shares = {
            what: round(count[what] / count["all"], 4) for what in ("found", "wrong", "wrong where absent")
        }
        found.append({"letters": letters, "titles": count["all"], **shares})
    return found


def mistakes(sets: Path, most: int) -> Iterator[str]:
    """Yield wrong folds, outlet and day known, the surest first; then what stayed open, by the points that were missing."""
    articles = list(rows(sets / "articles.jsonl.gz"))
    by_name = {article["id"]: article for article in articles}
    sql, names = archive_of(articles, len(articles))
    learn_outlets(sql)
    wrong: list[tuple[float, str]] = []
    missed: list[tuple[float, str]] = []
    for teaser in rows(sets / "teasers.jsonl.gz"):
        promise = promise_of(teaser, outlet=True)
        fold = fold_promise(sql, promise)
        taken = by_name[names[fold.article_id]] if fold else None
        right = by_name.get(teaser["id"])
        if taken is right:
            continue
        if fold:
            told = f"wrong, {teaser['kind']}, {fold}"
            wrong.append((fold.score, _mistake(told, teaser, taken, right)))
        else:
            best, beside = _points(sql, names, promise, teaser["id"])
            told = f"missed, {teaser['kind']}: {best:.2f} points, the best other one {beside:.2f}"
            missed.append((best, _mistake(told, teaser, taken, right)))
    for found in (wrong, missed):
        found.sort(key=lambda one: -one[0])
        yield from (told for _, told in found[:most])
    yield f"{len(wrong)} wrong, {len(missed)} missed; {most} of each above, if there are so many"


def _points(sql: sqlite3.Connection, names: list[str], promise: Promise, right: str) -> tuple[float, float]:
    """Return the points of the article named `right`, and the most of any other one."""
    best = {True: -math.inf, False: -math.inf}
    for one in likenesses(promise, pairs_of(sql, promise)):
        is_right = names[one.pair.article.id] == right
        best[is_right] = max(best[is_right], one.points)
    return best[True], best[False]


def _mistake(told: str, teaser: Row, taken: Row | None, right: Row | None) -> str:
    lines = [told, f"  promised {teaser['title']} / {teaser['teaser']} / {teaser['src']}, {teaser['day']}"]
    if taken:
        lines.append(f"  taken    {_told(taken)}")
    lines.append(f"  right    {_told(right) if right else 'none: the article is not there'}")
    return "\n".join(lines)


def _told(article: Row) -> str:
    return f"{article['title']} / {article['lede']} / {article['day']} / {article['id'].removeprefix('n:')}"


def speed(articles: list[Row], teasers: list[Row], size: int) -> dict[str, float]:
    """Return teasers a second of CPU on one core, and the slowest in a hundred."""
    cpu = time.process_time()
    sql, _ = archive_of(articles, size)
    indexing = (time.process_time() - cpu) / size
    step = max(len(teasers) // SAMPLE, 1)
    fold_promise(sql, promise_of(teasers[0], outlet=True))  # reads what was learned, once a process
    gc.collect()
    gc.freeze()  # the sets that this bench holds are not the program's to walk over
    spent = []
    for teaser in teasers[::step]:
        promise = promise_of(teaser, outlet=True)
        began = time.process_time_ns()
        fold_promise(sql, promise)
        spent.append((time.process_time_ns() - began) / 1e6)
    spent.sort()
    return {
        "articles": size,
        "teasers_a_second": round(len(spent) / (sum(spent) / 1e3)),
        "p99_ms": round(spent[len(spent) * 99 // 100], 3),
        "slowest_ms": round(spent[-1], 3),
        "make_and_index_an_article_ms": round(indexing * 1e3, 4),
    }


def measure(sets: Path, sizes: tuple[int, ...] = SIZES) -> dict[str, Any]:
    """Return every figure of folding."""
    articles = list(rows(sets / "articles.jsonl.gz"))
    teasers = list(rows(sets / "teasers.jsonl.gz"))
    sql, names = archive_of(articles, len(articles))
    learn_outlets(sql)
    return {
        "outlet_known": accuracy(sql, names, teasers, outlet=True),
        "outlet_withheld": accuracy(sql, names, teasers, outlet=False),
        "cut_titles": cut_titles(sql, names, articles),
        "speed": [speed(articles, teasers, size) for size in sizes],
    }


def main() -> int:
    """Print the figures as JSON, or the worst mistakes; return 3 where the sets are not there."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("sets", type=Path, nargs="?", default=SETS, metavar="SETS_DIR")
    parser.add_argument("--speed", type=int, action="append", metavar="COUNT", help="articles in the archive")
    parser.add_argument("--mistakes", type=int, default=0, help="print so many of the worst mistakes instead")
    chosen = parser.parse_args()
    if not are_there(chosen.sets):
        return 3
    if chosen.mistakes:
        for line in mistakes(chosen.sets, chosen.mistakes):
            print(line)
        return 0
    sizes = SIZES if chosen.speed is None else tuple(size for size in chosen.speed if size)
    print(json.dumps(measure(chosen.sets, sizes), indent=2, ensure_ascii=False))
    return 0


if __name__ == "__main__":
    sys.exit(main())
