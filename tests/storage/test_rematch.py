"""Matching everything again: it ends where new rules would have led from the first day, killed or not."""

from __future__ import annotations

import multiprocessing
import os
import signal
import sqlite3
import time
from dataclasses import replace
from pathlib import Path
from shutil import copyfile
from typing import Any

import pytest

from storage.archive import Archive
from storage.errors import ArchiveError
from storage.rematch import Rematched, changes, newest, rematch
from tests.storage.world import SISTER, article, fetch, hours, opened, rows, teaser

COUNT = 60
BUSY = 60.0
"""Seconds that a test waits for another process at most."""


def url(number: int) -> str:
    return f"https://sary-bulak.example/news/{number}"


def lede(number: int) -> str:
    return f"В селе номер {number} построили мост номер {number * 7} через реку, и по нему прошла первая машина из района"


def fill(path: Path) -> dict[str, list[tuple[Any, ...]]]:
    """Save articles, each with its promise; then leave the archive as other rules would have: return what is right."""
    with opened(path) as archive:
        with archive.transaction():
            for number in range(1, COUNT + 1):
                page = article(url(number), title=f"Мост номер {number}", text=lede(number) + ".\n\nКонец.")
                archive.save_article(page, fetch(hours(number / 10), page.url))
                archive.save_teaser(
                    teaser(f"Построили {number}", snippet=lede(number)[:80], kind="read_also"), hours(20)
                )
        right = rows(archive)
        assert sum(row[-3] is not None for row in right["teasers"]) == COUNT
        with archive.transaction():
            archive.sql.execute("UPDATE article_keys SET key = key + 1")
            archive.sql.execute("UPDATE teaser_keys SET key = key + 1")
            archive.sql.execute(
                "UPDATE teasers SET article_id = NULL, matched_by = NULL, match_score = NULL WHERE id % 2"
            )
            archive.sql.execute("UPDATE teasers SET article_id = 1 WHERE id = 2")
        assert rows(archive) != right
    return right


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "archive.db"


def wrongly_matched() -> list[Rematched]:
    odd = [Rematched("fold", number, None, None, str(number)) for number in range(1, COUNT + 1, 2)]
    return sorted([*odd, Rematched("fold", 2, None, "1", "2")], key=lambda one: one.record_id)


def test_everything_is_as_todays_rules_would_have_it_and_what_changed_is_told(path: Path) -> None:
    right = fill(path)
    with Archive(path) as archive:
        run = rematch(archive, hours(30), pause=0)
        assert rows(archive) == right and run.finished_at
        assert changes(archive.sql, run) == wrongly_matched()
        again = rematch(archive, hours(31), pause=0)
        assert again.id == run.id + 1 and changes(archive.sql, again) == []
        assert rows(archive) == right


def test_changes_of_others_are_not_told_as_its_own(path: Path) -> None:
    right = fill(path)
    with Archive(path) as archive, Archive(path) as crawl:

        def write(*_: object) -> None:
            crawl.save_teaser(teaser("Построили 999", snippet=lede(3)[:80], kind="read_also"), hours(40))

        run = rematch(archive, hours(30), batch=0, pause=0, progress=write)
        assert changes(archive.sql, run) == wrongly_matched()
        assert len(rows(archive)["teasers"]) == len(right["teasers"]) + 1


def test_since_leaves_older_records_as_they_are(path: Path) -> None:
    fill(path)
    with Archive(path) as archive:
        archive.sql.execute("UPDATE teasers SET first_seen_at = '2026-03-09T00:00:00Z' WHERE id > 50")
        archive.sql.execute("UPDATE articles SET first_seen_at = '2026-03-09T00:00:00Z' WHERE id > 50")
        run = rematch(archive, hours(300), since="2026-03-08T00:00:00Z", pause=0)
        assert [one.record_id for one in changes(archive.sql, run)] == [51, 53, 55, 57, 59]


def _rematch_slowly(path: str, began: Any) -> None:
    with Archive(path) as archive:
        rematch(archive, hours(30), batch=0, pause=0.005, progress=lambda *_: began.set())


@pytest.mark.parametrize("records", [3, COUNT + 5])
def test_a_run_killed_while_a_crawl_writes_goes_on_from_there(path: Path, records: int) -> None:
    """Killed among the articles, and among the teasers; both times a crawl saves beside it."""
    right = fill(path)
    spawn = multiprocessing.get_context("spawn")
    began = spawn.Event()
    child = spawn.Process(target=_rematch_slowly, args=(str(path), began))
    child.start()
    assert began.wait(BUSY)
    with Archive(path) as crawl:
        number, deadline = 0, time.monotonic() + BUSY
        while (run := newest(crawl.sql)) and run.article_id + run.teaser_id < records:
            assert time.monotonic() < deadline
            number += 1
            page = article(
                f"https://jany-jol.example/{number}", source=SISTER.id, title=f"Жол {number}", text="Жол."
            )
            crawl.save_article(page, fetch(hours(21), page.url))
        assert child.pid
        os.kill(child.pid, signal.SIGKILL)
        child.join(BUSY)
        stopped = newest(crawl.sql)
        assert stopped and stopped.finished_at is None and number > 0
        assert records <= stopped.article_id + stopped.teaser_id < 2 * COUNT
        walked = []
        run = rematch(crawl, hours(31), pause=0, batch=0, progress=lambda _, place, __: walked.append(place))
        assert run.id == stopped.id and run.finished_at
        assert len(walked) <= 2 * COUNT - stopped.article_id - stopped.teaser_id
        assert changes(crawl.sql, run) == wrongly_matched()
        ours = [row for row in rows(crawl)["articles"] if row[0] != SISTER.id]
        assert ours == right["articles"] and rows(crawl)["teasers"] == right["teasers"]


