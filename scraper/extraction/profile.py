"""What reading a page needs to know about its source: languages, time zone, habits, layouts."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from storage.records import Source

DateOrder = Literal["DMY", "MDY", "YMD"]


@dataclass(frozen=True, slots=True)
class Layout:
    """CSS selectors for one look of a site, as far as they are known; `None`: unknown, read generically.

    A selector may end in `@attribute` to take an attribute instead of the text.
    """

    title: str | None = None
    summary: str | None = None
    text: str | None = None
    """Selects the paragraphs, or the container of the body."""
    published: str | None = None
    """One node with the whole date, or several whose texts are joined by a space in page order."""
    modified: str | None = None
    authors: str | None = None
    section: str | None = None
    tags: str | None = None
    image: str | None = None
    remove: tuple[str, ...] = ()
    """Nodes that never belong to the body."""
    read_also: str | None = None
    valid_from: date | None = None
    valid_until: date | None = None


@dataclass(frozen=True, slots=True)
class SourceProfile:
    """A source as the reading sees it. The default profile stands for a page of an unknown site."""

    source: Source
    date_order: DateOrder = "DMY"
    encoding: str | None = None
    """Charset to use where the site's own claim is known to be wrong."""
    layouts: tuple[Layout, ...] = ()
    article_url: re.Pattern[str] | None = None
    """Full-URL pattern of articles; a group named `id` holds the native id."""
    site_names: tuple[str, ...] = ()
    """Names that the site appends to titles, beside its title."""
    mirrors: tuple[str, ...] = field(default=())
    """Other hosts that serve the same articles under the same paths."""
