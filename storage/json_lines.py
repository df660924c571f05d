"""Articles of another collection, one JSON object a line, as `kabarchy import` reads them.

The keys are the columns of `v1_articles`, so what one archive gives away another one takes. `source`, `url` and `title`
must be there, all others may; lists may stand as JSON text, as SQLite holds them; what is not known is passed over.
"""

from __future__ import annotations

import json
from codecs import BOM_UTF8
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from storage.canonical import canonical_url
from storage.errors import Refused
from storage.preparation import Prepared, Terms, prepare_all
from storage.records import Article, Fetch, Origin, Precision
from storage.text import single_line

IMPORTED = (
    "title", "text", "summary", "published_at", "modified_at", "authors", "tags", "section", "image_url", "language"
)  # fmt: skip
YEARS = range(2, 9000)
"""Beyond, a time zone or a later look at the article would leave the calendar."""
LONGEST = 4 << 20
"""Bytes of one line: ten times the longest articles that there are."""


Sources = Mapping[str, Sequence[str]]
"""Ids of the sources that an archive knows, each with the languages that it publishes in."""
Identify = Callable[[str, str, Sequence[str]], tuple[str, Origin] | None]
"""Tells the language of an article, and by what, from its title, its text and the languages of its source."""


def prepare_lines(
    numbered: Sequence[tuple[int, bytes]], terms: Terms, sources: Sources, identify: Identify, at: datetime
) -> list[Prepared]:
    """Return the articles of some lines, ready to be saved.

    Args:
        numbered: each line's number, for the message, and the line in UTF-8; what is none is read as U+FFFD.
        terms: the archive's.
        sources: those that the archive knows.
        identify: asked where a line does not name its language.
        at: when it was fetched, where the line does not say it.

    Raises:
        Refused: one is no JSON object, or does not say what it must; the message names the first line.
    """
    try:
        found = [_said(line, sources) for _, line in numbered]
        return prepare_all([_record(said, sources, identify, at) for said in found], terms)
    except (ValueError, TypeError, OverflowError, RecursionError, Refused) as error:
        raise Refused(f"line {numbered[0][0]}: {error}") from None


def _said(line: bytes, sources: Sources) -> Mapping[str, Any]:
    if len(line) > LONGEST:
        raise ValueError(f"more than {LONGEST} bytes")
    said = json.loads(line.removeprefix(BOM_UTF8).decode("utf-8", "replace"))
    if not isinstance(said, dict):
        raise ValueError("not a JSON object")
    if said.get("source") not in sources:
        raise ValueError(
            f"source {said.get('source')!r} is not known: `kabarchy sources` lists those that are"
        )
    return said


def _record(
    said: Mapping[str, Any], sources: Sources, identify: Identify, at: datetime
) -> tuple[Article, Fetch]:
    if not said.get("url"):
        raise ValueError("url is missing")
    url = canonical_url(_text(said, "url") or "")
    published_at, precision = _instant(said, "published_at")
    source = str(said["source"])
    title, text, summary = (_text(said, name) or "" for name in ("title", "text", "summary"))
    provenance: dict[str, Origin] = {name: "import" for name in IMPORTED if said.get(name)}
    language = _text(said, "language")
    if not language and (told := identify(title, text or summary, sources[source])):
        language, provenance["language"] = told
    article = Article(
        source,
        url,
        title,
        text,
        summary=single_line(summary) or None,
        published_at=published_at,
        published_precision=precision,
        modified_at=_instant(said, "modified_at")[0],
        authors=_list(said, "authors"),
        tags=_list(said, "tags"),
        provenance=provenance,
        native_id=_text(said, "native_id"),
        section=_text(said, "section"),
        image_url=_text(said, "image_url"),
        language=language,
    )
    fetched_at = _instant(said, "fetched_at")[0] or at
    return article, Fetch(url, fetched_at)


def _text(said: Mapping[str, Any], name: str) -> str | None:
    value = said.get(name)
    if value is not None and not isinstance(value, str):
        raise ValueError(f"{name} is no text")
    return value or None


def _list(said: Mapping[str, Any], name: str) -> tuple[str, ...]:
    value = said.get(name) or []
    if isinstance(value, str):
        value = json.loads(value)
    if not isinstance(value, list) or not all(isinstance(one, str) for one in value):
        raise ValueError(f"{name} is no list of texts")
    return tuple(value)


def _instant(said: Mapping[str, Any], name: str) -> tuple[datetime | None, Precision | None]:
    text = _text(said, name)
    if text is None:
        return None, None
    try:
        instant = datetime.fromisoformat(text)
    except ValueError:
        raise ValueError(f"{name} is not ISO 8601: {text[:40]!r}") from None
    if instant.year not in YEARS:
        raise ValueError(f"{name} is out of range: {text[:40]!r}")
    if len(text) == 10:
        return instant.replace(tzinfo=UTC), "day"
    if instant.tzinfo is None:
        raise ValueError(f"{name} has no time zone: {text[:40]!r}")
    is_day = said.get(name.replace("_at", "_precision")) == "day"
    return instant.astimezone(UTC), "day" if is_day else "second"