def test_two_at_once_are_told_and_do_no_harm(path: Path) -> None:
    right = fill(path)
    with Archive(path) as archive, Archive(path) as other:

        def begin_anew(phase: str, place: int, _: int) -> None:
            if (phase, place) == ("articles", 5):
                rematch(other, hours(31), anew=True, pause=0)

        with pytest.raises(ArchiveError, match="another process is matching it again"):
            rematch(archive, hours(30), batch=0, pause=0, progress=begin_anew)
        assert rows(other) == right


def test_what_people_decided_stays(path: Path) -> None:
    fill(path)
    with Archive(path) as archive:
        archive.decide("unfold", "teaser", 3, 3, hours(25))
        archive.decide("fold", "teaser", 5, 7, hours(25))
        rematch(archive, hours(30), pause=0)
        folds = archive.sql.execute(
            "SELECT article_id, matched_by FROM teasers WHERE id IN (3, 5)"
        ).fetchall()
        assert folds == [(None, None), (7, "person")]


def test_no_index_and_no_trigger_of_it_is_left_behind(path: Path) -> None:
    fill(path)
    with Archive(path) as archive:
        before = _schema(archive.sql)
        rematch(archive, hours(30), pause=0)
        assert _schema(archive.sql) == before
        archive.save_article(replace(article(url(1)), title="Мост сломан"), fetch(hours(31), url(1)))
        assert len(changes(archive.sql, newest(archive.sql) or pytest.fail("no run"))) == len(
            wrongly_matched()
        )


def _schema(sql: sqlite3.Connection) -> list[tuple[Any, ...]]:
    return sql.execute(
        "SELECT name FROM sqlite_master UNION ALL SELECT name FROM sqlite_temp_master"
    ).fetchall()


PRINTS = 120
"""More than a story has that is put in order for each of its articles."""


@pytest.fixture(scope="module")
def printed_often(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, list[tuple[Any, ...]]]]:
    """An archive with a text that was printed often, made once as it takes seconds, and what is right of it."""
    path = tmp_path_factory.mktemp("prints") / "archive.db"
    return path, print_often(path)


def print_often(path: Path) -> dict[str, list[tuple[Any, ...]]]:
    """Save many prints of one text and an article of its own; then leave them as other rules would have: return what is right."""
    text = lede(1) + ".\n\n" + "\n\n".join(f"Абзац {number} о мосте и дороге к нему." for number in range(9))
    with opened(path) as archive, archive.transaction():
        for number in range(PRINTS):
            page = article(url(number), title="Построили мост", text=text, published_at=hours(number / 60))
            archive.save_article(page, fetch(hours(number / 10), page.url))
        page = article(url(PRINTS), title="Хлеб подорожал", text="Хлеб в районе подорожал вдвое.")
        archive.save_article(page, fetch(hours(20), page.url))
    with Archive(path) as archive:  # words weigh what a rematch will find that they do
        for article_id in range(1, PRINTS + 2):
            archive.match_again(article_id, hours(21))
        right = rows(archive)
        assert {row[-1] for row in right["stories"]} == {PRINTS}
        with archive.transaction():
            archive.sql.execute(
                "UPDATE story_links SET score = 0.5, rule = 'report' WHERE article_id % 3 = 1"
            )
            archive.sql.executemany(
                "INSERT INTO story_links VALUES (?, ?, 'report', 0.9)", [(1, PRINTS + 1), (PRINTS + 1, 1)]
            )
            archive.sql.execute("UPDATE articles SET story_id = 1, joined_by = 'report'")
            archive.sql.execute("UPDATE stories SET article_count = article_count + 1, title = 'Хлеб'")
        assert rows(archive) != right
    return right


def test_a_story_of_very_many_prints_is_put_in_order_once(
    path: Path, printed_often: tuple[Path, dict[str, list[tuple[Any, ...]]]]
) -> None:
    made, right = printed_often
    copyfile(made, path)
    with Archive(path) as archive:
        worked_out: list[str] = []
        archive.sql.set_trace_callback(
            lambda said: worked_out.append(said) if "article_id < other_id" in said else None
        )
        rematch(archive, hours(30), pause=0)
        archive.sql.set_trace_callback(None)
        assert len(worked_out) <= 5
        assert rows(archive) == right


def test_a_killed_run_leaves_that_to_the_one_that_goes_on(
    path: Path, printed_often: tuple[Path, dict[str, list[tuple[Any, ...]]]]
) -> None:
    made, right = printed_often
    copyfile(made, path)
    with Archive(path) as archive:

        def die(phase: str, place: int, last: int) -> None:
            if place == last:
                raise KeyboardInterrupt

        with pytest.raises(KeyboardInterrupt):
            rematch(archive, hours(30), pause=0, progress=die)
        rematch(archive, hours(31), pause=0)
        assert rows(archive) == right
