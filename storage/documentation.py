"""What each table, view and column of the archive means: `docs/schema.md` is made from it.

python -m storage.documentation > docs/schema.md
"""

from __future__ import annotations

import sqlite3
import sys
from collections.abc import Iterator

from storage.schema import APPLICATION_ID, VERSION, memory_archive

INTRODUCTION = f"""\
# The archive's schema

One plain SQLite file (3.35 or newer reads it, no extension needed). Made from the code by
`python -m storage.documentation > docs/schema.md`; a test fails where the two differ.

**The contract is the views `v1_*`.** Their names, columns and meanings stay as they are in every version of
Kabarchy; columns may be added at the end, and a view that must change gets a new number beside the old one.
Tables are the program's own affair: read them if you must, and expect them to change. `PRAGMA user_version`
holds the schema's version ({VERSION}), `PRAGMA application_id` says that the file is an archive ({APPLICATION_ID}).

**Reading while a crawl writes** is safe: the file is in WAL mode, readers never wait. Open it read-only
(`file:archive.db?mode=ro`), keep no read transaction open for long, and copy it with `kabarchy db backup FILE`,
never with `cp`.

**Conventions.** Times are UTC text, `YYYY-MM-DDTHH:MM:SSZ`, and sort as text. Columns said to hold JSON hold JSON
(`json_each(tags)`). Languages are BCP 47 tags. URLs are canonical, one spelling for each page. A missing value is NULL.

**Ids are given once.** The `id` of an article, teaser, revision, story, decision or alarm, and a `seq`, never becomes
that of another one, also where its row is gone: you may remember it elsewhere. A row of two that merge keeps its id;
`v1_changes` says of the other one into which it went (`merged`). Only where an archive was replaced by an older copy
of itself are ids given again that it had given since: read it anew then.

**Keeping up.** `v1_changes` is append-only: keep the last `seq` you have seen, and ask for what came after:

```sql
SELECT c.seq, c.what, c.at, a.* FROM v1_changes c LEFT JOIN v1_articles a ON a.id = c.article_id
WHERE c.seq > :last_seq ORDER BY c.seq;
```

**Searching in SQL.** `articles_fts` is an FTS5 index over title, summary and text in which ё is written е, and
ı, İ are written i; write your words so too:

```sql
SELECT a.title, a.url FROM articles_fts f JOIN v1_articles a ON a.id = f.rowid
WHERE articles_fts MATCH 'өкмөт*' ORDER BY bm25(articles_fts, 8, 2, 1) LIMIT 20;
```
"""

TABLES = {
    "sources": "A site that is watched.",
    "articles": "An article, promised or full. Worked out from everything below; never patched by hand.",
    "article_urls": "A URL under which an article is known: its own, and every other that led to it.",
    "fetches": "One fetch of an article's page, and what came of it.",
    "readings": "What a fetch read beside title and text; once for all fetches that read the same.",
    "teasers": "One showing of a promise on one page, with the article that keeps it.",
    "revisions": "A version of an article's title and text: neighbours in time with equal content are one row.",
    "stories": "One event: its articles across outlets and languages.",
    "duplicates": "A pair of articles with the same text, or nearly.",
    "decisions": "What a person decided about a fold, a text or a story; no rule overrides it.",
    "rematches": "One `kabarchy rematch`: everything matched again after the rules have changed, and how far it came.",
    "rematch_changes": "What the last rematch did to folds, texts and stories, step by step.",
    "listings": "A listing page, feed or sitemap: when it was last walked to its end, and its validators.",
    "backfills": "The walk of a source into its past (`kabarchy backfill`); one a source.",
    "backfill_walks": "A listing or sitemap that a backfill walks, and how far it has come.",
    "retired_captures": "A WARC file that was deleted by age or size; rows still name it, and it is here no more.",
    "retired_ids": "The greatest id that a deleted last row of a table had: ids after it are given next.",
    "runs": "One crawl: when, how it ended, and what it counted.",
    "problems": "Something that went wrong, for the operator.",
    "leases": "Who crawls a source now, so that it is not crawled twice at once; and who runs `kabarchy rematch`.",
    "alarms": "Something that an operator should look at, from the run that opened it to the run that closed it.",
    "changes": "The append-only feed: what happened to which article, and when.",
    "article_keys": "Index for folding: hashed words of an article's title and first paragraphs.",
    "text_anchors": "Index for near-duplicates: hashed runs of words, by the time of publication.",
    "text_paragraphs": "The paragraphs at the ends of each text, to know what an outlet prints again and again.",
    "text_keys": "What stands of an article in `text_anchors` and `text_paragraphs`.",
    "teaser_keys": "Index for folding: hashed words of a promise without URL.",
    "story_keys": "Index for stories: the rarest words of each article, by the days around which it stands.",
    "story_reports": "What the index for stories holds of an article.",
    "story_links": "Two articles that tell of one event, and why; each pair stands here twice, once each way.",
    "word_counts": "In how many articles of a sample each word stands: the rarer, the more it says.",
    "outlet_habits": "What the newest articles of a source show of its habits with titles, learned once a day.",
    "articles_search": "The texts of `articles` as the full-text index sees them.",
    "articles_fts": "FTS5 index over `articles_search`.",
}

