"""Dates as sites write them, to UTC. The source's languages, order and time zone are applied here, once.

Common shapes are read by patterns and month tables; what is left goes to dateparser, which is always
told the languages (its own detection takes milliseconds and reads 03.04 as the 4th of March).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import cache, lru_cache
from zoneinfo import ZoneInfo

import dateparser

from scraper.extraction.profile import DateOrder
from storage.records import Precision

EARLIEST = datetime(1990, 1, 1, tzinfo=UTC)
AHEAD = timedelta(days=1)
"""A clock may run ahead and an embargo may be a few hours away; a date further on is no publication date."""
LONGEST = 300
"""Characters of a text in which a date is looked for."""


@dataclass(frozen=True, slots=True)
class DateHabits:
    """How a source writes dates."""

    languages: tuple[str, ...] = ()
    timezone: str = "UTC"
    order: DateOrder = "DMY"


@dataclass(frozen=True, slots=True)
class ReadDate:
    """A date that was read: the instant in UTC, how exact it is, and whether it was told relative to now."""

    instant: datetime
    precision: Precision
    is_relative: bool = False


MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "январь января январ янв january jan ocak oca қаңтар qantar yanvar yan",
            "февраль февраля феврал фев february feb şubat subat şub ақпан aqpan fevral fev",
            "март марта мар march mar mart наурыз nauryz",
            "апрель апреля апрел апр april apr nisan nis сәуір sauir aprel",
            "май мая may mayıs mayis мамыр mamyr",
            "июнь июня июн june jun haziran haz маусым mausym iyun",
            "июль июля июл july jul temmuz tem шілде shilde iyul",
            "август августа авг august aug ağustos agustos ağu тамыз tamyz avgust avg",
            "сентябрь сентября сентябр сен сент september sep sept eylül eylul eyl қыркүйек qyrkuiek sentabr sentyabr",
            "октябрь октября октябр окт october oct ekim eki қазан qazan oktabr oktyabr okt",
            "ноябрь ноября ноябр ноя нояб november nov kasım kasim kas қараша qarasha noyabr noy",
            "декабрь декабря декабр дек december dec aralık aralik ara желтоқсан jeltoqsan dekabr dek",
        ),
        1,
    )
    for name in names.split()
}
"""Every name of a month in ky, ru, en, tr, kk, uz and az, and its usual short forms."""

STEMS = tuple(sorted((name for name in MONTHS if len(name) >= 4), key=len, reverse=True))
LONGEST_ENDING = 4
"""Letters of case that follow a month's name: `ноябрында`, `августунда`."""
MONTH_WORD = r"(?P<month>[^\W\d_]{3,14})\.?"
TIME = r"(?P<hour>[01]?\d|2[0-3])[:.](?P<minute>[0-5]\d)(?::(?P<second>[0-5]\d)(?:\.\d+)?)?\s*(?P<half>[ap]\.?m\.?)?"
ISO = re.compile(
    r"(?P<year>\d{4})-(?P<month>\d{1,2})-(?P<day>\d{1,2})(?:[T\s]+"
    + TIME
    + r"\s*(?P<zone>Z|[+-]\d{2}:?\d{2}|UTC|GMT)?)?(?!\d)"
)
CLOCK = re.compile(r"(?<![\d.:/-])" + TIME + r"(?![\d:.]?\d)", re.I)
NUMERIC = re.compile(r"(?<!\d)(?P<a>\d{1,2})(?P<sep>[./-])(?P<b>\d{1,2})(?P=sep)(?P<year>\d{4}|\d{2})(?!\d)")
YEAR_FIRST = re.compile(r"(?<!\d)(?P<year>\d{4})[./](?P<month>\d{1,2})[./](?P<day>\d{1,2})(?!\d)")
DAY_MONTH_YEAR = re.compile(
    r"(?<!\d)(?P<day>\d{1,2})(?:st|nd|rd|th|-?(?:е|го|ое))?[\s.\-‑–,/]*(?:of\s+)?"
    + MONTH_WORD
    + r"[\s,./\-‑–]*(?:(?P<year>(?:19|20)\d{2}|'?\d{2}(?=\s|$|,)))?",
    re.I,
)
MONTH_DAY_YEAR = re.compile(
    MONTH_WORD + r"\s*(?P<day>\d{1,2})(?:st|nd|rd|th)?\s*,?\s+(?P<year>(?:19|20)\d{2})", re.I
)
YEAR_DAY_MONTH = re.compile(
    r"(?<!\d)(?P<year>(?:19|20)\d{2})\s*[-–]?\s*(?:жылдын|жылы|жыл|жылғы|йил|yil|ж\.?|й\.?)\s*,?\s*(?P<day>\d{1,2})\s*[-–]?\s*"
    + MONTH_WORD,
    re.I,
)
OFFSET = re.compile(
    r"(?:GMT|UTC)?\s*(?P<sign>[+-])(?P<hours>\d{1,2}):?(?P<minutes>\d{2})?\b|\b(?P<name>Z|UTC|GMT|MSK|МСК|EST|EDT|CST|CDT|MST|MDT|PST|PDT|CET|CEST|BST|EET|EEST|TRT)\b"
)
ZONES = {"Z": 0, "UTC": 0, "GMT": 0, "MSK": 3, "МСК": 3, "EST": -5, "EDT": -4, "CST": -6, "CDT": -5, "MST": -7, "MDT": -6,
         "PST": -8, "PDT": -7, "CET": 1, "CEST": 2, "BST": 1, "EET": 2, "EEST": 3, "TRT": 3}  # fmt: skip
