"""What the words of an article say by themselves, without the archive.

Most of the work of matching is to turn a text into keys, hashes and counted words. None of it needs the archive, so
it may be done beforehand, and in another process (`storage.bulk`); what is stored is the same.
"""

from __future__ import annotations

from dataclasses import dataclass

from storage.matching import FullArticle
from storage.matching.fold import FoldKeys
from storage.matching.near_duplicates import Prints
from storage.matching.rarity import Rarity
from storage.matching.report import Telling
from storage.matching.stories import Weighed, telling_of, words_hash


@dataclass(frozen=True)
class Features:
    """All that is worked out of one article's words."""

    fold_keys: FoldKeys
    prints: Prints
    telling: Telling
    words_hash: int
    weighed: Weighed
    """Of use as long as the archive weighs words as they were weighed here."""

    @classmethod
    def of(cls, article: FullArticle, rarity: Rarity) -> Features:
        """Return the features of an article, its words weighed by `rarity`; its id and its group say nothing here."""
        keys = FoldKeys.of(article.title, article.summary, article.text, article.published_at, article.url)
        telling = telling_of(article)
        words = Weighed.of(telling, article.language, rarity)
        return cls(keys, Prints.of(article), telling, words_hash(article), words)
