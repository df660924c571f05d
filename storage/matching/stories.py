"""Stories: the reports of one event, across outlets and languages, joined as they arrive.

A report finds others under a few rare words of the days around it; those that are likely of the same event are
linked, and so are translations of one page and prints of one text. Links are facts about two articles, whatever
else the archive holds; stories are a function of the links (`clusters`). So stories merge, split, and come out
the same, whatever order the articles came in.

What a report is: `story_reports.py`; why two are, or are not, of one story: `story_explanation.py`.
"""

from __future__ import annotations

from array import array
from collections import OrderedDict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import datetime
from typing import TYPE_CHECKING, NamedTuple

from storage.addresses import editions_of
from storage.changes import record_change
from storage.decisions import Heeded, anything_decided, decided_about, rulings_among
from storage.gathering import Gathering
from storage.ids import next_id
from storage.matching import FullArticle
from storage.matching.clusters import COMPARED, as_pairs, clusters
from storage.matching.likeness import WINDOW, compare
from storage.matching.near_duplicates import PAIRED
from storage.matching.rarity import Rarity
from storage.matching.report import Report, Telling
from storage.matching.story_reports import (
    REPRINT_DAYS,
    TRANSLATIONS,
    HeldReport,
    Link,
    Weighed,
    load_article,
    report_link,
    stamp_of,
    telling_of,
    url_key,
)
from storage.matching.window import BUCKET, Window
from storage.matching.window import INSERT as INSERT_KEY
from storage.timestamps import to_text

if TYPE_CHECKING:
    from storage.matching.features import Features


STORY_TABLES = """
CREATE TABLE story_keys (
    bucket INTEGER NOT NULL,
    key INTEGER NOT NULL,
    day INTEGER NOT NULL,
    article_id INTEGER NOT NULL,
    PRIMARY KEY (bucket, key, day, article_id)
) WITHOUT ROWID;

CREATE TABLE story_reports (
    article_id INTEGER PRIMARY KEY,
    stamp INTEGER NOT NULL,
    day INTEGER NOT NULL,
    keys BLOB NOT NULL,
    translations BLOB NOT NULL
);

CREATE TABLE story_links (
    article_id INTEGER NOT NULL,
    other_id INTEGER NOT NULL,
    rule TEXT NOT NULL CHECK (rule IN ('person', 'translation', 'duplicate', 'report')),
    score REAL NOT NULL,
    PRIMARY KEY (article_id, other_id)
) WITHOUT ROWID;
"""
UNLIKE = 6
"""Reports that are compared in vain, at most; those with most keys in common come first. Of a great event many tell:
were no more than six compared at all, each would be linked to those in its own words, and the event would fall apart
into as many stories as it has wordings."""
CROWDED = "others that have more in common"
"""What an explanation calls those that were compared before."""
DOUBT = 0.1
"""Pages with one native id in two languages are translations unless they are as unlikely as this."""
LARGEST = 100
"""More linked reports than this are not told apart by weak links; they are looked at by stronger ones alone."""
STRONGER = (0.0, 0.7, 0.9, 0.97)
REMEMBERED = 12_000
"""Reports that are kept in memory for the next comparison, at most: three days of two hundred outlets. One takes some
5 kB, and making it again a quarter of a millisecond."""
ALWAYS_REMEMBERED = 3000
"""So many are kept though none that comes now may be compared with them: the days of an archive come in any order."""

RULES = ("person", "translation", "duplicate", "report")
"""Why two articles are linked, the strongest reason first."""

CANDIDATE_QUERY = """
SELECT article_id FROM story_keys
WHERE bucket IN ({buckets}) AND key IN ({keys}) AND day BETWEEN ? AND ?
GROUP BY article_id HAVING count(*) > 1 ORDER BY count(*) DESC, article_id LIMIT {limit}
"""
INSERT_REPORT = "INSERT INTO story_reports VALUES (?, ?, ?, ?, ?)"
REPORTS = "reports that wait"
"""What the gathering knows of a batch: stamp and day by article."""
NEW_STORY = f"INSERT INTO stories (id, article_count) VALUES ({next_id('stories')}, 0)"
COMPONENT = (
    "WITH RECURSIVE near (id) AS (SELECT value FROM json_each(?) UNION SELECT l.other_id FROM near"
    " JOIN story_links l ON l.article_id = near.id WHERE l.score >= {floor}) SELECT id FROM near LIMIT {limit}"
)


