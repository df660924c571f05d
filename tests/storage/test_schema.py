"""The schema is a contract: documented column by column, and the views say what other applications rely on."""

from __future__ import annotations

import re
import sqlite3
from pathlib import Path

from storage.documentation import COLUMNS, TABLES, VIEW_OF, document, meaning, tables
from storage.schema import memory_archive
from tests.storage.test_order import steps
from tests.storage.world import apply, opened

EMPTY = ("v1_stories", "v1_duplicates", "v1_decisions", "v1_runs", "v1_alarms")
DOCUMENT = Path(__file__).resolve().parent.parent.parent / "docs" / "schema.md"


def columns(sql: sqlite3.Connection, table: str) -> list[str]:
    return [row[0] for row in sql.execute("SELECT name FROM pragma_table_info(?)", (table,))]


def test_every_table_and_column_is_documented() -> None:
    sql = memory_archive()
    ours = tables(sql)
    assert {table for table in ours if VIEW_OF.get(table, table) not in TABLES} == set()
    assert [
        (table, column) for table in ours for column in columns(sql, table) if not meaning(table, column)
    ] == []


def test_nothing_is_documented_that_is_not_there() -> None:
    sql = memory_archive()
    there = {f"{table}.{column}" for table in tables(sql) for column in columns(sql, table)}
    there |= {f"{VIEW_OF[table]}.{column}" for table in VIEW_OF for column in columns(sql, table)}
    assert set(COLUMNS) - there == set()
    assert set(TABLES) - set(tables(sql)) == set()


def test_the_document_is_made_from_the_code() -> None:
    assert DOCUMENT.read_text(encoding="utf-8") == document(memory_archive()), (
        "run: python -m storage.documentation > docs/schema.md"
    )


def test_the_queries_of_the_document_run_in_a_read_only_client(tmp_path: Path) -> None:
    with opened(tmp_path / "a.db") as archive:
        apply(archive, steps())
    sql = sqlite3.connect(f"file:{tmp_path / 'a.db'}?mode=ro", uri=True)
    queries = re.findall(r"```sql\n(.*?)```", DOCUMENT.read_text(encoding="utf-8"), re.DOTALL)
    assert len(queries) == 2
    changes = sql.execute(queries[0], {"last_seq": 0}).fetchall()
    assert [row[0] for row in changes] == list(range(1, len(changes) + 1)) and len(changes) > 10
    sql.execute(queries[1])
    for view in VIEW_OF:
        assert sql.execute(f"SELECT * FROM {view}").fetchall() or view in EMPTY
    sql.close()


def test_columns_of_the_contract_stay() -> None:
    """Other applications name these: columns may be added at the end, none may go or move."""
    sql = memory_archive()
    promised = {
        "v1_sources": "id title kind homepage country languages timezone network",
        "v1_articles": "id source url native_id state title summary text language published_at published_precision"
        " modified_at authors section tags image_url translations provenance content_hash first_seen_at last_seen_at"
        " fetched_at flag duplicate_of story_id capture_file capture_offset joined_by",
        "v1_teasers": "id source page_url kind position title snippet is_truncated url image_url language published_at"
        " published_precision first_seen_at last_seen_at article_id matched_by match_score",
        "v1_revisions": "id article_id number content_hash title summary text modified_at first_seen_at last_seen_at"
        " flag capture_file capture_offset",
        "v1_urls": "url article_id source native_id",
        "v1_fetches": "article_id fetched_at outcome content_hash url status reason capture_file capture_offset run_id",
        "v1_stories": "id title first_published_at last_published_at article_count",
        "v1_duplicates": "article_id other_id kind score first_id found_at",
        "v1_decisions": "id verb what note decided_by decided_at revoked_at revoked_by teaser_id article_id other_id",
        "v1_runs": "id source kind started_at finished_at outcome reason listing_pages pages new_articles"
        " updated_articles unchanged_articles new_teasers folded_teasers refused errors",
        "v1_alarms": "id source kind field detail opened_at opened_run last_seen_at closed_at closed_run",
        "v1_changes": "seq article_id what at run_id detail",
    }
    for view, names in promised.items():
        assert columns(sql, view)[: len(names.split())] == names.split()
    assert set(promised) == set(VIEW_OF)
