"""How well texts that were printed twice are found: the section `near_duplicates` of `bench/matching.py`.

    python bench/near_duplicates.py [SETS_DIR] [--mistakes 20]

Everything goes through a real archive: first `fulltexts`, then the edited copies of `neardup_synth` as articles of
one outlet, each dated like its original, then both texts of each pair of `neardup_manual`. What counts is what stands
in `duplicates`. A text without a date stands at the day when it was first seen, one day for all.

A copy that is paired with another text than its original is a mistake, unless that text is itself a printing of the
original: the two share 45 % of their runs of four words, a measure that the matching does not use.
"""

from __future__ import annotations

import argparse
import gzip
import json
import re
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import storage.matching.text_pairs as matching
from storage.archive import Archive
from storage.matching.near_duplicates import read_text, sharing, stripped
from storage.matching.text_pairs import Pair
from storage.records import Article, Fetch, Source

SETS = Path(__file__).resolve().parent.parent.parent / "shared/corpus/matching"
SEEN = datetime(2026, 1, 1, tzinfo=UTC)
BATCH = 500
MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec".split()
DATE = re.compile(r"(\d{4})-(\d\d|[A-Za-z]{3})-(\d\d?)")
WIRE_DATE = re.compile(r"(\d\d?)-([A-Za-z]{3})-(\d{4})")
COPIES = "copies"
SHARES = (0.36, 0.4, 0.44, 0.48, 0.52, 0.56, 0.6, 0.64)
WORD = re.compile(r"\w+")


@dataclass
class Sets:
    """An archive of the sets, with the ids of their articles."""

    archive: Archive
    originals: dict[str, int] = field(default_factory=dict)
    copies: list[tuple[int, dict[str, Any]]] = field(default_factory=list)
    pairs: list[tuple[int, int, dict[str, Any]]] = field(default_factory=list)


