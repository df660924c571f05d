"""What the words of an article say by themselves, without the archive.

Most of the work of matching is to turn a text into keys, hashes and counted words. None of it needs the archive, so
it may be done beforehand, and in another process (`storage.bulk`); what is stored is the same.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from storage.matching import FullArticle
from storage.matching.promise import FoldKeys
from storage.matching.rarity import Rarity
from storage.matching.report import Telling
from storage.matching.story_reports import Weighed, telling_of, words_hash
from storage.matching.texts import Prints


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
    def of_all(cls, articles: Sequence[FullArticle], rarity: Rarity) -> list[Features]:
        """Return the features of articles, their words weighed by `rarity`; their ids and groups say nothing here."""
        keys = [FoldKeys.of(one.title, one.summary, one.text, one.published_at, one.url) for one in articles]
        tellings = [telling_of(one) for one in articles]
        weighed = [
            Weighed.of(told, one.language, rarity) for told, one in zip(tellings, articles, strict=True)
        ]
        prints = Prints.of_all(articles)
        hashes = [words_hash(one) for one in articles]
        return list(map(cls, keys, prints, tellings, hashes, weighed))
