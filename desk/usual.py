"""What the articles of a source usually have, by the archive: what a page that is checked is held against."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

from desk.alarms import FEWEST
from desk.evidence import ARTICLES, NOT_OF_BACKFILL
from scraper.second_look import FIELDS
from storage.alarms import under_alarm
from storage.archive import Archive
from storage.articles import TELLERS

REQUIRED = ("title", "text")
"""Without these it is no article."""
EXPECTED = ("published_at",)
"""What is expected besides where nothing is known of a source."""
NEARLY_ALWAYS, MOSTLY = 0.95, 0.8
"""Shares of articles that have a field, from which on it is missed on a single page, or on several pages at once."""


@dataclass(frozen=True, slots=True)
class Usual:
    """Of how many articles each field is known, and of how many from their own page."""

    articles: int = 0
    """How many were looked at; of none or few nothing is usual."""
    have: Counter[str] = field(default_factory=Counter)
    have_on_page: Counter[str] = field(default_factory=Counter)

    def expected(self, pages: int, with_listing: bool) -> tuple[str, ...]:
        """Return the fields that are expected on at least one of so many pages.

        `with_listing`: what a listing told of them counts too.
        """
        if self.articles < FEWEST:
            return (*REQUIRED, *EXPECTED)
        share = MOSTLY if pages > 1 else NEARLY_ALWAYS
        have = self.have if with_listing else self.have_on_page
        return (*REQUIRED, *(name for name in FIELDS if have[name] >= share * self.articles))

    def share(self, name: str) -> float | None:
        """Return the share of articles that have a field; None where too few are known."""
        return self.have[name] / self.articles if self.articles >= FEWEST and name in FIELDS else None


def usual(archive: Archive, source: str) -> Usual:
    """Return what the newest articles of a source have; those from the stretches of its alarms are left out."""
    stretches = under_alarm(archive.sql, source)
    counts = Usual()
    articles = 0
    for at, present, origins in _articles(archive, source):
        if any(begun <= at <= ended for begun, ended in stretches):
            continue
        articles += 1
        counts.have.update(present)
        counts.have_on_page.update(name for name in present if origins.get(name) not in TELLERS)
    return Usual(articles, counts.have, counts.have_on_page)


def _articles(archive: Archive, source: str) -> Iterator[tuple[float, list[str], dict[str, str]]]:
    """Yield of each article when it was first read, which fields it has, and their origins."""
    rows = archive.sql.execute(
        f"SELECT unixepoch(coalesce(fetched_at, first_seen_at)), provenance, {', '.join(FIELDS)} FROM articles AS a"
        f" WHERE source = ? AND state = 'full' AND {NOT_OF_BACKFILL} ORDER BY id DESC LIMIT ?",
        (source, ARTICLES),
    )
    for at, provenance, *values in rows:
        present = [name for name, value in zip(FIELDS, values, strict=True) if value not in (None, "", "[]")]
        yield float(at or 0), present, json.loads(provenance or "{}")
