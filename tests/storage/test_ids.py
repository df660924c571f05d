"""An id is given once: other applications remember ids, and must not take one row for another."""

from __future__ import annotations

import random
import tempfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from storage.archive import Archive, SavedArticle
from storage.bulk import Intake
from storage.connection import Connection
from storage.documentation import VIEW_OF
from storage.ids import NUMBERED
from storage.schema import VERSION, memory_archive
from tests.storage.test_order import steps
from tests.storage.world import article, fetch, hours, opened, teaser

A = "https://sary-bulak.example/news/101"
B = "https://sary-bulak.example/news/102"
C = "https://sary-bulak.example/news/103"
D = "https://sary-bulak.example/news/104"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "archive.db"


@pytest.fixture
def archive(path: Path) -> Iterator[Archive]:
    with opened(path) as archive:
        yield archive


def save(archive: Archive, url: str, at: float = 1, **values: object) -> int:
    page = article(url, title=f"Новость {url[-3:]}", text=f"Текст {url[-3:]} о своём.", **values)
    return archive.save_article(page, fetch(hours(at), url)).article_id


def lose_the_last_article(archive: Archive) -> int:
    """Save articles, of which the last turns out to be the first; return the id that it had."""
    save(archive, A, native_id="101")
    save(archive, B)
    lost = save(archive, C)
    archive.save_teaser(teaser(url=C, native_id="101"), hours(2))
    assert archive.sql.execute("SELECT max(id) FROM articles").fetchone()[0] < lost
    return lost


def lose_the_last_story(archive: Archive) -> int:
    """Make a story of two articles and take it back; return the id that it had."""
    one, other = save(archive, A), save(archive, B)
    decision = archive.decide("merge", "story", one, other, hours(3))
    story: int = archive.sql.execute("SELECT max(id) FROM stories").fetchone()[0]
    archive.revoke(decision.id, hours(4))
    assert archive.sql.execute("SELECT count(*) FROM stories").fetchone()[0] == 0
    return story


def test_the_id_of_an_article_that_became_part_of_another_one_is_not_given_again(path: Path) -> None:
    with opened(path) as archive:
        lost = lose_the_last_article(archive)
    with Archive(path) as archive:
        assert save(archive, D) == lost + 1
        assert archive.save_teaser(teaser(url=D + "5"), hours(5)).article_id == lost + 2


def test_nor_by_a_bulk_import(archive: Archive) -> None:
    lost = lose_the_last_article(archive)
    pages = [article(f"{D}{number}", text=f"Текст {number}.") for number in range(3)]
    with Intake(archive, aside=False) as intake:
        ids = [
            one.article_id if isinstance(one, SavedArticle) else None
            for batch in intake.save((one, fetch(hours(5), one.url)) for one in pages)
            for one in batch
        ]
    assert ids == [lost + 1, lost + 2, lost + 3]


def test_the_id_of_a_story_that_is_no_more_is_not_given_again(archive: Archive) -> None:
    lost = lose_the_last_story(archive)
    archive.decide("merge", "story", 1, 2, hours(5))
    assert archive.sql.execute("SELECT id FROM v1_stories").fetchall() == [(lost + 1,)]


def test_the_id_of_a_revision_that_a_better_reading_replaced_is_not_given_again(archive: Archive) -> None:
    page = article(A, title="Новость", text="Текст.")
    archive.save_article(page, fetch(hours(1), A))
    archive.save_article(replace(page, text="Другой текст."), fetch(hours(2), A))
    lost = archive.sql.execute("SELECT max(id) FROM revisions").fetchone()[0]
    archive.save_article(page, fetch(hours(2), A), reread=True)
    assert archive.sql.execute("SELECT max(id) FROM revisions").fetchone()[0] < lost
    save(archive, B)
    assert archive.sql.execute("SELECT max(id) FROM revisions").fetchone()[0] == lost + 1


def ids(archive: Archive) -> dict[str, set[int]]:
    return {table: {row[0] for row in archive.sql.execute(f"SELECT id FROM {table}")} for table in NUMBERED}


@settings(max_examples=25, deadline=None)
@given(chance=st.randoms(use_true_random=False))
def test_whatever_is_saved_in_whatever_order_a_new_row_has_a_new_id(chance: random.Random) -> None:
    """Rows merge, revisions are written anew, stories fall apart; all that ever had an id is remembered here."""
    order = steps() * 2
    chance.shuffle(order)
    with tempfile.TemporaryDirectory() as folder, opened(Path(folder) / "archive.db") as archive:
        ever = ids(archive)
        with archive.transaction():
            for step in order:
                before = ids(archive)
                step(archive)
                for table, after in ids(archive).items():
                    new = after - before[table]
                    assert not new & ever[table], table
                    ever[table] |= new


def test_every_id_of_the_contract_is_given_once() -> None:
    sql = memory_archive()
    with_number = {
        VIEW_OF[view]
        for view in VIEW_OF
        for name, kind in sql.execute("SELECT name, type FROM pragma_table_info(?)", (view,))
        if (name, kind) == ("id", "INTEGER")
    }
    assert with_number == set(NUMBERED)
    for table in NUMBERED:
        assert sql.execute("SELECT 1 FROM sqlite_master WHERE name = ?", (f"retired_{table}",)).fetchone()


def test_an_archive_that_is_migrated_gives_none_again_that_its_feed_names(path: Path) -> None:
    with opened(path) as archive:
        article_id, story = lose_the_last_article(archive), lose_the_last_story(archive)
        for table in NUMBERED:
            archive.sql.execute(f"DROP TRIGGER retired_{table}")
        archive.sql.execute("DROP TABLE retired_ids")
        archive.sql.execute("DELETE FROM _sqlite_migrations WHERE name = 'ids_given_once'")
        archive.sql.execute("PRAGMA user_version = 2")
    connection = Connection(path, migrate=True)
    assert connection.version() == VERSION
    connection.close()
    with Archive(path) as archive:
        assert save(archive, D) == article_id + 1
        archive.decide("merge", "story", 1, 2, hours(5))
        assert archive.sql.execute("SELECT id FROM v1_stories").fetchall() == [(story + 1,)]


def test_an_archive_without_any_row_is_migrated(path: Path) -> None:
    with opened(path) as archive:
        assert archive.sql.execute("SELECT * FROM retired_ids").fetchall() == []
        assert save(archive, A) == 1