NAMED_ZONES = (
    (re.compile(r"бишкек\w*\s+убакт\w*|бишкекск\w*\s+врем", re.I), "Asia/Bishkek"),
    (re.compile(r"московск\w*\s+врем", re.I), "Europe/Moscow"),
)
DAYS_AGO = {
    **dict.fromkeys("сегодня бүгүн today bugün bugun бүгін бугун bu gün".split(), 0),
    **dict.fromkeys("вчера кечээ yesterday dün кеше kecha кеча dunen накануне кечеэ".split(), 1),
    **dict.fromkeys("позавчера мурдагүнү".split(), 2),
}
UNITS = (
    (re.compile(r"сек|second|saniye|soniya|сония|\bsec", re.I), timedelta(seconds=1)),
    (re.compile(r"мин|мүнөт|мүн|min|dakika|daqiqa|дақиқа|\bdk", re.I), timedelta(minutes=1)),
    (re.compile(r"час|саат|сағат|hour|saat|soat|соат|\bhrs?\b|\bч\b", re.I), timedelta(hours=1)),
    (re.compile(r"дн|день|күн|day|gün|kun|кун", re.I), timedelta(days=1)),
    (re.compile(r"недел|апта|жума|week|hafta|ҳафта", re.I), timedelta(weeks=1)),
    (re.compile(r"месяц|month\b|months|\bay önce|\boy oldin|\bай\b|\bой\b", re.I), timedelta(days=30)),
)
AGO = re.compile(
    r"(?P<count>\d{1,3}|an?|one|бир|bir)\s*(?P<unit>[^\W\d_]+)\.?\s+(?:тому\s+)?(?:назад|мурун|мурда|ago|önce|бұрын|oldin|олдин|әввәл|əvvəl|evvel)",
    re.I,
)
JUST_NOW = re.compile(r"^\W*(?:только что|just now|азыр эле|az önce|şimdi|hozirgina)\W*$", re.I)
RELATIVE_DAY = re.compile(
    r"(?<![^\W\d_])(?P<word>"
    + "|".join(map(re.escape, sorted(DAYS_AGO, key=len, reverse=True)))
    + r")(?![^\W\d_])",
    re.I,
)
MAYBE = re.compile(r"\d|только что|just now|азыр|önce|şimdi|" + "|".join(DAYS_AGO), re.I)


def read_date(text: str, habits: DateHabits, fetched_at: datetime) -> ReadDate | None:
    """Return the date that `text` tells, or None: no date, one in the future, or one before 1990.

    `fetched_at` (aware) is what relative forms start from, and what decides about forms without a year.
    """
    text = " ".join(text.split())[:LONGEST]
    if not MAYBE.search(text):
        return None
    return read_common_date(text, habits, fetched_at) or _accepted(
        _by_library(text, habits, fetched_at), fetched_at
    )


