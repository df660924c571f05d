"""The append-only feed of changes: a reader keeps its last `seq` and asks for what came after."""

from __future__ import annotations

import json
import sqlite3
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

from storage.gathering import Gathering
from storage.timestamps import to_text

_encode = json.JSONEncoder(ensure_ascii=False).encode

ChangeKind = Literal[
    "promised",
    "full",
    "updated",
    "gone",
    "back",
    "merged",
    "folded",
    "unfolded",
    "joined",
    "left",
    "flagged",
    "deleted",
]


@dataclass(frozen=True, slots=True)
class Change:
    """One thing that happened to one article."""

    seq: int
    article_id: int
    what: str
    at: str
    run_id: str | None
    detail: dict[str, Any]


def record_change(
    gathering: Gathering,
    article_id: int,
    what: ChangeKind,
    at: datetime | str,
    run_id: str | None,
    **detail: Any,
) -> None:
    """Append one change; `at` may be the text of an instant already."""
    gathering.add(
        "INSERT INTO changes (article_id, what, at, run_id, detail) VALUES (?, ?, ?, ?, ?)",
        (
            article_id,
            what,
            at if isinstance(at, str) else to_text(at),
            run_id,
            _encode(detail) if detail else None,
        ),
    )


def changes_since(sql: sqlite3.Connection, seq: int, limit: int = 1000) -> list[Change]:
    """Return up to `limit` changes after `seq`, oldest first."""
    rows = sql.execute(
        "SELECT seq, article_id, what, at, run_id, detail FROM changes WHERE seq > ? ORDER BY seq LIMIT ?",
        (seq, limit),
    )
    return [
        Change(number, article_id, what, at, run_id, json.loads(detail) if detail else {})
        for number, article_id, what, at, run_id, detail in rows
    ]


def merged_into(sql: sqlite3.Connection, article_id: int) -> int | None:
    """Return the article of which the row of a former one became part, None where none is known.

    It reads the whole feed, which has no index for so rare a question.
    """
    into = dict(
        sql.execute(
            "SELECT article_id, detail ->> 'into' FROM changes WHERE what = 'merged' ORDER BY seq"
        ).fetchall()
    )
    place = into.get(article_id)
    while place in into and sql.execute("SELECT 1 FROM articles WHERE id = ?", (place,)).fetchone() is None:
        place = into.pop(place)
    return place