def rows(path: Path) -> Iterator[dict[str, Any]]:
    """Yield the rows of a set."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        yield from map(json.loads, lines)


def read_day(text: str | None) -> datetime | None:
    """Return the day of a date as the sets write it."""
    if match := DATE.search(text or ""):
        year, month, day = match.groups()
    elif match := WIRE_DATE.search(text or ""):
        day, month, year = match.groups()
    else:
        return None
    number = int(month) if month.isdigit() else MONTHS.index(month.lower()) + 1
    found = date(int(year), number, int(day))
    return datetime(found.year, found.month, found.day, tzinfo=UTC)


class Filler:
    """Saves texts in an archive, in transactions of some hundreds."""

    def __init__(self, archive: Archive) -> None:
        self.archive = archive
        self.known: dict[str, str] = {}
        self.count = 0

    def save(self, source: str, title: str | None, text: str, day: str | None) -> int:
        """Save a text; return its id."""
        if source not in self.known:
            self.known[source] = f"outlet{len(self.known)}"
            name = self.known[source]
            self.archive.save_source(Source(name, source, "news", f"https://{name}.example/"))
        name = self.known[source]
        self.count += 1
        url = f"https://{name}.example/{self.count}"
        published = read_day(day)
        article = Article(
            name,
            url,
            title or text.strip()[:80],
            text,
            published_at=published,
            published_precision="day" if published else None,
            language=None,
        )
        return self.archive.save_article(article, Fetch(url, SEEN)).article_id


def fill(archive: Archive, sets: Path) -> Sets:
    """Save all sets in an archive."""
    filled, filler = Sets(archive), Filler(archive)
    days = {}
    with archive.transaction():
        for row in rows(sets / "fulltexts.jsonl.gz"):
            days[row["id"]] = row["date"]
            filled.originals[row["id"]] = filler.save(row["src"], row["title"], row["text"], row["date"])
        for row in rows(sets / "neardup_synth.jsonl.gz"):
            copy = filler.save(COPIES, row["title"], row["text"], days[row["orig"]])
            filled.copies.append((copy, row))
        for row in rows(sets / "neardup_manual.jsonl.gz"):
            left, right = (
                filler.save(
                    f"{row['set']}:{row['s' + side]}", row["t" + side], row["x" + side], row["d" + side]
                )
                for side in "ab"
            )
            filled.pairs.append((left, right, row))
    return filled


def runs(text: str) -> set[tuple[str, ...]]:
    """Return the different runs of four words of a text."""
    words = WORD.findall(text.casefold())
    return set(zip(*(words[place:] for place in range(4)), strict=False))


@dataclass
class Count:
    """Right and wrong pairs."""

    right: int = 0
    wrong: int = 0
    missed: int = 0

    def figures(self) -> dict[str, float]:
        """Return precision, recall and F1."""
        found, wanted = self.right + self.wrong, self.right + self.missed
        return {
            "precision": round(self.right / max(1, found), 4),
            "recall": round(self.right / max(1, wanted), 4),
            "f1": round(2 * self.right / max(1, found + wanted), 4),
        }


def partners(archive: Archive, article_id: int) -> set[int]:
    """Return the articles that are one text with an article, as the archive says."""
    return {
        row[0]
        for row in archive.sql.execute(
            "SELECT other_id FROM v1_duplicates WHERE article_id = ?1"
            " UNION SELECT article_id FROM v1_duplicates WHERE other_id = ?1",
            (article_id,),
        )
    }


def judge_copies(filled: Sets, found: dict[int, set[int]]) -> tuple[Count, Count, list[str]]:
    """Return the counts (other printings of the original allowed; only the original allowed), and the mistakes."""
    kind, strict, mistakes = Count(), Count(), []
    originals = set(filled.originals.values())
    sql = filled.archive.sql
    for copy, row in filled.copies:
        original = filled.originals[row["orig"]]
        matched = found[copy] & originals
        hit = original in matched
        for count in (kind, strict):
            count.right += hit
            count.missed += not hit
        if not hit:
            mistakes.append(f"missed {copy} of {original}: {row['ops']}")
        for other in matched - {original}:
            strict.wrong += 1
            one, two = (
                runs(sql.execute("SELECT text FROM articles WHERE id = ?", (number,)).fetchone()[0])
                for number in (original, other)
            )
            if len(one & two) < 0.45 * max(1, min(len(one), len(two))):
                kind.wrong += 1
                mistakes.append(f"wrong {copy} of {original} with {other}")
    return kind, strict, mistakes


def judge_pairs(filled: Sets, found: dict[int, set[int]]) -> tuple[Count, list[str]]:
    """Return the counts of the pairs labelled by hand, and the mistakes."""
    count, mistakes = Count(), []
    for left, right, row in filled.pairs:
        same, wanted = right in found[left], row["label"] != "N"
        count.right += same and wanted
        count.wrong += same and not wanted
        count.missed += wanted and not same
        if same != wanted:
            mistakes.append(f"{'missed' if wanted else 'wrong'} pair {row['n']}: {row['ta']} | {row['tb']}")
    return count, mistakes


def judged_anew(filled: Sets) -> dict[float, dict[int, set[int]]]:
    """Return what would be found for each least share of `SHARES`: article -> partners."""
    wanted = [copy for copy, _ in filled.copies] + [left for left, _, _ in filled.pairs]
    found: dict[float, dict[int, set[int]]] = {share: {} for share in SHARES}
    chosen = matching.SHARED
    sql = filled.archive.sql
    for article_id in wanted:
        text = read_text(sql, article_id)
        assert text
        text = stripped(sql, text)
        common = sharing(sql, text.looked_up(text.anchors()).tolist())
        others = [other for other in common if other != article_id]
        pairs = {
            other: Pair.of(text, stripped(sql, known)) for other in others if (known := read_text(sql, other))
        }
        for share in SHARES:
            matching.SHARED = share
            found[share][article_id] = {other for other, pair in pairs.items() if pair.is_same}
        matching.SHARED = chosen
    return found


def are_there(sets: Path) -> bool:
    """Return whether the labelled sets are in a folder, and say where they are not."""
    if not sets.is_dir():
        print(f"{sets} is not there: name the folder of the labelled sets", file=sys.stderr)
    return sets.is_dir()


def measured(sets: Path, shown: int) -> dict[str, Any]:
    """Return the figures; print some mistakes to standard error."""
    with (
        tempfile.TemporaryDirectory() as folder,
        Archive(Path(folder) / "a.db") as archive,
    ):
        filled = fill(archive, sets)
        wanted = [copy for copy, _ in filled.copies] + [left for left, _, _ in filled.pairs]
        found = {article_id: partners(archive, article_id) for article_id in wanted}
        copies, strict, copy_mistakes = judge_copies(filled, found)
        pairs, pair_mistakes = judge_pairs(filled, found)
        for line in [*copy_mistakes[:shown], *pair_mistakes[:shown]]:
            print(line, file=sys.stderr)
        curve = [
            {
                "least_share": share,
                "neardup_synth": judge_copies(filled, anew)[0].figures(),
                "neardup_manual": judge_pairs(filled, anew)[0].figures(),
            }
            for share, anew in judged_anew(filled).items()
        ]
        return {
            "texts": len(filled.originals),
            "neardup_synth": copies.figures()
            | {"precision_if_only_the_original_counts": strict.figures()["precision"]},
            "neardup_manual": pairs.figures() | {"pairs": len(filled.pairs)},
            "curve": curve,
        }


def measure(sets: Path) -> dict[str, Any]:
    """Return the figures of near-duplicates."""
    return measured(sets, 0)


def main() -> int:
    """Measure, and print the figures; return 3 where the sets are not there."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("sets", type=Path, nargs="?", default=SETS, metavar="SETS_DIR")
    parser.add_argument("--mistakes", type=int, default=20)
    chosen = parser.parse_args()
    if not are_there(chosen.sets):
        return 3
    print(json.dumps(measured(chosen.sets, chosen.mistakes), indent=2, ensure_ascii=False))
    return 0


if __name__ == "__main__":
    sys.exit(main())
