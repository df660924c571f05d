"""Articles that come in bulk, prepared by a second process, leave what the same ones leave saved one by one."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from storage import bulk
from storage.archive import Archive, SavedArticle
from storage.bulk import Intake
from storage.errors import Refused
from storage.full_text import LATE_MERGES, USUAL_MERGES
from storage.records import Article, Fetch
from tests.storage.matching.reports import reports
from tests.storage.world import BODY, SISTER, SITE, article, fetch, hours, opened, teaser

WORDS = "абвгдежзийклмн"


def records() -> list[tuple[Article, Fetch]]:
    """Return articles that meet: reports of one event, reprints, edits, aliases, boilerplate, a record without a title."""
    found = []
    for number, report in enumerate(reports()):
        url = f"https://sary-bulak.example/report/{number}"
        source = SITE.id if number % 2 else SISTER.id
        text = f"{report.text}\n\nПодписывайтесь на наш канал, там все новости дня и района."
        one = article(
            url,
            source=source,
            title=report.title,
            text=text,
            language=report.language,
            published_at=report.day,
            native_id=str(number),
        )
        found.append((one, fetch(report.day, url)))
    one, other = article(native_id="ru:1"), article("https://jany-jol.example/2", source=SISTER.id)
    found += [
        (one, fetch(hours(1))),
        (other, fetch(hours(2), other.url)),
        (replace(one, title=""), fetch(hours(2))),
        (replace(one, text=BODY + "\n\nУточнение редакции."), fetch(hours(3))),
        (replace(one, url=one.url + "?page=2"), fetch(hours(4), one.url + "?page=2")),
        (
            article(
                "https://sary-bulak.example/news/9",
                title="Дороги",
                text="Дороги отремонтируют.",
                published_at=None,
            ),
            fetch(hours(5), "https://sary-bulak.example/news/9"),
        ),
    ]
    shown = (teaser("Дороги", kind="read_also"), teaser("Министр посетил теплицы", kind="related"))
    found[-1] = (replace(found[-1][0], teasers=shown), found[-1][1])
    return found


def one_by_one(archive: Archive, given: Iterable[tuple[Article, Fetch]]) -> list[SavedArticle | Refused]:
    saved: list[SavedArticle | Refused] = []
    for one in given:
        try:
            saved.append(archive.save_article(*one))
        except Refused as refused:
            saved.append(refused)
    return saved


def everything(archive: Archive) -> dict[str, list[tuple[Any, ...]]]:
    """Return all rows of all tables, with their ids."""
    tables = archive.sql.execute(
        "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'articles_fts%'"
        " AND name NOT LIKE '%sqlite_%'"
    ).fetchall()
    found = {
        name: archive.sql.execute(f"SELECT * FROM {name} ORDER BY 1, 2").fetchall() for (name,) in tables
    }
    found["vocabulary"] = archive.sql.execute(
        "SELECT rowid FROM articles_fts WHERE articles_fts MATCH 'район* OR дорог* OR министр*' ORDER BY rowid"
    ).fetchall()
    return found


@pytest.mark.parametrize("aside", [True, False])
def test_the_rows_are_those_of_saves_one_by_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, aside: bool
) -> None:
    monkeypatch.setattr(bulk, "BATCH", 40)
    given = records()
    with opened(tmp_path / "alone.db") as alone, opened(tmp_path / "bulk.db") as archive:
        expected = one_by_one(alone, given)
        with Intake(archive, aside=aside) as intake:
            saved = [one for batch in intake.save(given) for one in batch]
        assert [str(one) for one in saved] == [str(one) for one in expected]
        assert any(isinstance(one, Refused) for one in saved)
        left, right = everything(alone), everything(archive)
        for name, rows in left.items():
            assert right[name] == rows, name
        assert all(
            left[name] for name in ("duplicates", "story_links", "stories", "word_counts", "vocabulary")
        )


@pytest.mark.parametrize("first", [0, 6])
def test_texts_of_one_batch_meet_without_what_their_outlet_prints_below_them(
    tmp_path: Path, first: int
) -> None:
    """What is found of a text is known for all of a batch beforehand, but for what its outlet's boilerplate hides."""
    bodies = [" ".join(f"{word}{number}" for word in WORDS) for number in range(8)]
    footers = [" ".join(f"{word}{place}{part}" for place in range(7) for word in WORDS) for part in range(3)]
    texts = ["\n\n".join((body, *footers)) for body in bodies]
    given = [
        (
            article(url, source=source.id, title=url, text=text, published_at=hours(24 * day)),
            fetch(hours(24 * day + 1), url),
        )
        for source, those in ((SITE, texts), (SISTER, bodies))
        for day, text in enumerate(those)
        for url in (f"https://{source.id}.example/{day}",)
    ]
    with opened(tmp_path / "alone.db") as alone, opened(tmp_path / "bulk.db") as archive:
        one_by_one(alone, given)
        with Intake(archive, aside=False) as intake:
            for those in (given[:first], given[first:]):
                list(intake.save(those))
        assert everything(alone) == everything(archive)
        assert len(everything(alone)["duplicates"]) >= len(bodies)


def test_what_another_process_saves_between_two_batches_is_met(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bulk, "BATCH", 1)
    urls = [f"https://sary-bulak.example/news/{number}" for number in range(4)]
    texts = [" ".join(f"Слово{number}{place}" for place in range(80)) for number in range(4)]
    own = [
        (article(url, title=url, text=text), fetch(hours(1), url))
        for url, text in zip(urls, texts, strict=True)
    ]
    with opened(tmp_path / "a.db") as archive, Archive(tmp_path / "a.db") as crawl, Intake(archive) as intake:
        batches = intake.save(own)
        next(batches)
        for number in (2, 3):
            url = f"https://jany-jol.example/{number}"
            crawl.save_article(
                article(url, source=SISTER.id, title=url, text=texts[number]), fetch(hours(1), url)
            )
            next(batches)
        list(batches)
        assert archive.sql.execute("SELECT count(*) FROM duplicates").fetchone() == (2,)


def test_the_log_is_copied_into_the_file_meanwhile(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bulk, "BATCH", 2)
    with opened(tmp_path / "a.db") as archive, Intake(archive) as intake:
        batches = intake.save(records())
        for _ in range(bulk.BATCHES_OF_LOG + 1):
            next(batches)
        (tmp_path / "copy.db").write_bytes((tmp_path / "a.db").read_bytes())
        with closing(sqlite3.connect(tmp_path / "copy.db")) as copy:
            assert copy.execute("SELECT count(*) FROM articles").fetchone() == (2 * bulk.BATCHES_OF_LOG + 2,)
        list(batches)


def test_a_batch_is_kept_before_the_next_is_taken(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bulk, "BATCH", 10)
    with opened(tmp_path / "a.db") as archive, Intake(archive, aside=False) as intake:
        batches = intake.save(records())
        next(batches)
        batches.close()
        with Archive(tmp_path / "a.db", read_only=True) as reader:
            assert reader.sql.execute("SELECT count(*) FROM articles").fetchone() == (10,)


@pytest.mark.parametrize("aside", [True, False])
def test_the_index_merges_late_only_meanwhile(tmp_path: Path, aside: bool) -> None:
    merges = "SELECT v FROM articles_fts_config WHERE k = 'automerge'"
    with opened(tmp_path / "a.db") as archive:
        with Intake(archive, aside=aside) as intake:
            list(intake.save(records()[:2]))
            assert archive.sql.execute(merges).fetchone() == (dict(LATE_MERGES)["automerge"],)
        assert archive.sql.execute(merges).fetchone() == (dict(USUAL_MERGES)["automerge"],)
