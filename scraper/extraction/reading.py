"""One page to one record: each field from the most trusted place that has it, with its origin."""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from itertools import islice
from typing import Any, Literal
from urllib.parse import urlsplit

from lxml.etree import _Element as Element

from scraper.extraction import authors as bylines
from scraper.extraction.addresses import absolute_url, parts_of
from scraper.extraction.blocks import Block, Collected, collect, shown_text
from scraper.extraction.body import read_body
from scraper.extraction.dates import DateHabits, ReadDate, read_date
from scraper.extraction.language import article_language
from scraper.extraction.layout import LayoutReading, read_layout
from scraper.extraction.metadata import Json, Metadata, read_metadata, text_of, words_of
from scraper.extraction.page import Page
from scraper.extraction.profile import SourceProfile
from scraper.extraction.teasers import TeaserBlocks, find_teasers
from scraper.extraction.title import (
    Place,
    TitleClaim,
    choose_title,
    is_name_alone,
    is_site_name,
    site_names,
)
from storage.canonical import canonical_url, native_id
from storage.records import Article, Origin, Precision, Source, Teaser, Translation
from storage.text import nfc, words

PageKind = Literal["article", "listing", "error", "login", "consent", "empty"]

UNKNOWN_SITE = SourceProfile(Source("unknown", "", "news", "https://unknown.invalid/"))
HOME = frozenset(
    [
        "/",
        "/ru",
        "/ky",
        "/en",
        "/tr",
        "/kg",
        "/ru/",
        "/ky/",
        "/en/",
        "/tr/",
        "/kg/",
        "/index.php",
        "/index.html",
    ]
)
"""Paths of home pages."""
MOST_SITE_NAMES = 8
"""Names of organisations on a page that are the site's own, or its publisher's."""
MOST_HEADINGS = 50
"""`<h1>` of a page among which its title is looked for."""
LONGEST_TITLE = 500
"""Characters of a title at most: comparing longer ones takes time, and no title is longer."""
SHORTEST_BODY = 80
"""Characters below which a page holds no article, unless a rule of the source found it."""
NOT_AN_ARTICLE: tuple[tuple[PageKind, re.Pattern[str]], ...] = (
    (
        "error",
        re.compile(
            r"^\W*(?:error\W*)?(?:404|403|50[0-4])\b|page (?:was )?not found|страница не (?:найдена|существует)|"
            r"барак табылган жок|sayfa bulunamadı|технические работы|техникалык иштер|under maintenance|"
            r"service (?:temporarily )?unavailable|временно недоступ|internal server error|bad gateway|access denied|"
            r"доступ (?:запрещен|запрещён|ограничен)",
            re.I,
        ),
    ),
    ("login", re.compile(r"^\W*(?:log ?in|sign ?in|войти|вход|авторизация|кирүү|giriş yap)\W*$", re.I)),
    (
        "consent",
        re.compile(
            r"before you continue|just a moment|checking your browser|are you (?:a )?(?:human|robot)|verify you are human|ddos.guard|проверка браузера",
            re.I,
        ),
    ),
)


@dataclass(slots=True)
class Reading:
    """What was read from one page. `provenance` says where each field came from."""

    url: str
    kind: PageKind = "article"
    reason: str | None = None
    """Why this is no article, where it is none."""
    title: str | None = None
    summary: str | None = None
    text: str = ""
    language: str | None = None
    published_at: datetime | None = None
    published_precision: Precision | None = None
    published_is_relative: bool = False
    modified_at: datetime | None = None
    authors: tuple[str, ...] = ()
    section: str | None = None
    tags: tuple[str, ...] = ()
    image_url: str | None = None
    translations: tuple[Translation, ...] = ()
    teasers: tuple[Teaser, ...] = ()
    native_id: str | None = None
    provenance: dict[str, Origin] = field(default_factory=dict)
    unmatched: tuple[str, ...] = ()
    """Fields for which the layout has a selector that matched nothing."""

    def to_article(self, source: str) -> Article:
        """Return the record of this reading.

        Raises:
            ValueError: the page holds no article; the message says why.
        """
        if self.kind != "article" or not self.title or not self.text:
            raise ValueError(self.reason or "the page has no title or no text")
        return Article(
            source=source,
            url=self.url,
            title=self.title,
            text=self.text,
            summary=self.summary,
            language=self.language,
            published_at=self.published_at,
            published_precision=self.published_precision,
            published_is_relative=self.published_is_relative,
            modified_at=self.modified_at,
            authors=self.authors,
            section=self.section,
            tags=self.tags,
            image_url=self.image_url,
            translations=self.translations,
            teasers=self.teasers,
            provenance=dict(self.provenance),
            native_id=self.native_id,
        )