class Member(NamedTuple):
    """An article as its story sees it."""

    id: int
    url: str
    title: str | None
    at: str
    story: int | None
    joined_by: str | None


class Stories:
    """The matcher of stories; every method runs inside the transaction of the caller."""

    def __init__(self, gathering: Gathering) -> None:
        self.gathering = gathering
        self.sql = gathering.sql
        self.rarity = Rarity(gathering)
        self._window = Window(gathering)
        self._remembered: OrderedDict[int, HeldReport] = OrderedDict()
        self._large_wait = False

    @contextmanager
    def settling(self) -> Iterator[None]:
        """While everything is matched again, leave the order of large stories for the end: call `settle` for each then.

        Else a story of thousands of prints would be worked out anew for each of them.
        """
        self._large_wait = True
        try:
            yield
        finally:
            self._large_wait = False

    def large(self) -> list[int]:
        """Return the ids of the stories that waited."""
        rows = self.sql.execute("SELECT id FROM stories WHERE article_count > ? ORDER BY id", (LARGEST,))
        return [row[0] for row in rows]

    def settle(self, story: int, at: datetime) -> None:
        """Put a large story in order."""
        query = "SELECT id FROM articles WHERE story_id = ? ORDER BY id LIMIT ?"
        self.regroup([row[0] for row in self.sql.execute(query, (story, LARGEST))], at, None)

    # What the archive asks

    def expect(self, coming: Sequence[Features]) -> None:
        """Nothing is asked for all of a batch."""

    def add(self, article: FullArticle, at: datetime, run_id: str | None) -> Collection[int]:
        """Link an article that is new or has changed, and put the stories around it in order."""
        before = None if article.is_new else self._forget(article.id)
        stamp, telling = stamp_of(article), telling_of(article)
        words = self._weighed(article, telling)
        told = self._remember(article, stamp, telling, words)
        keys = array("q", words.keys).tolist()
        self._index(article, told, words.keys, keys)
        if before is None:
            self.rarity.learn(article.url, article.language, telling.keys)
        links = list(self._links(article, told, keys))
        touched = {link.other for link in before or ()}
        if before and before != set(links):
            self._unlink(article.id, before)
        if links and before != set(links):
            self._write(article.id, links)
        around = {link.other for link in links} | touched
        if before and self._large_wait and self._are_in_one_large_story([article.id, *around]):
            return ()
        if around and (touched or not self._follows(article, links, at, run_id)):
            self.regroup([article.id, *around], at, run_id)
        return ()

    def remove(self, article_id: int, into: int) -> Collection[int]:  # noqa: ARG002 (its words are added as those of `into`)
        """Forget an article whose row goes."""
        links = self._forget(article_id) or set()
        self._unlink(article_id, links)
        touched = {link.other for link in links}
        at, story = self.sql.execute(
            "SELECT last_seen_at, story_id FROM articles WHERE id = ?", (article_id,)
        ).fetchone()
        if story is not None:
            self.sql.execute(
                "UPDATE articles SET story_id = NULL, joined_by = NULL WHERE id = ?", (article_id,)
            )
            rest = self.sql.execute("SELECT id FROM articles WHERE story_id = ?", (story,)).fetchall()
            self.regroup([*touched, *(row[0] for row in rest)], datetime.fromisoformat(at), None)
        return ()

    def follow(self, article_id: int, at: datetime, run_id: str | None) -> None:
        """Bring the links of an article up to date that hang on who else printed its text."""
        for known in self._stamped([article_id]):
            self._follow(*known, at, run_id)

    def _follow(self, article_id: int, stamp: int, day: int, at: datetime, run_id: str | None) -> None:
        before = {row[0]: Link(*row) for row in self._linked(article_id)}
        decided = self._decided(article_id)
        prints = {link.other: link for link in self._prints(article_id, day) if decided.get(link.other, True)}
        stronger = {
            other for other, link in before.items() if RULES.index(link.rule) < RULES.index("duplicate")
        }
        new = [link for other, link in prints.items() if other not in stronger and before.get(other) != link]
        gone = [
            link.other for link in before.values() if link.rule == "duplicate" and link.other not in prints
        ]
        new += [link for other in gone if (link := self._report_link(article_id, stamp, other))]
        for pair in ((article_id, other) for other in gone):
            self.sql.executemany(
                "DELETE FROM story_links WHERE article_id = ? AND other_id = ?", (pair, pair[::-1])
            )
        self._write(article_id, new)
        if new or gone:
            self.regroup([article_id, *gone, *(link.other for link in new)], at, run_id)

    def _report_link(self, article_id: int, stamp: int, other: int) -> Link | None:
        """Return the link of two articles as reports of one event, if they are."""
        ours = self._report_at(article_id, stamp)
        theirs = next((self._report_at(other, its) for _, its, _ in self._stamped([other])), None)
        shared = len({*self._keys(article_id)} & {*self._keys(other)})
        if ours is None or theirs is None or shared < 2 or abs(ours.day - theirs.day) > WINDOW:
            return None
        return report_link(ours, theirs, other)

    def _keys(self, article_id: int) -> array[int]:
        row = self.sql.execute(
            "SELECT keys FROM story_reports WHERE article_id = ?", (article_id,)
        ).fetchone()
        return array("q", row[0] if row else b"")

    # Reports and their keys

    def _weighed(self, article: FullArticle, telling: Telling) -> Weighed:
        """Return the words of an article by today's weights: another process may have known them already."""
        beforehand = article.features.weighed if article.features else None
        if beforehand and beforehand.number == self.rarity.number(article.language):
            return beforehand
        return Weighed.of(telling, article.language, self.rarity)

    def _remember(self, article: FullArticle, stamp: int, telling: Telling, words: Weighed) -> HeldReport:
        self._remembered.pop(article.id, None)
        told = self._remembered[article.id] = HeldReport(article, stamp, telling, words)
        while len(self._remembered) > ALWAYS_REMEMBERED:
            oldest = next(iter(self._remembered.values()))
            if len(self._remembered) <= REMEMBERED and abs(oldest.day - told.day) <= WINDOW:
                break
            self._remembered.popitem(last=False)
        return told

    def _report_at(self, article_id: int, stamp: int) -> Report | None:
        """Return what an article tells, by today's weights; its words are remembered while they do not change."""
        told = self._remembered.get(article_id)
        if told is None or told.stamp != stamp:
            article = load_article(self.sql, article_id)
            if article is None:
                return None
            telling = telling_of(article)
            told = self._remember(article, stamp_of(article), telling, self._weighed(article, telling))
        told.renew(self.rarity)
        return told.report

    def _index(self, article: FullArticle, told: HeldReport, blob: bytes, keys: Sequence[int]) -> None:
        bucket, day = told.day // BUCKET, told.day
        self.gathering.add_keys(INSERT_KEY, blob, bucket, day, article.id)
        translations = array("q", map(url_key, article.translations)).tobytes()
        if translations:
            self.gathering.add_keys(INSERT_KEY, translations, TRANSLATIONS, day, article.id)
        self.gathering.add(INSERT_REPORT, (article.id, told.stamp, day, blob, translations))
        if self.gathering.is_on:
            self._window.note(bucket, day, keys, article.id)
            self._waiting()[article.id] = (told.stamp, told.day)
        else:
            self._window.drop(bucket)

    def _waiting(self) -> dict[int, tuple[int, int]]:
        """Return stamp and day of the reports that are not written yet."""
        return self.gathering.known(REPORTS, dict[int, tuple[int, int]])

    def _forget(self, article_id: int) -> set[Link] | None:
        """Take an article's keys out; return its links, which stay, None if it is new."""
        row = self.sql.execute(
            "SELECT day, keys, translations FROM story_reports WHERE article_id = ?", (article_id,)
        ).fetchone()
        if row is None:
            return None
        day, *keys = row
        self._window.drop(day // BUCKET)
        self.sql.executemany(
            "DELETE FROM story_keys WHERE bucket = ? AND key = ? AND day = ? AND article_id = ?",
            _key_rows(article_id, day, *(array("q", blob) for blob in keys)),
        )
        self.sql.execute("DELETE FROM story_reports WHERE article_id = ?", (article_id,))
        return {Link(*row) for row in self._linked(article_id)}

    def _linked(self, article_id: int) -> list[tuple[int, str, float]]:
        query = "SELECT other_id, rule, score FROM story_links WHERE article_id = ?"
        return self.sql.execute(query, (article_id,)).fetchall()

    def _unlink(self, article_id: int, links: Iterable[Link]) -> None:
        self.sql.execute("DELETE FROM story_links WHERE article_id = ?", (article_id,))
        self.sql.executemany(
            "DELETE FROM story_links WHERE article_id = ? AND other_id = ?",
            [(link.other, article_id) for link in links],
        )

    def _are_in_one_large_story(self, articles: Sequence[int]) -> bool:
        query = (
            "SELECT DISTINCT s.id, s.article_count FROM articles a LEFT JOIN stories s ON s.id = a.story_id"
            " WHERE a.id IN (SELECT value FROM json_each(?)) LIMIT 2"
        )
        stories = self.sql.execute(query, (str(articles),)).fetchall()
        return len(stories) == 1 and (stories[0][1] or 0) > LARGEST

    # Links

    def _links(self, article: FullArticle, told: HeldReport, keys: Sequence[int]) -> Iterable[Link]:
        """Return the links of an article, each with the strongest of its reasons."""
        found: dict[int, Link] = {}
        decided = self._decided(article.id)
        for link in (
            *(Link(other, "person", 1.0) for other, same in decided.items() if same),
            *(Link(other, "translation", 1.0) for other in self._translations(article, told)),
            *self._duplicates(article, told.day),
            *self._reports(article.id, told, keys),
        ):
            if decided.get(link.other, True) and link.other != article.id:
                found.setdefault(link.other, link)
        return found.values()

    def _decided(self, article_id: int) -> dict[int, bool]:
        """Return what people decided about an article and others; hardly ever anything."""
        if not self._anything_decided():
            return {}
        self.gathering.settle([INSERT_REPORT], [REPORTS])
        return {
            other: same
            for other, same in decided_about(self.sql, "story", article_id).items()
            if self._day(other) is not None
        }

    def _anything_decided(self) -> bool:
        return self.gathering.known("stories decided", lambda: anything_decided(self.sql, "story"))

    def _day(self, article_id: int) -> int | None:
        row = self.sql.execute("SELECT day FROM story_reports WHERE article_id = ?", (article_id,)).fetchone()
        return row[0] if row else None

    def _translations(self, article: FullArticle, told: HeldReport) -> Iterable[int]:
        """Yield the articles that are translations of one page: named by it, naming it, or with its native id."""
        if self.gathering.known("translations named", self._any_named):
            for (other,) in self.sql.execute(
                "SELECT article_id FROM story_keys WHERE bucket = ? AND key = ?",
                (TRANSLATIONS, url_key(article.url)),
            ):
                yield other
        for url in article.translations:
            for (other,) in self.sql.execute("SELECT article_id FROM article_urls WHERE url = ?", (url,)):
                if self._day(other) is not None:
                    yield other
        if article.native_id and not article.is_alone:
            names = editions_of(article.native_id)
            rows = self.sql.execute(
                f"SELECT article_id FROM article_urls WHERE source = ? AND native_id IN ({marks(names)})"
                " AND article_id != ?",
                (article.source, *names, article.id),
            ).fetchall()
            for other, stamp, day in self._stamped({row[0] for row in rows}):
                its = self._report_at(other, stamp) if abs(day - told.day) <= WINDOW else None
                if its and its.language != told.language and compare(told.report, its).score >= DOUBT:
                    yield other

    def _any_named(self) -> bool:
        """Return whether any page names translations."""
        query = "SELECT 1 FROM story_keys WHERE bucket = ? LIMIT 1"
        return self.sql.execute(query, (TRANSLATIONS,)).fetchone() is not None

    def _stamped(self, articles: Iterable[int]) -> Iterator[tuple[int, int, int]]:
        """Yield those of some articles that are reports: id, stamp, day."""
        waiting = self._waiting()
        query = "SELECT stamp, day FROM story_reports WHERE article_id = ?"
        for article_id in articles:
            known = waiting.get(article_id) or self.sql.execute(query, (article_id,)).fetchone()
            if known:
                yield (article_id, *known)

    def _duplicates(self, article: FullArticle, day: int) -> Iterable[Link]:
        met_none = article.is_new and self.gathering.is_on
        if met_none and article.id not in self.gathering.known(PAIRED, set[int]):
            return
        yield from self._prints(article.id, day)

    def _prints(self, article_id: int, day: int) -> Iterable[Link]:
        """Yield a link to each article that is one text with another one and stands near it."""
        kinds = dict(
            self.sql.execute(
                "SELECT other_id, kind FROM duplicates WHERE article_id = ?1"
                " UNION ALL SELECT article_id, kind FROM duplicates WHERE other_id = ?1",
                (article_id,),
            ).fetchall()
        )
        for other, _, its_day in self._stamped(kinds):
            if abs(its_day - day) <= REPRINT_DAYS:
                yield Link(other, "duplicate", 0.9 if kinds[other] == "contains" else 1.0)

    def _reports(self, article_id: int, told: HeldReport, keys: Sequence[int]) -> Iterable[Link]:
        if len(keys) < 2:
            return
        others = [other for other in self._sharing(told.day, keys) if other != article_id][:COMPARED]
        unlike = 0
        for other, stamp, _ in self._stamped(others):
            its = self._report_at(other, stamp)
            if its and (link := report_link(told.report, its, other)):
                yield link
            else:
                unlike += 1
            if unlike == UNLIKE:
                return

    def _sharing(self, day: int, keys: Sequence[int]) -> Sequence[int]:
        """Return the articles of the days around one that share two of its keys, those that share most first."""
        first, last = day - WINDOW, day + WINDOW
        if self.gathering.is_on:
            if self._window.is_true():
                found = self._window.sharing(first, last, keys)
                if found is not None:
                    return found
            self.gathering.settle([INSERT_KEY])
        buckets = range(first // BUCKET, last // BUCKET + 1)
        rows = self.sql.execute(
            CANDIDATE_QUERY.format(buckets=marks(buckets), keys=marks(keys), limit=COMPARED + 1),
            (*buckets, *keys, first, last),
        )
        return [row[0] for row in rows]

    def _write(self, article_id: int, links: Collection[Link]) -> None:
        self.sql.executemany(
            "INSERT OR REPLACE INTO story_links VALUES (?, ?, ?, ?)",
            [
                (left, right, link.rule, link.score)
                for link in links
                for left, right in ((article_id, link.other), (link.other, article_id))
            ],
        )

    # Stories

    def regroup(self, around: Iterable[int], at: datetime, run_id: str | None) -> None:
        """Work out the stories of some articles, and of all that is linked to them, from the links."""
        members = self._members(around)
        places = {member.id: place for place, member in enumerate(members)}
        links = self._links_among(places)
        heeded = self._heeded(places)
        groups = clusters(
            len(members),
            {pair: round(link.score * 1000) for pair, link in links.items() if link.rule != "person"},
            as_pairs(((one.left, one.right) for one in heeded.same), places),
            as_pairs(((one.left, one.right) for one in heeded.apart), places),
        )
        stories = self._name([[members[place] for place in group] for group in groups])
        reasons = reasons_to_join(groups, links)
        for group, story in zip(groups, stories, strict=True):
            for place in group:
                self._join(members[place], story, reasons[place] if story else None, at, run_id)
            if story:
                self._tell(story, [members[place] for place in group], at)
        for story in {member.story for member in members if member.story} - set(stories):
            self.sql.execute("DELETE FROM stories WHERE id = ?", (story,))

    def _follows(
        self, article: FullArticle, links: Collection[Link], at: datetime, run_id: str | None
    ) -> bool:
        """Join the one large story to which certain links alone lead, if an article that is not in one comes after its
        first; return whether it did.

        To work out a story of thousands of prints of one text anew for each of them would take hours.
        """
        if any(link.rule in ("person", "report") or link.score < 1 for link in links):
            return False
        others = [link.other for link in links]
        stories = self.sql.execute(
            "SELECT DISTINCT s.id, s.article_count, s.first_published_at FROM articles a"
            f" LEFT JOIN stories s ON s.id = a.story_id WHERE a.id IN ({marks(others)}) LIMIT 2",
            others,
        ).fetchall()
        story, count, first = stories[0]
        stands = article.published_at or article.first_seen_at
        if len(stories) > 1 or story is None or count <= LARGEST or stands <= first:
            return False
        rule = min((link.rule for link in links), key=RULES.index)
        self.sql.execute(
            f"UPDATE articles SET joined_by = ? WHERE id IN ({marks(others)}) AND joined_by = 'report'",
            (rule, *others),
        )
        self._join(
            Member(article.id, article.url, article.title, stands, None, None), story, rule, at, run_id
        )
        self.sql.execute(
            "UPDATE stories SET article_count = article_count + 1, last_published_at = max(last_published_at, ?),"
            " updated_at = ? WHERE id = ?",
            (stands, to_text(at), story),
        )
        return True

    def _members(self, around: Iterable[int]) -> list[Member]:
        """Return the articles that are linked to some, and those of their stories, in the order of publication."""
        seeds = sorted(set(around))
        ids: set[int] = set()
        for floor in STRONGER:
            query = COMPONENT.format(floor=floor, limit=LARGEST + len(seeds) + 1)
            ids = {row[0] for row in self.sql.execute(query, (str(seeds),))}
            if len(ids) <= LARGEST + len(seeds):
                break
        rows = self._rows(f"id IN ({marks(ids)})", ids)
        stories = {row.story for row in rows} - {None}
        if stories:
            rows |= self._rows(f"story_id IN ({marks(stories)})", stories)
        return sorted(rows, key=lambda member: (member.at, member.url))

    def _rows(self, condition: str, values: Iterable[int | None]) -> set[Member]:
        query = (
            "SELECT id, url, title, coalesce(published_at, first_seen_at), story_id, joined_by FROM articles"
            f" WHERE {condition}"
        )
        return {Member(*row) for row in self.sql.execute(query, tuple(values))}

    def _links_among(self, places: dict[int, int]) -> dict[tuple[int, int], Link]:
        rows = self.sql.execute(
            "SELECT article_id, other_id, rule, score FROM story_links"
            f" WHERE article_id IN ({marks(places)}) AND article_id < other_id",
            tuple(places),
        )
        found = {}
        for left, right, rule, score in rows:
            if right in places:
                one, other = places[left], places[right]
                found[(one, other) if one < other else (other, one)] = Link(right, rule, score)
        return found

    def _heeded(self, places: Mapping[int, int]) -> Heeded:
        return Heeded.of(rulings_among(self.sql, "story", places) if self._anything_decided() else ())

    def _name(self, groups: Sequence[Sequence[Member]]) -> list[int | None]:
        """Return the story of each group: the one that most of its articles were in, else a new one; None for one."""
        names: list[int | None] = [None] * len(groups)
        taken: set[int] = set()
        for place in sorted(range(len(groups)), key=lambda place: (-len(groups[place]), place)):
            group = groups[place]
            if len(group) < 2:
                continue
            before = [member.story for member in group if member.story]
            for story in sorted(set(before), key=lambda story: (-before.count(story), story)):
                if story not in taken:
                    names[place] = story
                    break
            else:
                cursor = self.sql.execute(NEW_STORY)
                names[place] = int(cursor.lastrowid or 0)
            taken.add(names[place] or 0)
        return names

    def _join(
        self, member: Member, story: int | None, reason: str | None, at: datetime, run_id: str | None
    ) -> None:
        if (member.story, member.joined_by) == (story, reason):
            return
        self.sql.execute(
            "UPDATE articles SET story_id = ?, joined_by = ? WHERE id = ?", (story, reason, member.id)
        )
        if story and story != member.story:
            record_change(self.gathering, member.id, "joined", at, run_id, story=story, rule=reason)
        elif member.story and not story:
            record_change(self.gathering, member.id, "left", at, run_id, story=member.story)

    def _tell(self, story: int, members: Sequence[Member], at: datetime) -> None:
        facts = (members[0].title, members[0].at, members[-1].at, len(members))
        self.sql.execute(
            "UPDATE stories SET title = ?1, first_published_at = ?2, last_published_at = ?3, article_count = ?4,"
            " updated_at = ?5 WHERE id = ?6 AND (title, first_published_at, last_published_at, article_count)"
            " IS NOT (?1, ?2, ?3, ?4)",
            (*facts, to_text(at), story),
        )


def marks(values: Collection[object]) -> str:
    """Return as many question marks as there are values."""
    return ", ".join("?" * len(values))


def reasons_to_join(groups: Iterable[Sequence[int]], links: Mapping[tuple[int, int], Link]) -> dict[int, str]:
    """Return why each article is in its group: `first`, or the strongest rule that links it to another one there."""
    firsts = {place: group[0] for group in groups for place in group}
    ranks: dict[int, int] = {}
    for (left, right), link in links.items():
        if firsts[left] == firsts[right]:
            rank = RULES.index(link.rule)
            ranks[left] = min(rank, ranks.get(left, rank))
            ranks[right] = min(rank, ranks.get(right, rank))
    return {
        place: "first" if place == first else RULES[ranks[place]] if place in ranks else "person"
        for place, first in firsts.items()
    }


def _key_rows(
    article_id: int, day: int, keys: Iterable[int], translations: Iterable[int]
) -> list[tuple[int, int, int, int]]:
    """Return what stands in `story_keys` of an article."""
    found = [(day // BUCKET, key, day, article_id) for key in keys]
    return found + [(TRANSLATIONS, key, day, article_id) for key in translations]
