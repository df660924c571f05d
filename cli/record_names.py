"""How people name a record: `teaser:ID`, the number of an article, or any URL under which it was ever linked."""

from __future__ import annotations

import click

from cli.console import plain
from storage.archive import Archive
from storage.canonical import canonical_url
from storage.changes import merged_into
from storage.comparison import Record, read_article, read_teaser
from storage.errors import ArchiveError

TEASER = "teaser:"
GREATEST = (1 << 63) - 1
"""No record has a greater number: SQLite has none."""


class NotKnown(ArchiveError):
    """The archive has no record of this name."""


def article_name(name: str) -> int | str:
    """Return the number, or the canonical URL, that a person means.

    Raises:
        click.BadParameter: it is neither.
    """
    number = name.removeprefix("#")
    if number.isdecimal() and number.isascii():
        return _number(number)
    if name.startswith(TEASER):
        raise click.BadParameter(f"{name!r} is a teaser; the number or a URL of an article was expected")
    try:
        return canonical_url(name)
    except ValueError as error:
        raise click.BadParameter(
            f"neither the number of an article nor a URL: {error}; `kabarchy search WORDS` finds articles"
        ) from error


def _number(digits: str) -> int:
    return int(digits) if len(digits) < len(str(GREATEST)) else GREATEST


def teaser_number(name: str) -> int:
    """Return the number of a teaser that a person means by `teaser:12`; a mere number is that of an article.

    Raises:
        click.BadParameter: it is none.
    """
    number = name.removeprefix(TEASER)
    if not (name.startswith(TEASER) and number.isdecimal() and number.isascii()):
        raise click.BadParameter(
            f"{name!r} is no teaser: write teaser:ID; `kabarchy show ARTICLE` names them"
        )
    return _number(number)


def known_article(archive: Archive, name: str) -> int | None:
    """Return the id of the article of this name, of the one that it became part of; None where the archive has none."""
    told = article_name(name)
    row = archive.article(told)
    if row is not None:
        return int(row["id"])
    return merged_into(archive.sql, told) if isinstance(told, int) else None


def find_article(archive: Archive, name: str) -> Record:
    """Return the article of this name.

    Raises:
        NotKnown: the archive has none.
    """
    number = known_article(archive, name)
    found = read_article(archive.sql, number) if number is not None else None
    if found is None:
        raise NotKnown(f"The archive does not know {plain(name)}; `kabarchy search WORDS` finds articles")
    return found


def find_teaser(archive: Archive, name: str) -> Record:
    """Return the teaser of this name.

    Raises:
        NotKnown: the archive has none.
    """
    found = read_teaser(archive.sql, teaser_number(name))
    if found is None:
        raise NotKnown(
            f"The archive does not know {plain(name)}; `kabarchy show ARTICLE` names the teasers of an article"
        )
    return found


def find_record(archive: Archive, name: str) -> Record:
    """Return the teaser or article of this name.

    Raises:
        NotKnown: the archive has none.
    """
    return find_teaser(archive, name) if name.startswith(TEASER) else find_article(archive, name)