COMMON = {
    "article_id": "The article, `articles.id`.",
    "source": "The source, `sources.id`.",
    "url": "Canonical URL.",
    "native_id": "The site's own id in the URL, `55641`, with the language where the URL has one, `en:55641`.",
    "title": "Title, one line.",
    "summary": "Summary as the page gives it; while only promised, the teaser's snippet.",
    "text": "Text, paragraphs separated by a blank line, without boilerplate.",
    "language": "Language, a BCP 47 tag.",
    "published_at": "When it says that it was published.",
    "published_precision": "How exact that is: `second`, `minute`, `day`: a day begins at midnight in the source's time zone.",
    "modified_at": "When the page says that it was last changed.",
    "content_hash": "Hash of title and text (32 hexadecimal digits); equal for equal content.",
    "first_seen_at": "When it was seen first.",
    "last_seen_at": "When it was seen last.",
    "fetched_at": "When the page was fetched.",
    "capture_file": "WARC file that holds the raw response, within the capture folder.",
    "capture_offset": "Place of the response in that file, in bytes.",
    "etag": "Validator that the server sent, for conditional requests.",
    "last_modified": "Validator that the server sent, for conditional requests.",
    "run_id": "The run, `runs.id`.",
    "key": "Hash of the words (64 bits, signed).",
    "teaser_id": "The teaser, `teasers.id`.",
    "score": "How sure, 0 to 1.",
    "kind": "What it is.",
    "at": "When.",
    "image_url": "Leading image.",
    "reason": "Why, in words.",
    "flag": "Why the newest fetch was not trusted (a body that shrank), or NULL.",
    "last_error": "What went wrong at the last fetch, or NULL.",
    "id": "Number of the row.",
}

