"""Decisions carried into another archive, one JSON object a line: `kabarchy decisions export` and `import`.

Rows have other ids there. So a line names an article by its URLs, its own one first, and a teaser by its key, which
says the same wherever the same showing is met. Words of a teaser stand in the line for people who read it.
"""

from __future__ import annotations

import json
import sqlite3
import time
from codecs import BOM_UTF8
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, TypeVar

from storage.archive import Archive
from storage.canonical import canonical_url
from storage.connection import PAUSE_SECONDS, WORK_SECONDS
from storage.decisions import (
    Decision,
    Verb,
    What,
    decisions,
    insert_decision,
    named,
    read_decision,
    revoke_decision,
)
from storage.errors import Refused
from storage.timestamps import from_text, now, to_text

VERBS: dict[What, tuple[Verb, ...]] = {
    "teaser": ("fold", "unfold"),
    "text": ("merge", "split"),
    "story": ("merge", "split"),
}
TEASER_KEY_LENGTH = 32
FUTURE = timedelta(days=1)
"""A decision that is dated later than so far ahead would be newer than all that people say in the meantime."""
SHOWN = 20
"""Wrong lines that are named; all are counted."""

Choice = TypeVar("Choice", Verb, What)
Progress = Callable[[int], None]


@dataclass(frozen=True, slots=True)
class Carried:
    """A decision as a line tells it; its records by all names that may be known, the best first."""

    verb: Verb
    what: What
    record: tuple[str, ...]
    other: tuple[str, ...]
    note: str | None
    decided_by: str | None
    decided_at: str
    revoked_at: str | None
    revoked_by: str | None

    def is_about(self, known: Decision) -> bool:
        """Return whether a decision of the archive is this one."""
        said = (self.verb, self.what, self.decided_at, self.decided_by)
        theirs = (known.verb, known.what, known.decided_at, known.decided_by)
        return said == theirs and known.record in self.record and known.other in self.other


@dataclass(frozen=True, slots=True)
class Adopted:
    """What became of the decisions of a file."""

    new: int
    taken_back: int
    """Those that were known, and taken back elsewhere."""
    known: int
    waiting: int
    """Those of them all that stand, and name a record that the archive has not met yet."""


# Writing


def decision_lines(sql: sqlite3.Connection) -> Iterator[str]:
    """Yield every decision, oldest first, also those that were taken back, each as one line."""
    for decision in decisions(sql, revoked=True):
        yield json.dumps(_told(sql, decision), ensure_ascii=False)


def _told(sql: sqlite3.Connection, decision: Decision) -> dict[str, Any]:
    left, right = named(sql, decision)
    said: dict[str, Any] = {
        name: getattr(decision, name)
        for name in ("verb", "what", "record", "other", "note", "decided_by", "decided_at")
    }
    if not decision.stands:
        said |= {"revoked_at": decision.revoked_at, "revoked_by": decision.revoked_by}
    if decision.what == "teaser":
        said |= _words(sql, decision.record)
    elif left != right:
        # Two that are one article today share all URLs: each is named by the one that it was decided about.
        said["record_urls"] = _urls(sql, left)
    if decision.what == "teaser" or left != right:
        said["other_urls"] = _urls(sql, right)
    return said


def _words(sql: sqlite3.Connection, key: str) -> dict[str, Any]:
    row = sql.execute(
        "SELECT source, page_url, kind, title, snippet FROM teasers WHERE key = ?", (key,)
    ).fetchone()
    return (
        {"teaser": dict(zip(("source", "page_url", "kind", "title", "snippet"), row, strict=True))}
        if row
        else {}
    )


def _urls(sql: sqlite3.Connection, article_id: int | None) -> list[str]:
    """Return the URLs of an article, its own one first."""
    rows = sql.execute(
        "SELECT u.url FROM article_urls u JOIN articles a ON a.id = u.article_id WHERE a.id = ?"
        " ORDER BY u.url != a.url, u.url",
        (article_id,),
    )
    return [row[0] for row in rows]


# Reading


def read_lines(name: str, lines: Iterable[bytes]) -> list[Carried]:
    """Return the decisions of some lines of the file `name`.

    Raises:
        Refused: a line is wrong; the message names the file and each such line.
    """
    found: list[Carried] = []
    wrong: list[str] = []
    for number, line in enumerate(lines, 1):
        try:
            if line.strip():
                found.append(_carried(json.loads(line.removeprefix(BOM_UTF8).decode("utf-8"))))
        except (ValueError, RecursionError) as error:
            wrong.append(f"{name}, line {number}: {error}")
    if wrong:
        more = [f"and {len(wrong) - SHOWN} more"] if len(wrong) > SHOWN else []
        raise Refused("\n".join(["no decision was kept, as there are wrong lines:", *wrong[:SHOWN], *more]))
    return found


