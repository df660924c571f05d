"""Tables, indexes and views of the archive, and the migrations that lead to them.

Migrations are append-only once released. `PRAGMA user_version` holds their number. The `v1_*`
views are the contract with other applications: they stay as they are when tables change.
"""

from __future__ import annotations

import sqlite3

from sqlite_utils import Database, Migrations

from storage.ids import ID_TABLES, NUMBERED, RETIRED_BEFORE, TRIGGER
from storage.matching.fold import FOLD_TABLES
from storage.matching.habits import HABIT_TABLES
from storage.matching.near_duplicates import TEXT_TABLES
from storage.matching.rarity import WORD_TABLES
from storage.matching.stories import STORY_TABLES

VERSION = 3
"""Number of the newest migration; `PRAGMA user_version` of a file that has them all."""

APPLICATION_ID = 0x4B616261
"""`PRAGMA application_id` of every archive ("Kaba"): other SQLite files are left alone."""

migrations = Migrations("kabarchy")

TABLES = """
CREATE TABLE sources (
    id TEXT PRIMARY KEY,
    title TEXT NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('ministry', 'news', 'intergovernmental')),
    homepage TEXT NOT NULL,
    country TEXT,
    languages TEXT NOT NULL DEFAULT '[]',
    timezone TEXT NOT NULL DEFAULT 'UTC',
    network TEXT
) WITHOUT ROWID;

CREATE TABLE stories (
    id INTEGER PRIMARY KEY,
    title TEXT,
    first_published_at TEXT,
    last_published_at TEXT,
    article_count INTEGER NOT NULL DEFAULT 0,
    updated_at TEXT
);

CREATE TABLE articles (
    id INTEGER PRIMARY KEY,
    source TEXT NOT NULL REFERENCES sources (id),
    url TEXT NOT NULL UNIQUE,
    native_id TEXT,
    state TEXT NOT NULL CHECK (state IN ('teaser', 'full', 'gone')),
    title TEXT,
    summary TEXT,
    language TEXT,
    published_at TEXT,
    published_precision TEXT CHECK (published_precision IN ('second', 'minute', 'day')),
    modified_at TEXT,
    authors TEXT NOT NULL DEFAULT '[]',
    section TEXT,
    tags TEXT NOT NULL DEFAULT '[]',
    image_url TEXT,
    translations TEXT NOT NULL DEFAULT '[]',
    provenance TEXT NOT NULL DEFAULT '{}',
    content_hash TEXT,
    first_seen_at TEXT NOT NULL,
    last_seen_at TEXT NOT NULL,
    fetched_at TEXT,
    etag TEXT,
    last_modified TEXT,
    next_check_at TEXT,
    attempts INTEGER NOT NULL DEFAULT 0,
    missing_count INTEGER NOT NULL DEFAULT 0,
    last_error TEXT,
    flag TEXT,
    duplicate_of INTEGER,
    story_id INTEGER,
    joined_by TEXT,
    capture_file TEXT,
    capture_offset INTEGER,
    text TEXT
);
CREATE INDEX articles_frontier ON articles (source, state, next_check_at);
CREATE INDEX articles_published_at ON articles (published_at);
CREATE INDEX articles_story ON articles (story_id) WHERE story_id IS NOT NULL;
CREATE INDEX articles_duplicate_of ON articles (duplicate_of) WHERE duplicate_of IS NOT NULL;

CREATE TABLE article_urls (
    url TEXT PRIMARY KEY,
    article_id INTEGER NOT NULL REFERENCES articles (id),
    source TEXT NOT NULL,
    native_id TEXT
) WITHOUT ROWID;
CREATE INDEX article_urls_article ON article_urls (article_id);
CREATE INDEX article_urls_native_id ON article_urls (source, native_id) WHERE native_id IS NOT NULL;

CREATE TABLE fetches (
    article_id INTEGER NOT NULL REFERENCES articles (id),
    fetched_at TEXT NOT NULL,
    outcome TEXT NOT NULL CHECK (outcome IN ('read', 'unchanged', 'missing', 'failed')),
    content_hash TEXT NOT NULL DEFAULT '',
    reading TEXT NOT NULL DEFAULT '',
    url TEXT NOT NULL DEFAULT '',
    status INTEGER,
    reason TEXT,
    etag TEXT,
    last_modified TEXT,
    capture_file TEXT,
    capture_offset INTEGER,
    run_id TEXT,
    PRIMARY KEY (article_id, fetched_at, outcome, content_hash)
) WITHOUT ROWID;

CREATE TABLE readings (
    article_id INTEGER NOT NULL REFERENCES articles (id),
    hash TEXT NOT NULL,
    fields TEXT NOT NULL,
    PRIMARY KEY (article_id, hash)
) WITHOUT ROWID;

CREATE TABLE teasers (
    id INTEGER PRIMARY KEY,
    key TEXT NOT NULL UNIQUE,
    source TEXT NOT NULL REFERENCES sources (id),
    page_url TEXT NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('listing', 'read_also', 'related', 'popular', 'feed', 'sitemap')),
    position INTEGER NOT NULL,
    title TEXT,
    snippet TEXT,
    is_truncated INTEGER NOT NULL DEFAULT 0,
    cut_mark TEXT,
    url TEXT,
    native_id TEXT,
    image_url TEXT,
    language TEXT,
    published_at TEXT,
    published_precision TEXT CHECK (published_precision IN ('second', 'minute', 'day')),
    first_seen_at TEXT NOT NULL,
    last_seen_at TEXT NOT NULL,
    article_id INTEGER REFERENCES articles (id),
    matched_by TEXT,
    match_score REAL
);
CREATE INDEX teasers_article ON teasers (article_id) WHERE article_id IS NOT NULL;
CREATE INDEX teasers_open ON teasers (source, id) WHERE article_id IS NULL;
CREATE INDEX teasers_page ON teasers (page_url);

CREATE TABLE revisions (
    id INTEGER PRIMARY KEY,
    article_id INTEGER NOT NULL REFERENCES articles (id),
    content_hash TEXT NOT NULL,
    title TEXT NOT NULL,
    summary TEXT,
    text TEXT NOT NULL,
    modified_at TEXT,
    first_seen_at TEXT NOT NULL,
    last_seen_at TEXT NOT NULL,
    flag TEXT,
    capture_file TEXT,
    capture_offset INTEGER,
    UNIQUE (article_id, first_seen_at, content_hash)
);

CREATE TABLE duplicates (
    article_id INTEGER NOT NULL REFERENCES articles (id),
    other_id INTEGER NOT NULL REFERENCES articles (id),
    kind TEXT NOT NULL CHECK (kind IN ('identical', 'near', 'contains', 'person')),
    score REAL NOT NULL,
    first_id INTEGER NOT NULL,
    found_at TEXT NOT NULL,
    PRIMARY KEY (article_id, other_id)
) WITHOUT ROWID;
CREATE INDEX duplicates_other ON duplicates (other_id);

CREATE TABLE decisions (
    id INTEGER PRIMARY KEY,
    verb TEXT NOT NULL CHECK (verb IN ('fold', 'unfold', 'merge', 'split')),
    what TEXT NOT NULL CHECK (what IN ('teaser', 'text', 'story')),
    record TEXT NOT NULL,
    other TEXT NOT NULL,
    note TEXT,
    decided_by TEXT,
    decided_at TEXT NOT NULL,
    revoked_at TEXT,
    revoked_by TEXT
);
CREATE INDEX decisions_record ON decisions (record) WHERE revoked_at IS NULL;
CREATE INDEX decisions_other ON decisions (other) WHERE revoked_at IS NULL;

CREATE TABLE rematches (
    id INTEGER PRIMARY KEY,
    since TEXT,
    last_article INTEGER NOT NULL,
    last_teaser INTEGER NOT NULL,
    article_id INTEGER NOT NULL DEFAULT 0,
    teaser_id INTEGER NOT NULL DEFAULT 0,
    started_at TEXT NOT NULL,
    finished_at TEXT
);

CREATE TABLE rematch_changes (
    id INTEGER PRIMARY KEY,
    rematch_id INTEGER NOT NULL REFERENCES rematches (id),
    what TEXT NOT NULL CHECK (what IN ('fold', 'text', 'story')),
    record_id INTEGER NOT NULL,
    other_id INTEGER,
    before TEXT,
    after TEXT
);

CREATE TABLE listings (
    url TEXT PRIMARY KEY,
    source TEXT NOT NULL REFERENCES sources (id),
    kind TEXT NOT NULL CHECK (kind IN ('listing', 'feed', 'sitemap')),
    etag TEXT,
    last_modified TEXT,
    content_hash TEXT,
    walked_at TEXT,
    fetched_at TEXT,
    last_error TEXT
) WITHOUT ROWID;

CREATE TABLE backfills (
    source TEXT PRIMARY KEY REFERENCES sources (id),
    since TEXT NOT NULL,
    started_at TEXT NOT NULL,
    paused_at TEXT,
    finished_at TEXT
) WITHOUT ROWID;

CREATE TABLE backfill_walks (
    source TEXT NOT NULL REFERENCES backfills (source),
    url TEXT NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('listing', 'sitemap')),
    position TEXT,
    reached TEXT,
    pages INTEGER NOT NULL DEFAULT 0,
    promised INTEGER NOT NULL DEFAULT 0,
    waiting INTEGER NOT NULL DEFAULT 0,
    fingerprint TEXT,
    ended TEXT CHECK (ended IN ('date', 'end', 'failures')),
    failures INTEGER NOT NULL DEFAULT 0,
    last_error TEXT,
    PRIMARY KEY (source, url)
) WITHOUT ROWID;

CREATE TABLE retired_captures (
    file TEXT PRIMARY KEY,
    size INTEGER NOT NULL,
    captured_at TEXT NOT NULL,
    retired_at TEXT NOT NULL
) WITHOUT ROWID;

CREATE TABLE runs (
    id TEXT PRIMARY KEY,
    source TEXT NOT NULL,
    kind TEXT NOT NULL DEFAULT 'crawl',
    started_at TEXT NOT NULL,
    finished_at TEXT,
    outcome TEXT CHECK (outcome IN ('running', 'ok', 'empty', 'failed', 'stopped', 'crashed')),
    reason TEXT,
    listing_pages INTEGER NOT NULL DEFAULT 0,
    pages INTEGER NOT NULL DEFAULT 0,
    new_articles INTEGER NOT NULL DEFAULT 0,
    updated_articles INTEGER NOT NULL DEFAULT 0,
    unchanged_articles INTEGER NOT NULL DEFAULT 0,
    new_teasers INTEGER NOT NULL DEFAULT 0,
    folded_teasers INTEGER NOT NULL DEFAULT 0,
    refused INTEGER NOT NULL DEFAULT 0,
    errors INTEGER NOT NULL DEFAULT 0,
    stats TEXT NOT NULL DEFAULT '{}',
    pid INTEGER
);
CREATE INDEX runs_source ON runs (source, started_at);

CREATE TABLE problems (
    id INTEGER PRIMARY KEY,
    run_id TEXT,
    source TEXT NOT NULL,
    url TEXT,
    what TEXT NOT NULL,
    detail TEXT,
    at TEXT NOT NULL
);
CREATE INDEX problems_source ON problems (source, at);

CREATE TABLE leases (
    source TEXT PRIMARY KEY,
    run_id TEXT NOT NULL,
    pid INTEGER NOT NULL,
    process_started TEXT NOT NULL,
    machine TEXT NOT NULL,
    taken_at TEXT NOT NULL,
    beat_at TEXT NOT NULL
) WITHOUT ROWID;

CREATE TABLE alarms (
    id INTEGER PRIMARY KEY,
    source TEXT NOT NULL,
    kind TEXT NOT NULL,
    field TEXT NOT NULL DEFAULT '',
    detail TEXT NOT NULL,
    began_at TEXT,
    opened_at TEXT NOT NULL,
    opened_run TEXT,
    last_seen_at TEXT NOT NULL,
    closed_at TEXT,
    closed_run TEXT,
    accepted_at TEXT,
    told_at TEXT
);
CREATE UNIQUE INDEX alarms_open ON alarms (source, kind, field) WHERE closed_at IS NULL;
CREATE INDEX alarms_source ON alarms (source, opened_at);

CREATE TABLE changes (
    seq INTEGER PRIMARY KEY AUTOINCREMENT,
    article_id INTEGER NOT NULL,
    what TEXT NOT NULL,
    at TEXT NOT NULL,
    run_id TEXT,
    detail TEXT
);
"""