def read_common_date(text: str, habits: DateHabits, fetched_at: datetime) -> ReadDate | None:
    """Return the date that `text` tells in one of the common shapes; microseconds where it tells none.

    For texts of which most are no dates, such as every short line of a page.
    """
    if not MAYBE.search(text):
        return None
    read = (
        _iso(text, habits)
        or _ago(text, fetched_at)
        or _relative_day(text, habits, fetched_at)
        or _absolute(text, habits, fetched_at)
    )
    return _accepted(read, fetched_at)


def _accepted(read: ReadDate | None, fetched_at: datetime) -> ReadDate | None:
    if read and EARLIEST <= read.instant <= fetched_at + AHEAD:
        return read
    return None


@cache
def _zone(name: str) -> ZoneInfo:
    return ZoneInfo(name)


def _month(word: str) -> int | None:
    word = word.casefold().replace("i\u0307", "i")
    if word in MONTHS:
        return MONTHS[word]
    stems = (stem for stem in STEMS if word.startswith(stem) and len(word) - len(stem) <= LONGEST_ENDING)
    return next((MONTHS[stem] for stem in stems), None)


def _to_utc(
    day: date, clock: tuple[int, int, int] | None, has_seconds: bool, offset: timedelta | ZoneInfo
) -> ReadDate:
    hour, minute, second = clock or (0, 0, 0)
    local = datetime(day.year, day.month, day.day, hour, minute, second, tzinfo=UTC)
    precision: Precision = "day" if clock is None else "second" if has_seconds else "minute"
    if isinstance(offset, timedelta):
        return ReadDate(local - offset, precision)
    return ReadDate(local.replace(tzinfo=offset).astimezone(UTC), precision)


def _offset(text: str, habits: DateHabits) -> timedelta | ZoneInfo:
    for pattern, name in NAMED_ZONES:
        if pattern.search(text):
            return _zone(name)
    match = OFFSET.search(text)
    if match and match["name"]:
        return timedelta(hours=ZONES[match["name"]])
    if match and (match[0].strip()[:3] in ("GMT", "UTC") or len(match[0].strip()) >= 5):
        size = timedelta(hours=int(match["hours"]), minutes=int(match["minutes"] or 0))
        return size if match["sign"] == "+" else -size
    return _zone(habits.timezone)


def _clock(match: re.Match[str] | None) -> tuple[tuple[int, int, int] | None, bool]:
    if match is None or match["hour"] is None:
        return None, False
    hour = int(match["hour"])
    half = (match["half"] or "").lower()
    if half.startswith("p") and hour < 12:
        hour += 12
    elif half.startswith("a") and hour == 12:
        hour = 0
    return (hour, int(match["minute"]), int(match["second"] or 0)), match["second"] is not None


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _iso(text: str, habits: DateHabits) -> ReadDate | None:
    match = ISO.search(text)
    if not match:
        return None
    day = _day(int(match["year"]), int(match["month"]), int(match["day"]))
    if not day:
        return None
    clock, has_seconds = _clock(match)
    rest = text[: match.start()] + " " + text[match.end() :]
    if clock is None:
        found = CLOCK.search(rest)
        clock, has_seconds = _clock(found)
        return _to_utc(
            day,
            clock,
            has_seconds,
            _offset(rest if not found else rest[: found.start()] + rest[found.end() :], habits),
        )
    return _to_utc(day, clock, has_seconds, _offset(match["zone"] or rest, habits))


def _ago(text: str, fetched_at: datetime) -> ReadDate | None:
    if JUST_NOW.match(text):
        return ReadDate(fetched_at.astimezone(UTC).replace(microsecond=0), "minute", is_relative=True)
    match = AGO.search(text)
    if not match:
        return None
    step = next((size for pattern, size in UNITS if pattern.match(match["unit"])), None)
    if step is None:
        return None
    count = int(match["count"]) if match["count"].isdigit() else 1
    precision: Precision = "minute" if step < timedelta(days=1) else "day"
    return ReadDate(
        (fetched_at - count * step).astimezone(UTC).replace(microsecond=0), precision, is_relative=True
    )


