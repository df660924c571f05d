"""Made-up reports of made-up events in the languages of the region, read from `tests/data`."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import combinations
from pathlib import Path

from storage.archive import Archive
from storage.records import Article, Fetch, Source

DATA = Path(__file__).resolve().parent.parent.parent / "data"


@dataclass(frozen=True, slots=True)
class MadeUpReport:
    """One report; `family`: events with the same parties or places, or told by one template."""

    event: str
    family: str
    day: datetime
    language: str
    outlet: str
    title: str
    text: str

    @property
    def url(self) -> str:
        """Its address."""
        return f"https://{self.outlet}.example/{self.language}/{self.event}"


def reports(name: str = "reports") -> list[MadeUpReport]:
    """Return all reports of a set: `reports`, or `events_first` to `events_fifth`."""
    found = []
    for block in (DATA / f"{name}.txt").read_text(encoding="utf-8").split("\n\n")[1:]:
        facts, title, *text = block.strip().split("\n")
        event, family, day, language, outlet = facts.split()
        at = datetime.fromisoformat(f"{day}T06:00:00+00:00").astimezone(UTC)
        found.append(MadeUpReport(event, family, at, language, outlet, title, "\n".join(text)))
    return found


def save_reports(archive: Archive, those: list[MadeUpReport]) -> None:
    """Save reports as articles of their outlets."""
    with archive.transaction():
        for outlet in sorted({one.outlet for one in those}):
            archive.save_source(
                Source(outlet, outlet, "news", f"https://{outlet}.example/", "KG", ("ky", "ru", "en"), "UTC")
            )
        for one in those:
            page = Article(
                source=one.outlet,
                url=one.url,
                title=one.title,
                text=one.text,
                language=one.language,
                published_at=one.day,
                published_precision="day",
            )
            archive.save_article(page, Fetch(url=one.url, fetched_at=one.day))


def pairs(
    archive: Archive, those: list[MadeUpReport], in_one_language: bool = False
) -> Iterator[tuple[MadeUpReport, MadeUpReport, bool, bool]]:
    """Yield pairs in two languages, or in one, whether they tell of one event, and whether they are held to."""
    stories = dict(archive.sql.execute("SELECT url, story_id FROM articles").fetchall())
    for left, right in combinations(those, 2):
        if (left.language == right.language) == in_one_language:
            ours, theirs = stories[left.url], stories[right.url]
            yield left, right, left.event == right.event, ours is not None and ours == theirs