COLUMNS = {
    "sources.id": "Short name, as in `kabarchy crawl NAME`.",
    "sources.title": "Name of the site.",
    "sources.kind": "`ministry`, `news` or `intergovernmental`.",
    "sources.homepage": "Its home page.",
    "sources.country": "ISO 3166 code.",
    "sources.languages": "JSON list of BCP 47 tags.",
    "sources.timezone": "IANA time zone in which its dates are read.",
    "sources.network": "Name that sister sites share, or NULL.",
    "articles.state": "`teaser`: only promised; `full`: its page was read; `gone`: answered 404 or 410 three times.",
    "articles.authors": "JSON list of names.",
    "articles.section": "Section of the site.",
    "articles.tags": "JSON list of tags.",
    "articles.translations": "JSON list of `{language, url}`: the same article in other languages.",
    "articles.provenance": "JSON object: field -> where its value was read (`site_rule`, `json_ld`, `listing`, `text`, `import`, ...).",
    "articles.fetched_at": "When its content was last confirmed by a fetch; NULL while only promised.",
    "articles.next_check_at": "When its page is to be fetched again; NULL: at once if never read, else no more.",
    "articles.attempts": "Fetches since the last useful one.",
    "articles.missing_count": "404s and 410s since the last useful fetch.",
    "articles.duplicate_of": "The earliest article with the same text, or NULL.",
    "articles.story_id": "The story that it tells, `stories.id`, or NULL.",
    "articles.joined_by": (
        "Why it was joined to its story: `first` (of its articles), `translation`, `duplicate`, `report`"
        " (another report of the event), `person`."
    ),
    "article_urls.source": "The source that gave the native id.",
    "fetches.outcome": "`read`; `unchanged` (304); `missing` (404, 410); `failed`.",
    "fetches.content_hash": "Content that was read; empty for the other outcomes.",
    "fetches.reading": "The other fields that were read, `readings.hash`; empty for the other outcomes.",
    "fetches.url": "The URL that was requested, canonical.",
    "fetches.status": "HTTP status.",
    "readings.hash": "Hash of `fields`.",
    "readings.fields": "JSON object: the article's fields beside title and text.",
    "teasers.key": "Hash of page, kind, URL and words: the same showing seen again is the same row.",
    "teasers.source": "The source on whose page it was shown.",
    "teasers.page_url": "The page on which it was shown; for a listing its first page.",
    "teasers.kind": "`listing`, `read_also`, `related`, `popular`, `feed` or `sitemap`.",
    "teasers.position": "0-based place on the page when it was last shown.",
    "teasers.snippet": "First words of the promised article, the cut mark stripped.",
    "teasers.is_truncated": "1 where the snippet was cut.",
    "teasers.cut_mark": "How the cut was marked: `...`, `…`, `[...]`.",
    "teasers.url": "Canonical URL of the promised article, where the page gives one.",
    "teasers.article_id": "The article that keeps the promise, `articles.id`; NULL while it is open.",
    "teasers.matched_by": "How that is known: `url`, `alias` (another URL of it), `title`, `snippet`, `close` (both, after an edit), `person`.",
    "teasers.match_score": "How sure, 0 to 1.",
    "revisions.number": "1 for the first version of the article, and so on.",
    "revisions.flag": "Why this version was not trusted, or NULL; such a version never stands in `articles`.",
    "revisions.summary": "Summary at that time.",
    "revisions.title": "Title at that time.",
    "revisions.text": "Text at that time.",
    "stories.title": "Title of its first article.",
    "stories.first_published_at": "Its earliest article.",
    "stories.last_published_at": "Its latest article.",
    "stories.article_count": "Number of its articles.",
    "stories.updated_at": "When it last changed.",
    "duplicates.article_id": "The later article; of `contains`, the one that has the other's text and more.",
    "duplicates.other_id": "The other article of the pair, `articles.id`.",
    "duplicates.kind": "`identical`, `near` or `contains`; `person` where a person joined what no rule did.",
    "duplicates.score": "Share of the shorter text's pairs of neighbouring words that the longer text has too, 0 to 1.",
    "text_paragraphs.occasion": "Day of the printing, counted from 1970; without a date, a hash of the title.",
    "text_keys.occasion": "As in `text_paragraphs`.",
    "text_keys.anchors": "Its keys in `text_anchors`, 64-bit integers one after the other.",
    "text_keys.paragraphs": "Its keys in `text_paragraphs`, likewise.",
    "duplicates.first_id": "Which of the two was published first.",
    "duplicates.found_at": "When the pair was found.",
    "decisions.verb": "`fold`, `unfold`, `merge` or `split`.",
    "decisions.what": "`teaser`, `text` or `story`: as what the two are one, or are not.",
    "decisions.record": "The key of the teaser, else a URL of the one article.",
    "decisions.other": "A URL of the other article.",
    "decisions.note": "Why, in the person's words.",
    "decisions.decided_by": "Who.",
    "decisions.decided_at": "When.",
    "decisions.revoked_at": "When it was taken back, NULL while it stands.",
    "decisions.revoked_by": "Who took it back.",
    "rematches.since": "Only records first seen then or later; NULL: all.",
    "rematches.last_article": "Articles up to this id are matched again; later ones came by the new rules.",
    "rematches.last_teaser": "Teasers up to this id are folded again.",
    "rematches.article_id": "The last article that was matched again.",
    "rematches.teaser_id": "The last teaser that was folded again.",
    "rematches.started_at": "When it was begun.",
    "rematches.finished_at": "When it was through; NULL: it can be taken up.",
    "rematch_changes.rematch_id": "The run, `rematches.id`.",
    "rematch_changes.what": "`fold`, `text` or `story`.",
    "rematch_changes.record_id": "The teaser (`fold`), or an article.",
    "rematch_changes.other_id": "The other article (`text`).",
    "rematch_changes.before": "Article (`fold`), kind of the likeness (`text`) or story before; NULL: none.",
    "rematch_changes.after": "The same afterwards.",
    "v1_decisions.teaser_id": "The teaser, `v1_teasers.id`, where it is about a fold; NULL until it is met, like the two below.",
    "v1_decisions.article_id": "The article that keeps the teaser or not, or the one article of two.",
    "v1_decisions.other_id": "The other article of two.",
    "listings.kind": "`listing`, `feed` or `sitemap`.",
    "listings.content_hash": "Hash of its last content, where it sends no validators.",
    "listings.walked_at": "When its last complete walk began.",
    "backfills.since": "The day to which it walks back.",
    "backfills.started_at": "When it was begun.",
    "backfills.paused_at": "When a person stopped it; the scheduler does not go on with it. NULL: it goes on.",
    "backfills.finished_at": "When every walk had ended; NULL: it goes on where it is.",
    "backfill_walks.url": "The listing or sitemap, as it is fetched; `{day}` stands for a day.",
    "backfill_walks.kind": "`listing` or `sitemap`.",
    "backfill_walks.position": "What is fetched next: the URL of a page, or a day; NULL: its first page.",
    "backfill_walks.reached": "The oldest publication that was met.",
    "backfill_walks.pages": "Pages that were read.",
    "backfill_walks.promised": "Teasers that were met.",
    "backfill_walks.waiting": "Entries of a sitemap that are still to be promised.",
    "backfill_walks.fingerprint": "Hash of the URLs that the page before promised.",
    "backfill_walks.ended": "`date`: it came to the day; `end`: to the end of the listing; `failures`; NULL: it goes on.",
    "backfill_walks.failures": "How many times in a row the next page could not be had.",
    "retired_captures.file": "The file, within the capture folder.",
    "retired_captures.size": "Its size in bytes.",
    "retired_captures.captured_at": "When it was last written to.",
    "retired_captures.retired_at": "When it was deleted.",
    "retired_ids.name": "The table.",
    "retired_ids.id": "That id.",
    "runs.id": "Time and source: sorts by time.",
    "runs.kind": "`crawl`, or `backfill` (one slice of a walk into the past).",
    "runs.started_at": "When it began.",
    "runs.finished_at": "When it ended; NULL while it runs, or if it was killed.",
    "runs.outcome": "`running`, `ok`, `empty`, `failed`, `stopped` or `crashed`.",
    "runs.listing_pages": "Listing pages, feeds and sitemaps read.",
    "runs.pages": "Pages fetched.",
    "runs.new_articles": "Articles read for the first time.",
    "runs.updated_articles": "Articles whose content had changed.",
    "runs.unchanged_articles": "Articles found as they were.",
    "runs.new_teasers": "Showings seen for the first time.",
    "runs.folded_teasers": "Teasers folded into an article by another rule than their URL.",
    "runs.refused": "Records refused: without title or URL.",
    "runs.errors": "Pages that failed.",
    "runs.stats": "JSON object: all that was counted.",
    "runs.pid": "Process that ran it.",
    "problems.url": "The page, or NULL.",
    "problems.what": "Which kind of problem: `missing`, `unreadable`, `flagged`, `refused`, ...",
    "problems.detail": "What went wrong, in words.",
    "leases.source": "The source, `sources.id`, or `(rematch)`.",
    "leases.run_id": "The run, `runs.id`; of a rematch a name that no other one has.",
    "leases.pid": "Number of the process that crawls, or matches again.",
    "leases.process_started": "When that process was started, in the kernel's words.",
    "leases.machine": "Which boot of which machine the number belongs to.",
    "leases.taken_at": "When it began.",
    "leases.beat_at": "When it last said that it goes on.",
    "alarms.kind": "What is wrong with the source: `silence`, `no articles` (in its listings), `no pages` (none can be"
    " read), `field`, `short`, `alike`, `language`, `robots`, `redirect`, `certificate` or `unreachable`.",
    "alarms.field": "The field of a record that it is about, or empty.",
    "alarms.detail": "What was seen, in words.",
    "alarms.began_at": "When the first of what it is about was fetched.",
    "alarms.opened_at": "When it was raised.",
    "alarms.opened_run": "The run that raised it, `runs.id`.",
    "alarms.last_seen_at": "When it was last found to be so.",
    "alarms.closed_at": "When it was found to be well again; NULL while it is open.",
    "alarms.closed_run": "The run that found it well.",
    "alarms.accepted_at": "When a person said that it is meant to be so; NULL otherwise.",
    "alarms.told_at": "When the operator was told.",
    "story_keys.bucket": "Stretch of four days; -1 for URLs that pages name as their translations.",
    "story_keys.day": "As in `story_reports`.",
    "story_reports.stamp": "Hash of what the article says.",
    "story_reports.day": "Day on which the article stands, counted from 0001-01-01.",
    "story_reports.keys": "Its keys in `story_keys`, 64-bit integers one after the other.",
    "story_reports.translations": "Its keys there in bucket -1, likewise.",
    "story_links.other_id": "The other article, `articles.id`.",
    "story_links.rule": "`person`, `translation`, `duplicate` or `report`.",
    "word_counts.language": "Language of the articles, or empty where it is not known.",
    "word_counts.word": "The word as it is compared: one spelling in all scripts, endings cut; empty: all articles.",
    "word_counts.articles": "Articles of the sample that hold it.",
    "outlet_habits.articles": "Dated articles that were looked at.",
    "outlet_habits.twins": "Those beside which stands another one that would be taken for it.",
    "outlet_habits.slugs": "Those whose URL has a slug of a title's words, in the title's language.",
    "outlet_habits.edited": "Those of them whose slug remembers another title.",
    "outlet_habits.learned_at": "When they were looked at.",
    "changes.seq": "Grows with every change and is never given twice.",
    "changes.article_id": "The article, `articles.id`; a merged one is there no more, `detail` says into which.",
    "changes.what": (
        "`promised`, `full`, `updated`, `gone`, `back`, `merged`, `folded`, `unfolded`, `joined` and `left` (a story),"
        " `flagged`, `deleted`."
    ),
    "changes.at": "When the record was made that changed it.",
    "changes.detail": "JSON object: `{teaser, rule}`, `{story, rule}`, `{into, url}`, `{reason}`, or NULL.",
    "v1_fetches.reason": "What went wrong, or NULL.",
}
"""`table.column` -> its meaning, where `COMMON` does not say it. A view's columns are those of its table."""

