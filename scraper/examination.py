"""What today's rules make of a page: each field with its origin, each rule with what it matched, and what the
generic reading would have said. For an operator who asks whether a site has changed; nothing is kept."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields, replace
from datetime import datetime

from scraper.extraction.layout import FIELDS as FIELDS_WITH_RULES
from scraper.extraction.layout import read_layout
from scraper.extraction.page import Page
from scraper.extraction.profile import Layout, SourceProfile
from scraper.extraction.reading import PageKind, Reading, read_page
from storage.records import Origin, Teaser
from storage.timestamps import to_text

FIELDS = (
    "title",
    "published_at",
    "modified_at",
    "authors",
    "language",
    "section",
    "tags",
    "image_url",
    "summary",
    "text",
)
OF_RULE = {"published_at": "published", "modified_at": "modified", "image_url": "image"}
"""Fields whose selector has another name in a layout."""


@dataclass(frozen=True, slots=True)
class FieldFinding:
    """One field of an article: what it says, from where, by which rule, and what it would say without rules."""

    name: str
    value: str | None
    origin: Origin | None
    rule: str | None
    """The selector that the source has for it."""
    generic: str | None
    generic_origin: Origin | None


@dataclass(frozen=True, slots=True)
class RuleFinding:
    """A rule of the source, and how often it matched."""

    name: str
    rule: str
    matched: int


@dataclass(frozen=True, slots=True)
class PageFindings:
    """What an article's page gave."""

    url: str
    kind: PageKind
    reason: str | None
    """Why it is no article, where it is none."""
    encoding: str
    fields: tuple[FieldFinding, ...]
    rules: tuple[RuleFinding, ...]
    teasers: tuple[Teaser, ...]

    def field(self, name: str) -> FieldFinding:
        """Return one of `FIELDS`."""
        return next(one for one in self.fields if one.name == name)

    @property
    def unmatched(self) -> tuple[RuleFinding, ...]:
        """The rules that matched nothing."""
        return tuple(rule for rule in self.rules if not rule.matched)


@dataclass(frozen=True, slots=True)
class ListingFindings:
    """What a listing, feed or sitemap gave."""

    url: str
    teasers: tuple[Teaser, ...]
    unlike: tuple[str, ...] = ()
    """URLs that look like articles, but that the source's `article_url` does not match."""


def examine_page(page: Page, profile: SourceProfile) -> PageFindings:
    """Return what the rules of a source, and the generic reading, make of an article's page."""
    reading = read_page(page, profile)
    generic = read_page(page, replace(profile, layouts=())) if profile.layouts else reading
    layout = read_layout(page, profile).layout
    return PageFindings(
        url=reading.url,
        kind=reading.kind,
        reason=reading.reason,
        encoding=page.encoding,
        fields=tuple(_field(name, reading, generic, layout) for name in FIELDS),
        rules=(*_selectors(page, layout), *_address(reading.url, profile)),
        teasers=reading.teasers,
    )


def examine_listing(
    url: str, teasers: Sequence[Teaser], otherwise: Sequence[Teaser], profile: SourceProfile
) -> ListingFindings:
    """Return what a listing gave: `teasers` by the source's rules, `otherwise` those that it gives without them."""
    pattern = profile.article_url
    urls = (teaser.url for teaser in otherwise if teaser.url)
    unlike = tuple(one for one in dict.fromkeys(urls) if pattern is not None and not pattern.search(one))
    return ListingFindings(url, tuple(teasers), unlike)


def _field(name: str, reading: Reading, generic: Reading, layout: Layout | None) -> FieldFinding:
    own = OF_RULE.get(name, name)
    return FieldFinding(
        name=name,
        value=_told(getattr(reading, name)),
        origin=reading.provenance.get(name),
        rule=getattr(layout, own) if layout is not None and own in FIELDS_WITH_RULES else None,
        generic=_told(getattr(generic, name)),
        generic_origin=generic.provenance.get(name),
    )


def _told(value: str | datetime | tuple[str, ...] | None) -> str | None:
    if isinstance(value, datetime):
        return to_text(value)
    if isinstance(value, tuple):
        return ", ".join(value) or None
    return value or None


def _selectors(page: Page, layout: Layout | None) -> list[RuleFinding]:
    if layout is None:
        return []
    found = []
    for one in fields(layout):
        given = getattr(layout, one.name)
        selectors = given if isinstance(given, tuple) else (given,)
        found += [
            RuleFinding(one.name, selector, len(page.soup.select(selector.partition("@")[0])))
            for selector in selectors
            if isinstance(selector, str)
        ]
    return found


def _address(url: str, profile: SourceProfile) -> list[RuleFinding]:
    pattern = profile.article_url
    return [RuleFinding("article_url", pattern.pattern, int(bool(pattern.search(url))))] if pattern else []