def _relative_day(text: str, habits: DateHabits, fetched_at: datetime) -> ReadDate | None:
    match = RELATIVE_DAY.search(text)
    if not match or len(text) > 40:
        return None
    zone = _zone(habits.timezone)
    day = fetched_at.astimezone(zone).date() - timedelta(days=DAYS_AGO[match["word"].casefold()])
    clock, has_seconds = _clock(CLOCK.search(text))
    read = _to_utc(day, clock, has_seconds, zone)
    return ReadDate(read.instant, read.precision, is_relative=True)


def _absolute(text: str, habits: DateHabits, fetched_at: datetime) -> ReadDate | None:
    found = _calendar_day(text, habits, fetched_at)
    if not found:
        return None
    day, start, end = found
    rest = text[:start] + " \0 " + text[end:]
    match = CLOCK.search(rest, rest.index("\0")) or CLOCK.search(rest)
    clock, has_seconds = _clock(match)
    if match:
        rest = rest[: match.start()] + " " + rest[match.end() :]
    return _to_utc(day, clock, has_seconds, _offset(rest, habits))


def _calendar_day(text: str, habits: DateHabits, fetched_at: datetime) -> tuple[date, int, int] | None:
    for pattern in (YEAR_DAY_MONTH, MONTH_DAY_YEAR, DAY_MONTH_YEAR):
        for match in pattern.finditer(text):
            month = _month(match["month"])
            if month is None:
                continue
            year = _year(match["year"]) if match["year"] else None
            day = (
                _day(year, month, int(match["day"])) if year else _last(month, int(match["day"]), fetched_at)
            )
            if day:
                return day, match.start(), match.end()
    for match in YEAR_FIRST.finditer(text):
        if day := _day(int(match["year"]), int(match["month"]), int(match["day"])):
            return day, match.start(), match.end()
    for match in NUMERIC.finditer(text):
        day = _numeric(match, habits.order)
        if day:
            return day, match.start(), match.end()
    return None


def _numeric(match: re.Match[str], order: DateOrder) -> date | None:
    a, b, year = int(match["a"]), int(match["b"]), _year(match["year"])
    if order == "YMD" and len(match["year"]) == 2:
        return _day(2000 + a, b, int(match["year"]))
    first, second = (b, a) if order == "MDY" else (a, b)
    return _day(year, second, first) or _day(year, first, second)


def _year(text: str) -> int:
    digits = int(text.lstrip("'"))
    if digits >= 100:
        return digits
    return 2000 + digits if digits < 80 else 1900 + digits


def _last(month: int, day: int, fetched_at: datetime) -> date | None:
    """The latest such day that is not in the future."""
    today = (fetched_at + AHEAD).date()
    found = _day(today.year, month, day)
    return found if found and found <= today else _day(today.year - 1, month, day)


@lru_cache(maxsize=2048)
def _by_library_cached(
    text: str, languages: tuple[str, ...], zone: str, order: str, base: datetime
) -> datetime | None:
    return dateparser.parse(
        text,
        languages=list(languages) or ["en"],
        settings={
            "DATE_ORDER": order,
            "TIMEZONE": zone,
            "RETURN_AS_TIMEZONE_AWARE": True,
            "RELATIVE_BASE": base,
            "PREFER_DATES_FROM": "past",
            "REQUIRE_PARTS": ["day", "month"],
        },
    )


DATEPARSER_LANGUAGES = frozenset("ru en tr kk uz az tg uk de fr es it pt pl ar fa zh ja ko ky".split())


def _by_library(text: str, habits: DateHabits, fetched_at: datetime) -> ReadDate | None:
    if len(text) > 80 or not re.search(r"\d", text):
        return None
    languages = tuple(
        one for one in (tag.split("-")[0] for tag in habits.languages) if one in DATEPARSER_LANGUAGES
    )
    base = fetched_at.astimezone(_zone(habits.timezone)).replace(tzinfo=None, microsecond=0)
    found = _by_library_cached(text, languages, habits.timezone, habits.order, base)
    if found is None:
        return None
    precision: Precision = "minute" if CLOCK.search(text) else "day"
    if precision == "day":
        found = found.replace(hour=0, minute=0, second=0, microsecond=0)
    return ReadDate(found.astimezone(UTC).replace(microsecond=0), precision)