VIEW_OF = {
    "v1_sources": "sources",
    "v1_articles": "articles",
    "v1_teasers": "teasers",
    "v1_revisions": "revisions",
    "v1_urls": "article_urls",
    "v1_fetches": "fetches",
    "v1_stories": "stories",
    "v1_duplicates": "duplicates",
    "v1_decisions": "decisions",
    "v1_runs": "runs",
    "v1_alarms": "alarms",
    "v1_changes": "changes",
}

OWN = ("_sqlite_migrations", "sqlite_", "articles_fts_")
"""Beginnings of names of tables that SQLite or sqlite-utils keep for themselves."""


def meaning(table: str, column: str) -> str | None:
    """Return what a column of a table or view means, None where nobody has written it down."""
    base = VIEW_OF.get(table, table)
    return COLUMNS.get(f"{table}.{column}") or COLUMNS.get(f"{base}.{column}") or COMMON.get(column)


def tables(sql: sqlite3.Connection) -> list[str]:
    """Return the names of all tables and views that are ours, the contract's first."""
    names = [row[0] for row in sql.execute("SELECT name FROM sqlite_master WHERE type IN ('table', 'view')")]
    ours = [name for name in names if not name.startswith(OWN)]
    views = [name for name in VIEW_OF if name in ours]
    return views + [name for name in TABLES if name in ours] + sorted(set(ours) - set(views) - set(TABLES))


def document(sql: sqlite3.Connection) -> str:
    """Return `docs/schema.md` of an archive's schema."""
    return "\n".join(_lines(sql)) + "\n"


def _lines(sql: sqlite3.Connection) -> Iterator[str]:
    yield INTRODUCTION
    yield "## The contract\n"
    heading = False
    for table in tables(sql):
        if table not in VIEW_OF and not heading:
            heading = True
            yield "## The tables behind it\n"
        yield f"### {table}\n"
        yield TABLES[VIEW_OF.get(table, table)] + "\n"
        yield "| column | type | meaning |"
        yield "|---|---|---|"
        for column, kind in sql.execute("SELECT name, type FROM pragma_table_info(?)", (table,)):
            yield f"| `{column}` | {kind.lower()} | {(meaning(table, column) or '').replace('|', chr(92) + '|')} |"
        yield ""


if __name__ == "__main__":
    sys.stdout.write(document(memory_archive()))
