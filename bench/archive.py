"""How many records a second the archive keeps: articles in bulk, one at a time, seen again, and listings.

    python bench/archive.py [--articles 10000] [--texts FILE.jsonl.gz]

`--texts` names JSON lines with `src`, `title` and `text`; without it, `../shared/corpus/matching/fulltexts.jsonl.gz`
is used where it is there, else sentences are made up (which says less: real vocabularies make larger indexes).
"""

from __future__ import annotations

import argparse
import gzip
import json
import random
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import islice
from pathlib import Path

from storage.archive import Archive
from storage.records import Article, Fetch, Source, Teaser

TEXTS = Path(__file__).resolve().parent.parent.parent / "shared/corpus/matching/fulltexts.jsonl.gz"
START = datetime(2026, 1, 1, tzinfo=UTC)
BATCH = 500


def real_texts(path: Path) -> Iterator[tuple[str, str, str]]:
    """Yield source, title and text of each line."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            row = json.loads(line)
            if row.get("title") and row.get("text"):
                yield row["src"], row["title"], row["text"]


def made_up_texts() -> Iterator[tuple[str, str, str]]:
    """Yield texts of made-up words, 300 a text, word frequencies after Zipf."""
    chance = random.Random(1)
    letters = "абвгдежзиклмнопрстуүөң"
    words = ["".join(chance.choices(letters, k=chance.randint(3, 10))) for _ in range(30_000)]
    weights = [1 / rank for rank in range(1, len(words) + 1)]
    while True:
        drawn = chance.choices(words, weights, k=300)
        paragraphs = [" ".join(drawn[i : i + 60]) + "." for i in range(0, 300, 60)]
        yield f"source{chance.randint(1, 20)}", " ".join(chance.choices(words, k=9)), "\n\n".join(paragraphs)


def articles(texts: Iterator[tuple[str, str, str]], count: int) -> list[tuple[Article, Fetch]]:
    """Return records of `count` different articles."""
    found = []
    for number, (source, title, text) in enumerate(islice(texts, count)):
        name = "".join(letter if letter.isalnum() else "_" for letter in source.lower())
        url = f"https://{name.replace('_', '-')}.example/news/{number}"
        at = START + timedelta(minutes=number)
        found.append(
            (
                Article(
                    name,
                    url,
                    title,
                    text,
                    summary=text[:160],
                    language="en" if title.isascii() else "ru",
                    published_at=at,
                    published_precision="minute",
                    authors=("А. Б.",),
                    native_id=str(number),
                    provenance={"title": "site_rule", "text": "site_rule", "published_at": "json_ld"},
                ),
                Fetch(url, at, etag='"1"'),
            )
        )
    return found


def measured(name: str, count: int, began: float, cpu: float) -> None:
    """Print one line of the result."""
    seconds, used = time.perf_counter() - began, time.process_time() - cpu
    print(f"{name:32} {count / seconds:9.0f} a second   {used / count * 1e3:7.3f} ms of CPU each")


def batches(records: Sequence[tuple[Article, Fetch]]) -> Iterator[Sequence[tuple[Article, Fetch]]]:
    """Yield the records by the batch."""
    for at in range(0, len(records), BATCH):
        yield records[at : at + BATCH]


def main() -> None:
    """Measure, and print one line each."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--articles", type=int, default=10_000)
    parser.add_argument("--texts", type=Path, default=TEXTS)
    parser.add_argument("--without-matchers", action="store_true", help="the archive's own share alone")
    chosen = parser.parse_args()
    if not chosen.texts.exists():
        print(f"{chosen.texts} is not there: the texts are made up")
    texts = real_texts(chosen.texts) if chosen.texts.exists() else made_up_texts()
    records = articles(texts, chosen.articles)
    characters = sum(len(article.text) for article, _ in records)
    print(f"{len(records)} articles, {characters / len(records):.0f} characters each")
    matchers = () if chosen.without_matchers else None
    with (
        tempfile.TemporaryDirectory() as folder,
        Archive(Path(folder) / "a.db", matchers=matchers) as archive,
    ):
        for source in sorted({article.source for article, _ in records}):
            archive.save_source(Source(source, source, "news", f"https://{source}.example/"))
        began, cpu = time.perf_counter(), time.process_time()
        for batch in batches(records):
            with archive.transaction():
                for article, fetch in batch:
                    archive.save_article(article, fetch)
        measured("new articles, in bulk", len(records), began, cpu)

        later = timedelta(days=60)
        again = [
            (article, replace(fetch, fetched_at=fetch.fetched_at + later))
            for article, fetch in records[:5000]
        ]
        began, cpu = time.perf_counter(), time.process_time()
        for batch in batches(again):
            with archive.transaction():
                for article, fetch in batch:
                    archive.save_article(article, fetch)
        measured("unchanged articles, in bulk", len(again), began, cpu)

        alone = [
            (replace(article, url=article.url + "-b", native_id=None), replace(fetch, url=fetch.url + "-b"))
            for article, fetch in records[:1000]
        ]
        began, cpu = time.perf_counter(), time.process_time()
        for article, fetch in alone:
            archive.save_article(article, fetch)
        measured("new articles, one at a time", len(alone), began, cpu)

        shown = [
            Teaser(article.source, f"https://x.example/{number // 100}", "listing", number % 100, article.title[:80],
                   article.text[:90], True, "...", f"{article.url}-c", published_at=article.published_at)
            for number, (article, _) in enumerate(records[:5000])
        ]  # fmt: skip
        for name, at in (("teasers, listings of 100", START), ("the same teasers again", START + later)):
            began, cpu = time.perf_counter(), time.process_time()
            for number in range(0, len(shown), 100):
                with archive.transaction():
                    for teaser in shown[number : number + 100]:
                        archive.save_teaser(teaser, at)
            measured(name, len(shown), began, cpu)
        promised = [replace(teaser, url=None, kind="read_also") for teaser in shown]
        began, cpu = time.perf_counter(), time.process_time()
        for number in range(0, len(promised), 100):
            with archive.transaction():
                for teaser in promised[number : number + 100]:
                    archive.save_teaser(teaser, START)
        measured("read-also without URL, folded", len(promised), began, cpu)
        archive.sql.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        size = archive.path.stat().st_size
        print(f"file: {size / 1e6:.0f} MB, {size / characters:.2f} bytes a character of text")


if __name__ == "__main__":
    main()
