"""Ids that are never given twice, so that who remembers one elsewhere takes no row for another.

SQLite gives a new row the greatest id plus one, so that of a deleted last row again. AUTOINCREMENT would not, but an
archive that has grown cannot get it without its tables being written anew. So triggers write down the id of a last row
that is deleted, which is rare, and statements that make rows ask whether there is one.
"""

from __future__ import annotations

NUMBERED = ("articles", "teasers", "revisions", "stories", "decisions", "alarms")
"""The tables whose ids the contract shows, beside `changes`."""

ID_TABLES = """
CREATE TABLE retired_ids (
    name TEXT PRIMARY KEY,
    id INTEGER NOT NULL
) WITHOUT ROWID;
"""
TRIGGER = """
CREATE TRIGGER retired_{table} AFTER DELETE ON {table}
WHEN old.id > coalesce((SELECT max(id) FROM {table}), 0) BEGIN
    INSERT INTO retired_ids VALUES ('{table}', old.id) ON CONFLICT DO UPDATE SET id = max(id, excluded.id);
END;
"""
RETIRED_BEFORE = """
INSERT INTO retired_ids SELECT 'articles', max(article_id) FROM changes HAVING max(article_id) IS NOT NULL;
INSERT INTO retired_ids SELECT 'stories', max(detail ->> 'story') FROM changes WHERE what IN ('joined', 'left')
HAVING max(detail ->> 'story') IS NOT NULL;
"""
"""The feed of changes names every article and story that there ever was."""


def next_id(table: str) -> str:
    """Return the SQL expression for the id of a new row: NULL where SQLite's own choice was never given before."""
    return f"(SELECT id + 1 FROM retired_ids WHERE name = '{table}' AND id > (SELECT coalesce(max(id), 0) FROM {table}))"