def read_page(page: Page, profile: SourceProfile | None = None) -> Reading:
    """Return what `page` says, read with what is known of its source."""
    return _PageReader(page, profile or UNKNOWN_SITE).read()


class _PageReader:
    """One reading of one page."""

    def __init__(self, page: Page, profile: SourceProfile) -> None:
        self.page = page
        self.profile = profile
        self.meta: Metadata = read_metadata(page)
        self.thing: Json = _article_thing(self.meta, page.url)
        self.rules: LayoutReading = read_layout(page, profile)
        self.habits = DateHabits(profile.source.languages, profile.source.timezone, profile.date_order)
        self.reading = Reading(_own_url(page, self.meta, profile))
        self.zone = ""
        """The offset of the page's clock, where one place gives it beside a time that another gives without."""
        self.site_names = site_names(
            self.page.url,
            self.meta.first("og:site_name"),
            self.meta.first("application-name"),
            self.meta.first("apple-mobile-web-app-title"),
            words_of(self.thing.get("publisher")),
            *self.meta.site_names[:MOST_SITE_NAMES],
            self.profile.source.title,
            *self.profile.site_names,
        )

    def read(self) -> Reading:
        reading = self.reading
        collected = collect(self.page.tree)
        lines = collected.blocks
        blocks = find_teasers(lines, self.page, self.profile)
        self._title()
        self._set("summary", self._summary())
        self._text(lines, blocks)
        self._published(lines, blocks)
        self._set("section", self._section())
        self._authors(collected)
        self._set("image_url", self._image())
        reading.tags = self._tags()
        reading.translations = self._translations()
        reading.native_id = native_id(reading.url, self.profile.article_url)
        self._language()
        reading.teasers = blocks.teasers
        reading.unmatched = self.rules.unmatched
        self._judge()
        return reading

    def _set(self, name: str, found: tuple[Any, Origin] | None) -> None:
        if found and found[0]:
            value = nfc(found[0]).strip() if isinstance(found[0], str) else found[0]
            setattr(self.reading, name, value)
            self.reading.provenance[name] = found[1]

    # Language

    def _language(self) -> None:
        claims: tuple[tuple[str | None, Origin], ...] = (
            (self.meta.language, "markup"),
            (words_of(self.thing.get("inLanguage")), "json_ld"),
            (self.meta.first("og:locale"), "opengraph"),
        )
        declared = next(((said, origin) for said, origin in claims if said), None)
        title, expected = self.reading.title or "", self.profile.source.languages
        self._set("language", article_language(title, self.reading.text, expected, declared))

    # Text

    def _text(self, lines: list[Block], blocks: TeaserBlocks) -> None:
        if self.rules.paragraphs:
            self._set("text", ("\n\n".join(self.rules.paragraphs), "site_rule"))
        else:
            body = read_body(lines, blocks.lines, self.reading.title, self.reading.summary, self.page.url)
            self._set("text", (body.text, "generic"))

    # Title

    def _title(self) -> None:
        headline = next(iter(self.meta.microdata.get("headline", ())), None)
        given: tuple[tuple[Place, Origin, str | None], ...] = (
            ("rule", "site_rule", self.rules.title),
            ("json_ld", "json_ld", words_of(self.thing.get("headline") or self.thing.get("name"))),
            ("alternative", "json_ld", words_of(self.thing.get("alternativeHeadline"))),
            ("opengraph", "opengraph", self.meta.first("og:title")),
            ("microdata", "microdata", text_of(headline) if headline is not None else None),
            ("card", "meta", self.meta.first("twitter:title")),
            ("window", "markup", self.meta.title),
        )
        claims = [
            TitleClaim(" ".join(text.split())[:LONGEST_TITLE], origin, place)
            for place, origin, text in given
            if text
        ]
        headings: list[str] = []
        for element in self.page.landmarks["h1"][:MOST_HEADINGS]:
            text = shown_text(element, LONGEST_TITLE)
            if self._is_logo(element, text):
                self.site_names |= site_names("", text)
            else:
                headings.append(text)
        heading = _closest([one for one in headings if one], [claim.text for claim in claims])
        if heading and is_name_alone(heading, claims, self.site_names):
            self.site_names |= site_names("", heading)
        elif heading:
            claims.append(TitleClaim(heading, "markup", "heading"))
        chosen = choose_title([claim for claim in claims if claim.text], self.site_names, self.page.url)
        self._set("title", (chosen.text, chosen.origin) if chosen else None)

    def _is_logo(self, heading: Element, text: str) -> bool:
        """Whether a heading is all one link to the home page."""
        link = next(heading.iter("a"), None)
        if link is None or shown_text(link, LONGEST_TITLE) != text:
            return False
        target = parts_of(link.get("href") or "#")
        own = parts_of(self.page.url)
        is_here = target.path.rstrip("/") == own.path.rstrip("/")
        return target.path in HOME and target.netloc in ("", own.netloc) and not is_here

    # Dates

    def _published(self, lines: list[Block], blocks: TeaserBlocks) -> None:
        cards = {lines[place].element for place in blocks.lines}
        found = self._first_date(self._published_claims(lines, cards))
        if found:
            read, origin = found
            self.reading.published_at, self.reading.published_precision = read.instant, read.precision
            self.reading.published_is_relative = read.is_relative
            self.reading.provenance["published_at"] = origin
        modified = self._first_date(self._modified_claims())
        if modified and (found is None or modified[0].instant > found[0].instant):
            self.reading.modified_at = modified[0].instant
            self.reading.provenance["modified_at"] = modified[1]

    def _first_date(self, claims: Iterable[tuple[str | None, Origin]]) -> tuple[ReadDate, Origin] | None:
        fallback: tuple[ReadDate, Origin] | None = None
        left = iter(claims)
        for text, origin in left:
            read = read_date(text, self.habits, self.page.fetched_at) if text else None
            if read is None or text is None:
                continue
            if read.precision != "day":
                zoned = self._in_its_zone(text, left) if origin != "site_rule" else None
                return zoned or read, origin
            fallback = fallback or (read, origin)
        return fallback

    def _in_its_zone(self, text: str, others: Iterable[tuple[str | None, Origin]]) -> ReadDate | None:
        """The date of a text without a time zone in the zone with which another place gives the same clock."""
        stamp = WITHOUT_ZONE.fullmatch(text.strip())
        if stamp is None:
            return None
        for other, _ in others if not self.zone else ():
            zoned = WITH_ZONE.fullmatch((other or "").strip())
            if zoned and zoned.groups()[:2] == stamp.groups():
                self.zone = zoned["zone"]
                break
        return read_date(stamp[0] + self.zone, self.habits, self.page.fetched_at) if self.zone else None

    def _published_claims(
        self, lines: list[Block], cards: Container[Element] = ()
    ) -> Iterable[tuple[str | None, Origin]]:
        yield self.rules.published, "site_rule"
        yield words_of(self.thing.get("datePublished")), "json_ld"
        for page in self.meta.pages:
            yield words_of(page.get("datePublished") or page.get("uploadDate")), "json_ld"
        yield (
            self.meta.first("article:published_time", "og:article:published_time", "og:published_time"),
            "opengraph",
        )
        yield words_of(self.thing.get("dateCreated")), "json_ld"
        for element in self.meta.microdata.get("datePublished", ()):
            yield element.get("content") or element.get("datetime") or text_of(element), "microdata"
        yield self.meta.first("datepublished", "article.published", "published_time", "parsely-pub-date", "sailthru.date",
                              "pubdate", "publishdate", "publish-date", "publication_date", "dc.date.issued",
                              "dcterms.created", "dc.date", "dcterms.date", "date", "article:post_date", "cxenseparse:recs:publishtime",
                              "bt:pubdate", "last-modified-date", "cxenseparse:publishtime"), "meta"  # fmt: skip
        stamps = self.page.landmarks["time"][:MOST_STAMPS]
        times = [one for one in stamps if one.get("itemprop") != "dateModified"]
        framed = sorted(filter(_in_page_header, times), key=_tells_update)
        for element in sorted(times, key=lambda one: (_is_in(one, cards), _tells_update(one))):
            if element not in framed:
                yield element.get("datetime") or text_of(element), "markup"
        named = list(_named_dates(self.page.tree))
        for element in sorted(named, key=lambda one: _is_in(one, cards)):
            yield " ".join(text_of(element).split()), "text"
        for text in _dated_lines(lines, self.reading.text):
            yield text, "text"
        for element in framed:
            if not self._is_today(stamp := element.get("datetime") or text_of(element)):
                yield stamp, "markup"
        yield date_in_url(self.page.url), "url"

    def _is_today(self, stamp: str) -> bool:
        """Whether a stamp tells the day on which the page was fetched, as the headers of sites do."""
        read = read_date(stamp, self.habits, self.page.fetched_at)
        return read is not None and abs(self.page.fetched_at - read.instant) < timedelta(days=1)

    def _modified_claims(self) -> Iterable[tuple[str | None, Origin]]:
        yield self.rules.modified, "site_rule"
        yield words_of(self.thing.get("dateModified")), "json_ld"
        yield self.meta.first("article:modified_time", "og:updated_time", "datemodified"), "opengraph"
        for element in self.meta.microdata.get("dateModified", ()):
            yield element.get("content") or element.get("datetime"), "microdata"

    # People

    def _authors(self, collected: Collected) -> None:
        """Take the first claim that names a person; a site or agency that names itself only where none does."""
        fallback: tuple[tuple[str, ...], Origin] | None = None
        for names, origin in self._author_claims(collected):
            found = bylines.distinct(nfc(name) for name in names)
            found = tuple(name for name in found if not bylines.is_nobody(name)) or found
            if not found or (origin == "markup" and found == (self.reading.section,)):
                continue
            if not self._are_unnamed(found):
                if len(found) == 1 and origin in ("json_ld", "meta"):
                    shown = [
                        one for one in bylines.from_class(collected.bylines) if not self._is_unnamed(one)
                    ]
                    found = tuple(bylines.completed(found, shown))
                self.reading.authors, self.reading.provenance["authors"] = found, origin
                return
            fallback = fallback or (found, origin)
        if fallback:
            self.reading.authors, self.reading.provenance["authors"] = fallback

    def _are_unnamed(self, names: Sequence[str]) -> bool:
        """Whether names are nobody's: a site's, and the places beside it."""
        people = [name for name in names if not self._is_unnamed(name)]
        return not people or (len(people) < len(names) and not any(map(bylines.is_full_name, people)))

    def _is_unnamed(self, name: str) -> bool:
        return bylines.is_nobody(name) or is_site_name(name, self.site_names)

    def _author_claims(self, collected: Collected) -> Iterable[tuple[list[str], Origin]]:
        yield [name for text in self.rules.authors for name in bylines.from_text(text)], "site_rule"
        yield (
            bylines.from_json_ld(self.thing.get("author") or self.thing.get("creator"), self.meta.things),
            "json_ld",
        )
        for page in self.meta.pages:
            yield bylines.from_json_ld(page.get("author"), self.meta.things), "json_ld"
        for name in bylines.META_NAMES:
            yield [one for text in self.meta.metas.get(name, ()) for one in bylines.from_text(text)], "meta"
        yield bylines.from_label(self.meta.first("twitter:label1"), self.meta.first("twitter:data1")), "meta"
        yield bylines.from_microdata(self.meta.microdata.get("author", [])), "microdata"
        yield bylines.from_links(self.page.tree), "markup"
        yield bylines.full_names(bylines.from_class(collected.bylines)), "markup"
        yield bylines.from_lines(collected.blocks, self.reading.text), "text"
        yield bylines.from_signature(collected.blocks, self.reading.text), "text"

    # The rest

    def _summary(self) -> tuple[str | None, Origin] | None:
        if self.rules.summary:
            return self.rules.summary, "site_rule"
        for text, origin in (
            (words_of(self.thing.get("description")), "json_ld"),
            (self.meta.first("og:description"), "opengraph"),
            (self.meta.first("description"), "meta"),
        ):
            if text and len(text) > 20:
                return text, origin  # type: ignore[return-value]
        return None

    def _section(self) -> tuple[str | None, Origin] | None:
        if self.rules.section:
            return self.rules.section, "site_rule"
        section = words_of(self.thing.get("articleSection"))
        return (
            (section, "json_ld") if section else (self.meta.first("article:section", "section"), "opengraph")
        )

    def _image(self) -> tuple[str | None, Origin] | None:
        image = self.thing.get("image")
        for value in image if isinstance(image, list) else [image]:
            url = value.get("url") if isinstance(value, dict) else value
            if isinstance(url, str) and (address := self._address(url)):
                return address, "json_ld"
        if self.rules.image and (address := self._address(self.rules.image)):
            return address, "site_rule"
        found = self.meta.first("og:image:secure_url", "og:image", "twitter:image")
        return (self._address(found), "opengraph") if found else None

    def _address(self, url: str) -> str | None:
        return absolute_url(url, self.page.base_url)

    def _tags(self) -> tuple[str, ...]:
        tags = list(self.rules.tags) or self.meta.metas.get("article:tag", [])
        if not tags:
            keywords = self.thing.get("keywords")
            listed = keywords if isinstance(keywords, list) else [keywords]
            tags = [part for one in listed if (text := words_of(one)) for part in text.split(",")]
        clean = (nfc(tag).strip() for tag in tags)
        return tuple(dict.fromkeys(tag for tag in clean if tag and len(tag) < 80))[:30]

    def _translations(self) -> tuple[Translation, ...]:
        found: dict[str, str] = {}
        for language, href in self.meta.alternates:
            try:
                url = canonical_url(href, self.page.base_url)
            except ValueError:
                continue
            if language.lower() != "x-default" and url != self.reading.url:
                found.setdefault(language, url)
        return tuple(Translation(language, url) for language, url in sorted(found.items()))

    # Verdict

    def _judge(self) -> None:
        reading = self.reading
        told = f"{reading.title or self.meta.title or ''}"
        short = len(reading.text) < 600
        for kind, pattern in NOT_AN_ARTICLE:
            if short and (pattern.search(told) or pattern.search(reading.text[:200])):
                reading.kind, reading.reason = (
                    kind,
                    f"this is no article but a page of kind {kind}: {told[:80]!r}",
                )
                return
        by_rule = reading.provenance.get("text") == "site_rule"
        if not reading.title:
            reading.kind, reading.reason = "empty", "no title was found on the page"
        elif not reading.text or (not by_rule and len(reading.text) < SHORTEST_BODY):
            reading.kind, reading.reason = (
                "empty",
                f"no text was found on the page ({len(reading.text)} characters)",
            )
        if reading.reason and self.page.damage:
            reading.reason += f"; {self.page.damage}"


