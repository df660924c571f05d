"""Which records belong together: teasers and articles, near-duplicates, stories."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from storage.matching.features import Features


@dataclass(slots=True)
class FullArticle:
    """A full article as matchers see it: the row's values, times as UTC text `YYYY-MM-DDTHH:MM:SSZ`.

    Nobody changes one, but to make a frozen one of so many fields costs four times as much.
    """

    id: int
    source: str
    group: str
    """The source's network of sister sites, or the source itself."""
    url: str
    native_id: str | None
    language: str | None
    title: str
    summary: str | None
    text: str
    published_at: str | None
    published_precision: str | None
    first_seen_at: str
    authors: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    translations: tuple[str, ...] = ()
    """Canonical URLs of the same article in other languages, as its page names them."""
    features: Features | None = field(default=None, compare=False, repr=False)
    """What its words say by themselves, where that was worked out beforehand."""
    is_new: bool = False
    """Whether its row was opened just now: no matcher has met it."""
    is_alone: bool = False
    """Whether it is known that no other article of its source has its native id, in any language."""


class Matcher(Protocol):
    """What is asked of every full article, inside the transaction that saves it."""

    def expect(self, coming: Sequence[Features]) -> None:
        """Heed which articles are about to come as new ones of one batch, or that none is; not all must be new after all."""

    def add(self, article: FullArticle, at: datetime, run_id: str | None) -> Collection[int]:
        """Match an article that is new, or whose words, language or date have changed.

        Also called for one that it knows: after a person decided about it (`storage.decisions`), and for every
        article after the rules have changed. What was found before and holds no longer is taken back.

        Returns:
            Ids of other articles that are matched otherwise than before: the matchers that come after this one are
            told of them (`follow`).
        """

    def follow(self, article_id: int, at: datetime, run_id: str | None) -> None:
        """Heed that a matcher before this one has matched an article otherwise, which itself has not changed."""

    def remove(self, article_id: int, into: int) -> Collection[int]:
        """Forget an article whose row became part of the row `into`; called before the row is deleted.

        Returns:
            As `add` does.
        """
