"""The facts of a source, checked when its class is made: a slip is told at once, by file and attribute."""

from __future__ import annotations

import codecs
import re
from typing import TYPE_CHECKING, Any, get_args
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from scraper.extraction.profile import DateOrder, Layout
from storage.records import SourceKind

if TYPE_CHECKING:
    from spiders.base import SourceSpider

NAME = re.compile(r"[a-z][a-z0-9_]*")
LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*")


class WrongFact(TypeError):
    """A source states something that cannot be: names the class, the attribute and what was expected."""


def check_facts(cls: type[SourceSpider]) -> None:
    """Check all facts of a source.

    Raises:
        WrongFact: the first that is wrong.
    """
    _expect(
        cls,
        "name",
        _is_text(cls.name) and NAME.fullmatch(cls.name),
        "small letters, digits and _, a letter first",
    )
    _expect(cls, "title", _is_text(getattr(cls, "title", None)), "the source's name as people say it")
    _expect(cls, "kind", getattr(cls, "kind", None) in get_args(SourceKind), f"one of {get_args(SourceKind)}")
    _expect(cls, "homepage", _is_url(getattr(cls, "homepage", None)), "an http(s) URL")
    _expect(cls, "timezone", _is_zone(cls.timezone), "an IANA time zone such as 'Asia/Bishkek'")
    _expect(cls, "date_order", cls.date_order in get_args(DateOrder), f"one of {get_args(DateOrder)}")
    _expect(cls, "encoding", cls.encoding is None or _is_charset(cls.encoding), "a charset that Python knows")
    for name in ("listings", "feeds", "sitemaps"):
        _expect(cls, name, _is_tuple_of(getattr(cls, name), _is_url), "a tuple of http(s) URLs")
    _expect(cls, "languages", _is_tuple_of(cls.languages, _is_language), "a tuple of BCP 47 tags")
    _expect(
        cls, "layouts", _is_tuple_of(cls.layouts, lambda one: isinstance(one, Layout)), "a tuple of Layout"
    )
    for name in ("mirrors", "site_names"):
        _expect(cls, name, _is_tuple_of(getattr(cls, name), _is_text), "a tuple of texts")
    _expect(
        cls, "article_url", cls.article_url is None or _is_pattern(cls.article_url), "a regular expression"
    )
    _expect(
        cls,
        "listing_pages",
        cls.listing_pages is None or (isinstance(cls.listing_pages, int) and cls.listing_pages > 0),
        "a whole number above 0, or None",
    )
    _expect(
        cls, "listings", cls.listings or cls.feeds or cls.sitemaps, "at least one listing, feed or sitemap"
    )


def _expect(cls: type[Any], name: str, holds: object, expected: str) -> None:
    if not holds:
        found = getattr(cls, name, "nothing")
        raise WrongFact(f"{cls.__module__}.{cls.__qualname__}: {name} is {found!r}; expected {expected}")


def _is_text(value: object) -> bool:
    return isinstance(value, str) and bool(value.strip())


def _is_url(value: object) -> bool:
    if not isinstance(value, str):
        return False
    parts = urlsplit(value)
    return parts.scheme in ("http", "https") and bool(parts.hostname)


def _is_zone(value: object) -> bool:
    try:
        ZoneInfo(str(value))
    except (ValueError, OSError, LookupError):
        return False
    return True


def _is_charset(value: object) -> bool:
    try:
        codecs.lookup(str(value))
    except LookupError:
        return False
    return True


def _is_language(value: object) -> bool:
    return isinstance(value, str) and LANGUAGE.fullmatch(value) is not None


def _is_pattern(value: object) -> bool:
    try:
        re.compile(str(value))
    except re.error:
        return False
    return isinstance(value, str)


def _is_tuple_of(values: object, holds: Any) -> bool:
    return isinstance(values, tuple) and all(holds(value) for value in values)
