"""Rows of a batch that wait: who sees them when, and in which order they are written."""

from __future__ import annotations

import sqlite3
from array import array
from collections.abc import Iterator

import numpy as np
import pytest

from storage.addresses import INSERT, Strangers
from storage.gathering import AT_ONCE, Gathering
from storage.matching.absence import Absence
from storage.matching.rarity import COUNT as COUNT_WORDS
from storage.schema import memory_archive

KEY = "INSERT OR IGNORE INTO text_anchors VALUES (?, ?)"
COUNT = "SELECT count(*) FROM text_anchors"


@pytest.fixture
def sql() -> Iterator[sqlite3.Connection]:
    connection = memory_archive()
    connection.isolation_level = None
    yield connection
    connection.close()


def count(sql: sqlite3.Connection) -> int:
    return int(sql.execute(COUNT).fetchone()[0])


def blob(*keys: int) -> bytes:
    return array("q", keys).tobytes()


def test_rows_wait_until_the_end_and_only_inside_of_a_batch(sql: sqlite3.Connection) -> None:
    gathering = Gathering(sql)
    gathering.add(KEY, (1, 1))
    gathering.add_keys(KEY, blob(2), 1)
    assert count(sql) == 2
    with gathering.begun():
        gathering.add_keys(KEY, blob(4, 3), 1)
        assert count(sql) == 2
    assert count(sql) == 4 and not gathering.is_on


def test_many_rows_are_written_with_few_statements_all_of_them(sql: sqlite3.Connection) -> None:
    gathering, asked = Gathering(sql), list[str]()
    for many in (1, AT_ONCE // 2, AT_ONCE // 2 + 1, AT_ONCE + 3):
        sql.execute("DELETE FROM text_anchors")
        sql.set_trace_callback(asked.append)
        with gathering.begun():
            for key in range(many, 0, -1):
                gathering.add_keys(KEY, blob(key), 7)
        sql.set_trace_callback(None)
        assert count(sql) == many
    assert sum(statement.startswith("INSERT") for statement in asked) == 1 + 1 + 2 + 3


def test_counts_are_added_to_those_that_are_there(sql: sqlite3.Connection) -> None:
    gathering = Gathering(sql)
    words = [f"word{number}" for number in range(AT_ONCE)]
    for _ in range(2):
        with gathering.begun():
            gathering.count(COUNT_WORDS, "en", words)
            gathering.count(COUNT_WORDS, "en", words[:1])
    assert sql.execute("SELECT sum(articles), max(articles) FROM word_counts").fetchone() == (
        2 * AT_ONCE + 2,
        4,
    )


def test_what_is_done_apart_sees_all_rows(sql: sqlite3.Connection) -> None:
    gathering = Gathering(sql)
    with gathering.begun():
        gathering.add(KEY, (1, 1))
        with gathering.apart():
            gathering.add(KEY, (2, 1))
            assert count(sql) == 2
        gathering.add(KEY, (3, 1))
        assert count(sql) == 2
        gathering.settle([KEY])
        assert count(sql) == 3


def test_a_failed_batch_leaves_nothing_that_waits(sql: sqlite3.Connection) -> None:
    gathering = Gathering(sql)
    with pytest.raises(ValueError, match="torn"), gathering.begun():
        gathering.add(KEY, (1, 1))
        raise ValueError("torn")
    with gathering.begun():
        pass
    assert count(sql) == 0


def test_facts_are_asked_for_once_a_batch_and_again_after_something_else_was_saved(
    sql: sqlite3.Connection,
) -> None:
    gathering = Gathering(sql)
    asked = []

    def ask() -> bool:
        asked.append(1)
        return True

    with gathering.begun():
        assert gathering.known("fact", ask) and gathering.known("fact", ask) and len(asked) == 1
        with gathering.apart():
            gathering.known("fact", ask)
        assert gathering.known("fact", ask) and len(asked) == 3


def test_strangers_share_no_address_with_anybody(sql: sqlite3.Connection) -> None:
    sql.execute("PRAGMA foreign_keys=OFF")
    sql.execute(INSERT, ("https://a.example/1", 1, "a", "ru:1"))
    new = [("a", "2", ["https://a.example/2"]), ("a", "ky:1", ["https://a.example/3"])]
    strangers = Strangers(sql, [*new, ("b", "1", ["https://b.example/1"])])
    assert strangers.is_one("a", "2", ["https://a.example/2"])
    assert not strangers.is_one("a", "ky:1", ["https://a.example/3"])
    assert strangers.is_one("b", "1", ["https://b.example/1"])
    strangers.meet("b", "1", ["https://b.example/1"])
    assert not strangers.is_one("b", "en:1", ["https://b.example/2"])
    assert not strangers.is_one("b", None, ["https://b.example/1"])


def test_absence_never_denies_a_key_that_is_there(sql: sqlite3.Connection) -> None:
    keys = [part << 8 | key for part in range(3) for key in range(0, 256, 50)]
    sql.executemany(KEY, [(key, 1) for key in keys[::2]])
    absence = Absence(sql, "text_anchors", 8, 10_007)
    assert absence.refresh() and absence.left(np.array(keys)).tolist() == keys[::2]
    absence.note(np.array(keys[1:2]))
    assert absence.left(np.array(keys)).tolist() == [keys[0], keys[1], *keys[2::2]]


def test_absence_stops_reading_where_that_spares_nothing(sql: sqlite3.Connection) -> None:
    stretches = range(1, 400)
    sql.executemany(KEY, [(part << 8 | key, 1) for part in stretches for key in range(40)])
    absence = Absence(sql, "text_anchors", 8, 10_007)
    assert absence.refresh()
    asked = [absence.left(np.array([part << 8 | 1, part << 8 | 99])).tolist() for part in stretches]
    assert asked[0] == [1 << 8 | 1]
    assert all(keys[0] == part << 8 | 1 for part, keys in zip(stretches, asked, strict=True))
    assert len(asked[-1]) == 2
