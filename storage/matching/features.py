"""What the words of an article say by themselves, without the archive.

Most of the work of matching is to turn a text into keys, hashes and counted words. None of it needs the archive, so
it may be done beforehand, and in another process (`storage.bulk`); what is stored is the same.
"""

from __future__ import annotations

from dataclasses import dataclass

from storage.matching import FullArticle
from storage.matching.fold import FoldKeys
from storage.matching.near_duplicates import Prints
from storage.matching.report import Telling
from storage.matching.stories import telling_of, words_hash


@dataclass(frozen=True)
class Features:
    """All that is worked out of one article's words."""

    fold_keys: FoldKeys
    prints: Prints
    telling: Telling
    words_hash: int

    @classmethod
    def of(cls, article: FullArticle) -> Features:
        """Return the features of an article; its id and its group say nothing here."""
        keys = FoldKeys.of(article.title, article.summary, article.text, article.published_at, article.url)
        return cls(keys, Prints.of(article), telling_of(article), words_hash(article))