# No triggers keep the index in step: FTS5 writes its buffer out at every statement that has a trigger, which
# makes a bulk save three times slower. `storage/full_text.py` does it, called where rows are written.
FULL_TEXT = """
CREATE VIEW articles_search AS
SELECT id,
       replace(replace(replace(replace(title, 'ё', 'е'), 'Ё', 'Е'), 'ı', 'i'), 'İ', 'i') AS title,
       replace(replace(replace(replace(summary, 'ё', 'е'), 'Ё', 'Е'), 'ı', 'i'), 'İ', 'i') AS summary,
       replace(replace(replace(replace(text, 'ё', 'е'), 'Ё', 'Е'), 'ı', 'i'), 'İ', 'i') AS text
FROM articles;

CREATE VIRTUAL TABLE articles_fts USING fts5 (
    title, summary, text,
    content='articles_search', content_rowid='id', tokenize='unicode61 remove_diacritics 2'
);
INSERT INTO articles_fts (articles_fts, rank) VALUES ('hashsize', 8388608);
INSERT INTO articles_fts (articles_fts, rank) VALUES ('automerge', 16);
INSERT INTO articles_fts (articles_fts, rank) VALUES ('crisismerge', 32);
"""

VIEWS = """
CREATE VIEW v1_sources AS
SELECT id, title, kind, homepage, country, languages, timezone, network FROM sources;

CREATE VIEW v1_articles AS
SELECT id, source, url, native_id, state, title, summary, text, language, published_at, published_precision,
       modified_at, authors, section, tags, image_url, translations, provenance, content_hash, first_seen_at,
       last_seen_at, fetched_at, flag, duplicate_of, story_id, capture_file, capture_offset, joined_by
FROM articles;

CREATE VIEW v1_teasers AS
SELECT id, source, page_url, kind, position, title, snippet, is_truncated, url, image_url, language, published_at,
       published_precision, first_seen_at, last_seen_at, article_id, matched_by, match_score
FROM teasers;

CREATE VIEW v1_revisions AS
SELECT id, article_id, row_number() OVER (PARTITION BY article_id ORDER BY first_seen_at, content_hash) AS number,
       content_hash, title, summary, text, modified_at, first_seen_at, last_seen_at, flag, capture_file,
       capture_offset
FROM revisions;

CREATE VIEW v1_urls AS
SELECT url, article_id, source, native_id FROM article_urls;

CREATE VIEW v1_fetches AS
SELECT article_id, fetched_at, outcome, content_hash, url, status, reason, capture_file, capture_offset, run_id
FROM fetches;

CREATE VIEW v1_stories AS
SELECT id, title, first_published_at, last_published_at, article_count FROM stories;

CREATE VIEW v1_duplicates AS
SELECT article_id, other_id, kind, score, first_id, found_at FROM duplicates;

CREATE VIEW v1_decisions AS
SELECT d.id, d.verb, d.what, d.note, d.decided_by, d.decided_at, d.revoked_at, d.revoked_by,
       t.id AS teaser_id, iif(d.what = 'teaser', u.article_id, l.article_id) AS article_id,
       iif(d.what = 'teaser', NULL, u.article_id) AS other_id
FROM decisions d
LEFT JOIN teasers t ON d.what = 'teaser' AND t.key = d.record
LEFT JOIN article_urls l ON d.what != 'teaser' AND l.url = d.record
LEFT JOIN article_urls u ON u.url = d.other;

CREATE VIEW v1_runs AS
SELECT id, source, kind, started_at, finished_at, outcome, reason, listing_pages, pages, new_articles,
       updated_articles, unchanged_articles, new_teasers, folded_teasers, refused, errors
FROM runs;

CREATE VIEW v1_alarms AS
SELECT id, source, kind, field, detail, opened_at, opened_run, last_seen_at, closed_at, closed_run FROM alarms;

CREATE VIEW v1_changes AS
SELECT seq, article_id, what, at, run_id, detail FROM changes;
"""


