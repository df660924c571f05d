"""What went wrong, for the operator: one row a problem, each told once."""

from __future__ import annotations

import sqlite3
from datetime import datetime

from storage.timestamps import to_text

LONGEST_DETAIL = 1000


def record_problem(
    sql: sqlite3.Connection,
    source: str,
    url: str | None,
    what: str,
    detail: str,
    at: datetime,
    run_id: str | None,
) -> None:
    """Write one problem, unless the same is already told of the same moment."""
    row = (run_id, source, url, what, detail[:LONGEST_DETAIL], to_text(at))
    sql.execute(
        "INSERT INTO problems (run_id, source, url, what, detail, at) SELECT ?1, ?2, ?3, ?4, ?5, ?6"
        " WHERE NOT EXISTS (SELECT 1 FROM problems WHERE source = ?2 AND at = ?6 AND url IS ?3 AND what = ?4"
        " AND detail = ?5)",
        row,
    )