def _article_thing(meta: Metadata, url: str) -> Json:
    """The JSON-LD object of the page's own article: the one with its URL, else the one that says most."""
    if not meta.articles:
        return {}
    path = urlsplit(url).path.rstrip("/")

    def rank(thing: Json) -> tuple[bool, bool, int]:
        own = any(
            isinstance(value, str) and path and parts_of(value).path.rstrip("/") == path
            for value in (thing.get("url"), thing.get("@id"), thing.get("mainEntityOfPage"),
                          (thing.get("mainEntityOfPage") or {}).get("@id") if isinstance(thing.get("mainEntityOfPage"), dict) else None)
        )  # fmt: skip
        return own, bool(thing.get("headline")), len(thing)

    return max(meta.articles, key=rank)


def _own_url(page: Page, meta: Metadata, profile: SourceProfile) -> str:
    """The canonical URL that the page gives for itself, believed when it is of the same site, no home page, and
    not the URL of another article."""
    own = canonical_url(page.url)
    claimed = meta.canonical or meta.first("og:url")
    if not claimed:
        return own
    try:
        url = canonical_url(claimed, page.base_url)
    except ValueError:
        return own
    same_site = urlsplit(url).hostname == urlsplit(own).hostname
    is_home = urlsplit(url).path in ("", "/") and urlsplit(own).path not in ("", "/")
    matches = (
        profile.article_url is None or profile.article_url.search(url) or not profile.article_url.search(own)
    )
    return url if same_site and not is_home and matches and not _is_another(url, own, profile) else own


