"""One crawl: when, what came of it, and how it is judged."""

from __future__ import annotations

import json
import secrets
import sqlite3
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any, Literal

from storage.timestamps import to_text

RunOutcome = Literal["ok", "empty", "failed", "stopped", "crashed"]


@dataclass(slots=True)
class RunCounts:
    """What a run counted; the columns of `runs` have the same names."""

    listing_pages: int = 0
    pages: int = 0
    new_articles: int = 0
    updated_articles: int = 0
    unchanged_articles: int = 0
    new_teasers: int = 0
    folded_teasers: int = 0
    refused: int = 0
    errors: int = 0


def new_run_id(source: str, at: datetime) -> str:
    """Return an id that sorts by time and says whose run it is."""
    return f"{to_text(at).replace(':', '').replace('-', '')}-{source}-{secrets.token_hex(2)}"


def start_run(
    sql: sqlite3.Connection,
    source: str,
    at: datetime,
    kind: str = "crawl",
    run_id: str | None = None,
    pid: int | None = None,
) -> str:
    """Open the row of a run; return its id."""
    run_id = run_id or new_run_id(source, at)
    sql.execute(
        "INSERT INTO runs (id, source, kind, started_at, outcome, pid) VALUES (?, ?, ?, ?, 'running', ?)"
        " ON CONFLICT (id) DO UPDATE SET pid = excluded.pid",
        (run_id, source, kind, to_text(at), pid),
    )
    return run_id


def finish_run(
    sql: sqlite3.Connection,
    run_id: str,
    at: datetime,
    outcome: RunOutcome,
    reason: str,
    counts: RunCounts,
    stats: dict[str, Any],
) -> None:
    """Close the row of a run with its verdict."""
    counted = asdict(counts)
    assignments = ", ".join(f"{name} = ?" for name in counted)
    sql.execute(
        f"UPDATE runs SET finished_at = ?, outcome = ?, reason = ?, stats = ?, {assignments} WHERE id = ?",
        (
            to_text(at),
            outcome,
            reason,
            json.dumps(stats, ensure_ascii=False, default=str),
            *counted.values(),
            run_id,
        ),
    )