def _carried(said: object) -> Carried:
    if not isinstance(said, dict):
        raise ValueError("not a JSON object")
    what = _one_of(said, "what", VERBS)
    verb = _one_of(said, "verb", VERBS[what])
    record = (_key(said),) if what == "teaser" else _names(said, "record")
    other = _names(said, "other")
    if record[0] == other[0]:
        raise ValueError("record and other are one and the same article")
    return Carried(
        verb,
        what,
        record,
        other,
        _text(said, "note"),
        _text(said, "decided_by"),
        _instant(said, "decided_at"),
        _instant(said, "revoked_at") if said.get("revoked_at") is not None else None,
        _text(said, "revoked_by"),
    )


def _one_of(said: dict[str, Any], name: str, choices: Collection[Choice]) -> Choice:
    for choice in choices:
        if choice == said.get(name):
            return choice
    raise ValueError(f"{name} is {said.get(name)!r:.40}: {', '.join(choices)} were expected")


def _text(said: dict[str, Any], name: str) -> str | None:
    value = said.get(name)
    if value is not None and not isinstance(value, str):
        raise ValueError(f"{name} is no text")
    if value is not None:
        value.encode()  # half a letter is no text either
    return value


def _key(said: dict[str, Any]) -> str:
    key = _text(said, "record") or ""
    if len(key) != TEASER_KEY_LENGTH or set(key) - set("0123456789abcdef"):
        raise ValueError(f"record is {key!r:.40}: the key of a teaser was expected, 32 hexadecimal digits")
    return key


def _names(said: dict[str, Any], name: str) -> tuple[str, ...]:
    urls = said.get(f"{name}_urls") or []
    if not isinstance(urls, list) or not all(isinstance(one, str) for one in urls):
        raise ValueError(f"{name}_urls is no list of texts")
    try:
        return tuple(dict.fromkeys(canonical_url(one) for one in (*urls, _text(said, name) or "")))
    except ValueError as error:
        raise ValueError(f"{name}: {error}") from None


def _instant(said: dict[str, Any], name: str) -> str:
    text = _text(said, name) or ""
    try:
        instant = from_text(text)
    except ValueError:
        raise ValueError(f"{name} is {text!r:.40}: YYYY-MM-DDTHH:MM:SSZ was expected") from None
    if instant > now() + FUTURE:
        raise ValueError(f"{name} is {text}, which is in the future")
    return to_text(instant)


# Adopting


def adopt(
    archive: Archive, carried: list[Carried], at: datetime, progress: Progress | None = None
) -> Adopted:
    """Keep decisions of another archive, all or none; then match their records accordingly, beside crawls.

    What is adopted twice changes nothing, and matches again what a killed run did not come to. What was taken back in
    one of the archives stays so. Records that are not there yet are matched accordingly as soon as they arrive.
    """
    with archive.transaction():
        numbers, new, taken_back = _keep(archive.sql, carried)
    ends = time.monotonic() + WORK_SECONDS
    for done, number in enumerate(numbers, 1):
        archive.heed(number, at)
        if time.monotonic() > ends:
            time.sleep(PAUSE_SECONDS)
            ends = time.monotonic() + WORK_SECONDS
        if progress:
            progress(done)
    waiting = sum(_waits(archive.sql, number) for number in numbers)
    return Adopted(new, taken_back, len(carried) - new - taken_back, waiting)


def _keep(sql: sqlite3.Connection, carried: list[Carried]) -> tuple[list[int], int, int]:
    """Write what is not known; return the numbers of all that were carried, and how many are new and taken back."""
    there: dict[tuple[str, str | None], list[Decision]] = {}
    for known in decisions(sql, revoked=True):
        there.setdefault((known.decided_at, known.decided_by), []).append(known)
    numbers: list[int] = []
    new = taken_back = 0
    for one in carried:
        others = there.get((one.decided_at, one.decided_by), [])
        # Said, taken back and said again within one second, two are told apart by their order alone.
        same = next((known for known in others if one.is_about(known)), None)
        if same is None:
            numbers.append(insert_decision(sql, _decision(sql, one)))
            new += 1
            continue
        others.remove(same)
        numbers.append(same.id)
        if one.revoked_at is not None and same.stands:
            taken_back += revoke_decision(sql, same.id, from_text(one.revoked_at), one.revoked_by)
    return numbers, new, taken_back


def _decision(sql: sqlite3.Connection, one: Carried) -> Decision:
    record = one.record[0] if one.what == "teaser" else _best(sql, one.record)
    return Decision(
        0,
        one.verb,
        one.what,
        record,
        _best(sql, one.other),
        one.note,
        one.decided_by,
        one.decided_at,
        one.revoked_at,
        one.revoked_by,
    )


def _best(sql: sqlite3.Connection, urls: tuple[str, ...]) -> str:
    """Return the first of some URLs that the archive knows; the first one where it knows none."""
    for url in urls:
        if sql.execute("SELECT 1 FROM article_urls WHERE url = ?", (url,)).fetchone():
            return url
    return urls[0]


def _waits(sql: sqlite3.Connection, number: int) -> bool:
    decision = read_decision(sql, number)
    return decision is not None and decision.stands and None in named(sql, decision)