def _is_another(url: str, own: str, profile: SourceProfile) -> bool:
    """Whether two URLs name two articles: some sites call the first translation, or a fixed page, canonical."""
    left, right = (native_id(one, profile.article_url) for one in (url, own))
    if left is None or right is None:
        return False
    (language, _, number), (own_language, _, own_number) = left.rpartition(":"), right.rpartition(":")
    return number != own_number or bool(language and own_language and language != own_language)


def _closest(headings: list[str], others: list[str]) -> str | None:
    """The heading that shares most words with what the page calls itself elsewhere."""
    if not headings:
        return None
    known = [set(words(other)) for other in others if other]

    def shared(heading: str) -> float:
        own = set(words(heading))
        return max((len(own & other) / max(1, len(own | other)) for other in known), default=0.0)

    return max(headings, key=shared)


DATE_NAME = re.compile(
    r"(?:^|[\s_-])(?:date\w*|time\w*|published\w*|pub-?date|posted\w*|news-?date|meta|entry-meta|created\w*|itemdate\w*|uhrzeit|datum|tarih|day)(?:$|[\s_-])",
    re.I,
)
WITHOUT_ZONE = re.compile(r"(\d{4}-\d\d-\d\d)[T ](\d\d:\d\d)(?::\d\d(?:\.\d+)?)?")
WITH_ZONE = re.compile(WITHOUT_ZONE.pattern + r"\s*(?P<zone>Z|[+-]\d\d:?\d\d)")
URL_DATE = re.compile(r"/((?:19|20)\d{2})[/-]?(0[1-9]|1[0-2])[/-]?(0[1-9]|[12]\d|3[01])(?:/|-|_|\b)")


