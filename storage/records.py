"""The records that flow through everything: Source, Teaser, Article, and how a page was fetched.

All texts are Unicode NFC; all times are aware UTC `datetime`s; a missing value is `None`
(or an empty tuple), never an empty string.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal

SourceKind = Literal["ministry", "news", "intergovernmental"]
TeaserKind = Literal["listing", "read_also", "related", "popular", "feed", "sitemap"]
Precision = Literal["second", "minute", "day"]
ArticleState = Literal["teaser", "full", "gone"]

Origin = Literal[
    "site_rule",
    "json_ld",
    "opengraph",
    "microdata",
    "meta",
    "markup",
    "listing",
    "feed",
    "sitemap",
    "url",
    "text",
    "generic",
    "http",
    "import",
]
"""Where the value of a field was read: a rule of the source, JSON-LD, OpenGraph, microdata, another
`<meta>`, plain HTML markup such as `<time>` or `rel=author`, a listing, a feed, a sitemap, the URL,
the article's own text (dateline, byline, the words of its language), the generic reading, an HTTP header,
or a file that was imported."""


@dataclass(frozen=True, slots=True)
class Source:
    """A site that is watched. `timezone` is an IANA name, `languages` are BCP 47 tags."""

    id: str
    title: str
    kind: SourceKind
    homepage: str
    country: str | None = None
    languages: tuple[str, ...] = ()
    timezone: str = "UTC"
    network: str | None = None
    """Sister sites that share engine, slugs and rewrites carry the same network name."""


@dataclass(frozen=True, slots=True)
class Teaser:
    """The promise of an article: a listing line, a feed or sitemap entry, a "Read also" item."""

    source: str
    page_url: str
    """Canonical URL of the page on which it was shown."""
    kind: TeaserKind
    position: int
    """0-based place on that page among the teasers of its kind."""
    title: str | None = None
    snippet: str | None = None
    """First words of the promised article, the cut mark stripped."""
    is_truncated: bool = False
    cut_mark: str | None = None
    """How the cut was marked, as shown: `...`, `…`, `[...]`, `дальше »`."""
    url: str | None = None
    """Canonical URL of the promised article, where the page gives one."""
    native_id: str | None = None
    """The site's own id of the promised article, from its URL."""
    image_url: str | None = None
    language: str | None = None
    published_at: datetime | None = None
    published_precision: Precision | None = None


@dataclass(frozen=True, slots=True)
class Translation:
    """The same article in another language (`hreflang`, or the same native id)."""

    language: str
    url: str


@dataclass(frozen=True, slots=True)
class Article:
    """One article as it was read from one page."""

    source: str
    url: str
    """Canonical URL."""
    title: str
    text: str
    """Paragraphs separated by a blank line; no boilerplate, no read-also."""
    summary: str | None = None
    language: str | None = None
    published_at: datetime | None = None
    published_precision: Precision | None = None
    published_is_relative: bool = False
    """Whether the page told it relative to the time of the fetch ("3 hours ago"): told earlier, it was told better."""
    modified_at: datetime | None = None
    authors: tuple[str, ...] = ()
    section: str | None = None
    tags: tuple[str, ...] = ()
    image_url: str | None = None
    translations: tuple[Translation, ...] = ()
    teasers: tuple[Teaser, ...] = ()
    """Teasers found on the article's page."""
    provenance: Mapping[str, Origin] = field(default_factory=dict)
    """Field name -> where its value was read."""
    native_id: str | None = None
    """The site's own id of the article, from its URL (`55641`), with the language where the URL has one (`en:55641`)."""


@dataclass(frozen=True, slots=True)
class Capture:
    """Where the raw response is kept: a WARC file (relative to the capture folder) and the record's offset in bytes."""

    file: str
    offset: int


@dataclass(frozen=True, slots=True)
class Fetch:
    """How and when the page of a record was fetched."""

    url: str
    """The URL that was requested, canonical; differs from the article's after a redirect or `rel=canonical`."""
    fetched_at: datetime
    status: int = 200
    etag: str | None = None
    last_modified: str | None = None
    capture: Capture | None = None
    run_id: str | None = None