def statements(script: str) -> list[str]:
    """Return the single statements of an SQL script (a trigger is one)."""
    found, statement = [], ""
    for line in script.splitlines(keepends=True):
        statement += line
        if sqlite3.complete_statement(statement):
            found.append(statement.strip())
            statement = ""
    return found


@migrations()
def first_tables(db: Database) -> None:
    """Create every table, index, trigger and view of the first release."""
    for script in (TABLES, FOLD_TABLES, TEXT_TABLES, STORY_TABLES, WORD_TABLES, FULL_TEXT, VIEWS):
        for statement in statements(script):
            db.execute(statement)


@migrations()
def habits_of_outlets(db: Database) -> None:
    """Keep what outlets do with their titles."""
    for statement in statements(HABIT_TABLES):
        db.execute(statement)


@migrations()
def ids_given_once(db: Database) -> None:
    """Give no id twice, nor one that was given before and is known of."""
    triggers = "".join(TRIGGER.format(table=table) for table in NUMBERED)
    for statement in statements(f"{ID_TABLES}{triggers}{RETIRED_BEFORE}"):
        db.execute(statement)


def memory_archive() -> sqlite3.Connection:
    """Return an empty archive in memory, for those who ask about its schema."""
    db = Database(memory=True)
    migrations.apply(db)
    return db.conn