def date_in_url(url: str) -> str | None:
    match = URL_DATE.search(urlsplit(url).path)
    return "-".join(match.groups()) if match else None


def _is_in(element: Element, cards: Container[Element]) -> bool:
    """Whether an element stands in the line of a teaser, which tells of another article."""
    return element in cards or any(one in cards for one in element.iterancestors())


MOST_STAMPS = 200
"""Elements that may hold a date that are looked at, each with all that is around it."""


def _named_dates(tree: Element) -> Iterable[Element]:
    """Elements with short texts that by name hold the date: never those of the page's header, where sites print today's."""
    named = (one for one in tree.iter(*DATE_TAGS) if _is_named_date(one))
    for element in islice(named, MOST_STAMPS):
        if not _in_page_header(element) and 5 < len(" ".join(text_of(element).split())) < 120:
            yield element


DATE_TAGS = ("span", "div", "p", "li", "small", "em", "i", "td", "h5", "h6")


def _is_named_date(element: Element) -> bool:
    name = f"{element.get('class') or ''} {element.get('id') or ''}"
    return len(name) >= 4 and DATE_NAME.search(name) is not None


UPDATED = re.compile(
    r"updated|modified|обнов|измен[её]н|жаңырт|жаңылан|güncelle|yangiland|aktualisi|mis[e]? à jour|actualiz|aggiorn",
    re.I,
)
DATED = re.compile(
    r"(?<!\d)(?:19|20)\d{2}(?!\d)|(?<!\d)\d{1,2}[./-]\d{1,2}[./-]\d{2}(?!\d)|(?<!\d)\d{1,2}[:.]\d{2}(?!\d)"
)
"""What a line that may hold a date has: a year, a date in figures, a time of day."""
PUBLISHED = re.compile(
    r"^\W*(?:published|posted|опубликован\w*|дата(?:\s+публикации)?|жарыяланган(?:\s+күнү)?|жарияланған|yayın(?:lanma|landı)?"
    r"(?:\s+tarihi)?|veröffentlicht|publié|publicado|pubblicato)\b(?:\s+(?:on|am|le|el))?\s*[:：]?\s*",
    re.I,
)
LONGEST_STAMP = 80
"""Characters of a line at most that stamps an article with its date."""
STAMPS_REACH, LEDES_REACH = 12, 20
"""So many lines above a text its stamp is looked for, and below its first paragraph, which may be a lede, up to the
second one; besides three below its first and its last."""


