"""How people name a record: `teaser:ID`, the number of an article, or any URL under which it was ever linked."""

from __future__ import annotations

import click

from storage.archive import Archive
from storage.canonical import canonical_url
from storage.comparison import Record, read_article, read_teaser
from storage.errors import ArchiveError

TEASER = "teaser:"


class NotKnown(ArchiveError):
    """The archive has no record of this name."""


def article_name(name: str) -> int | str:
    """Return the number, or the canonical URL, that a person means.

    Raises:
        click.BadParameter: it is neither.
    """
    number = name.lstrip("#")
    if number.isdecimal() and number.isascii():
        return int(number)
    try:
        return canonical_url(name)
    except ValueError as error:
        raise click.BadParameter(f"neither the number of an article nor a URL: {error}") from error


def teaser_number(name: str) -> int:
    """Return the number of a teaser that a person means, `teaser:12` or `12`.

    Raises:
        click.BadParameter: it is none.
    """
    number = name.removeprefix(TEASER)
    if not (number.isdecimal() and number.isascii()):
        raise click.BadParameter(f"{name!r} is no teaser: write teaser:ID; `kabarchy show` names them")
    return int(number)


def find_article(archive: Archive, name: str) -> Record:
    """Return the article of this name.

    Raises:
        NotKnown: the archive has none.
    """
    row = archive.article(article_name(name))
    found = read_article(archive.sql, row["id"]) if row else None
    if found is None:
        raise NotKnown(f"The archive does not know {name}")
    return found


def find_teaser(archive: Archive, name: str) -> Record:
    """Return the teaser of this name.

    Raises:
        NotKnown: the archive has none.
    """
    found = read_teaser(archive.sql, teaser_number(name))
    if found is None:
        raise NotKnown(f"The archive does not know teaser {name}; `kabarchy show ARTICLE` names them")
    return found


def find_record(archive: Archive, name: str) -> Record:
    """Return the teaser or article of this name.

    Raises:
        NotKnown: the archive has none.
    """
    return find_teaser(archive, name) if name.startswith(TEASER) else find_article(archive, name)
