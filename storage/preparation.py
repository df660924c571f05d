"""What is done with an article before the archive sees it: its normal form, its hashes, what its words say.

None of it reads the archive, so it may be done beforehand and in another process (`storage.bulk`).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, NamedTuple

from storage.addresses import own_address
from storage.errors import Refused
from storage.fetches import Fetched, standing
from storage.full_text import Texts, searched
from storage.matching import FullArticle
from storage.matching.features import Features
from storage.matching.rarity import Rarity
from storage.promises import Told
from storage.readings import Reading, fields_of, urls_of
from storage.records import Article, Fetch, Teaser
from storage.revisions import Content, revision_values
from storage.rows import Row, page_row


@dataclass(frozen=True, slots=True)
class Terms:
    """What an archive would have to be asked for: it may be known beforehand, and elsewhere."""

    rarity: Rarity
    """How much words say there."""
    revisits: Sequence[timedelta]
    """How long after its publication an article is looked at again."""


@dataclass
class Prepared:
    """An article as it is saved."""

    source: str
    url: str
    """The URL that it goes by."""
    native_id: str | None
    at: datetime
    """When it was fetched."""
    fetched: Fetched
    content: Content
    reading: Reading
    teasers: tuple[Teaser, ...]
    fields: Mapping[str, Any] | None = None
    """The fields of the reading, as long as `opening` does not say all of them that are still asked for."""
    opening: Opening | None = None
    """Its rows, if they were worked out, in case that it is new."""
    features: Features | None = None
    """What matching compares, if it was worked out: only an article that is new or has changed needs it."""

    @property
    def urls(self) -> tuple[str, str]:
        """Return the URLs under which it is known."""
        return self.url, self.fetched.url


class Opening(NamedTuple):
    """What is written of an article that nothing was known of."""

    row: Row
    revision: tuple[Any, ...]
    searched: Texts
    """What the full-text index holds of it."""
    authors: tuple[str, ...]
    tags: tuple[str, ...]
    translations: tuple[str, ...]

    @classmethod
    def of(cls, prepared: Prepared, revisits: Sequence[timedelta]) -> Opening:
        """Return what is written of an article that was prepared, and is new."""
        fields, content = prepared.fields, prepared.content
        assert fields is not None
        stands = standing([prepared.fetched], {content.hash: len(content.text)})
        row = page_row(stands, fields, content, Told(), None, None, None, revisits)
        return cls(
            row,
            revision_values(stands.spans[0], content, fields),
            searched(row.texts),
            tuple(fields["authors"]),
            tuple(fields["tags"]),
            urls_of(fields["translations"]),
        )

    def article(
        self, prepared: Prepared, article_id: int, group: str, *, is_alone: bool = False
    ) -> FullArticle:
        """Return the article as matchers see it, under the id of its new row."""
        row = self.row
        return FullArticle(
            article_id,
            row.source,
            group,
            row.url,
            row.native_id,
            row.language,
            row.title or "",
            row.summary,
            row.text or "",
            row.published_at,
            row.published_precision,
            prepared.fetched.fetched_at,
            self.authors,
            self.tags,
            self.translations,
            prepared.features,
            is_new=True,
            is_alone=is_alone,
        )


def prepare(article: Article, fetch: Fetch) -> Prepared:
    """Return an article, as it was read from one fetched page, ready to be saved.

    Raises:
        Refused: it has no title or no URL.
    """
    demand_record(article)
    url = own_address(article.url, fetch.url)
    content, fields = Content.of(article.title, article.text), fields_of(article, url)
    reading = Reading.of(fields)
    fetched = Fetched.of("read", fetch, content.hash, reading.hash)
    return Prepared(
        article.source,
        url,
        article.native_id,
        fetch.fetched_at,
        fetched,
        content,
        reading,
        article.teasers,
        fields,
    )


def prepare_all(records: Sequence[tuple[Article, Fetch]], terms: Terms) -> list[Prepared]:
    """Return articles ready to be saved, with all that is written and compared of each in case that it is new.

    Each step is taken for all of them before the next one: taken again at once, it finds in the processor's caches
    what it needs, and all together take three quarters of the time.

    Raises:
        Refused: one of them has no title or no URL.
    """
    prepared = [prepare(*record) for record in records]
    openings = [Opening.of(one, terms.revisits) for one in prepared]
    articles = [opening.article(one, 0, "") for opening, one in zip(openings, prepared, strict=True)]
    features = Features.of_all(articles, terms.rarity)
    for one, opening, said in zip(prepared, openings, features, strict=True):
        one.fields, one.opening, one.features = None, opening, said
    return prepared


def demand_record(article: Article) -> None:
    """Check that an article has what every record must have.

    Raises:
        Refused: it has no title or no URL.
    """
    for name in ("url", "title"):
        if not str(getattr(article, name) or "").strip():
            raise Refused(f"{article.source}: {article.url or 'a page'} has no {name}")