def _tells_update(element: Element) -> bool:
    """Whether a `<time>` says when the article was changed, by its name or by the words before it."""
    before, parent = element.getprevious(), element.getparent()
    told = before.tail if before is not None else parent.text if parent is not None else None
    name = f"{element.get('class') or ''} {parent.get('class') or '' if parent is not None else ''}"
    return bool(UPDATED.search(f"{told or ''} {name} {element.text or ''}"))


def _dated_lines(lines: list[Block], text: str) -> list[str]:
    """Short lines around the text that may stamp it with its date: those that call themselves updates come last."""
    first, *rest = text.split("\n\n")
    second = next((one for one in rest if len(one) > LONGEST_STAMP), first)
    last = rest[-1] if rest else first
    start = next((place for place, line in enumerate(lines) if line.text == first), None)
    if start is None:
        return []
    end = next((place for place in range(len(lines) - 1, start - 1, -1) if lines[place].text == last), start)
    ahead = lines[start + 1 : start + 1 + LEDES_REACH]
    opening = next((place for place, line in enumerate(ahead) if line.text == second), 0)
    above, within = lines[max(0, start - STAMPS_REACH) : start], ahead[: max(3, opening)]
    around = [*within, *above[::-1], lines[start], *lines[end + 1 : end + 4]]
    stamps = [
        line.text
        for line in around
        if len(line.text) <= LONGEST_STAMP
        and (line.href is None or bylines.AUTHOR_PATH.search(line.href))
        and DATED.search(line.text)
    ]
    return [PUBLISHED.sub("", one) for one in sorted(stamps, key=lambda one: bool(UPDATED.search(one)))]


def _in_page_header(element: Element) -> bool:
    node: Element | None = element
    while node is not None:
        if node.tag in ("nav", "footer", "aside") or (node.tag == "header" and not _has_heading(node)):
            return True
        node = node.getparent()
    return False


def _has_heading(element: Element) -> bool:
    return next(element.iter("h1"), None) is not None


def to_utc(moment: datetime | None) -> str | None:
    """Return ISO 8601 in UTC, for people who want JSON."""
    return moment.astimezone(UTC).isoformat() if moment else None
