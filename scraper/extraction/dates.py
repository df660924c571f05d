"""Dates as sites write them, to UTC. The source's languages, order and time zone are applied here, once.

Common shapes are read by patterns and month tables; what is left goes to dateparser, which is always
told the languages (its own detection takes milliseconds and reads 03.04 as the 4th of March).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import cache, lru_cache
from typing import Any
from zoneinfo import ZoneInfo

import dateparser
from dateparser.languages.loader import default_loader

from scraper.extraction.profile import DateOrder
from storage.records import Precision

EARLIEST = datetime(1990, 1, 1, tzinfo=UTC)
LATEST_YEAR = 2199
AHEAD = timedelta(days=1)
"""A clock may run ahead and an embargo may be a few hours away; a date further on is no publication date."""
LONGEST_FOR_LIBRARY = 80
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
            "январь января январ янв january jan ocak oca қаңтар қаң qantar qańtar qañtar yanvar yan",
            "февраль февраля феврал фев february feb şubat subat şub ақпан ақп aqpan fevral fev",
            "март марта мар march mar mart наурыз нау nauryz",
            "апрель апреля апрел апр april apr nisan nis сәуір сәу sauir säuır sáýir aprel",
            "май мая may mayıs mayis мамыр мам mamyr"
            " майы майда майдан майга майын майынан майында майына майнын майдын mayı майида майидан mayda maydan mayın mayning mayga",
            "июнь июня июн june jun haziran haz маусым мау mausym maýsym iyun",
            "июль июля июл july jul temmuz tem шілде шілдесінде шілдесінен шіл shilde şılde iyul",
            "август августа авг august aug ağustos agustos ağu тамыз там tamyz avgust avg",
            "сентябрь сентября сентябр сен сент september sep sept eylül eylul eyl қыркүйек қыркүйег қыр sen qyrkuiek qyrküiek qyrkúıek sentabr sentyabr сентабр",
            "октябрь октября октябр окт october oct ekim eki қазан қаз qazan oktabr oktyabr okt",
            "ноябрь ноября ноябр ноя нояб november nov kasım kasim kas қараша қар qarasha qaraşa noyabr noy",
            "декабрь декабря декабр дек december dec aralık aralik ara желтоқсан жел jeltoqsan dekabr dek",
        ),
        1,
    )
    for name in names.split()
}
"""Every name of a month in ky, ru, en, tr, kk, uz and az, and its usual short forms."""

STEMS = tuple(
    sorted((name for name in MONTHS if len(name) >= 4 or name in ("июн", "июл")), key=len, reverse=True)
)
LONGEST_ENDING = 4
"""Letters of case that follow a month's name: `ноябрында`, `августунда`; of May, whose name begins other words too
(`майор`), each form is told."""
MONTH_WORD = r"(?P<month>[^\W\d_]{3,14})\.?"
TIME = r"(?P<hour>[01]?\d|2[0-3])[:.](?P<minute>[0-5]\d)(?::(?P<second>[0-5]\d)(?:[.,]\d+)?)?\s*(?P<half>[ap]\.?m\b\.?)?"
ISO = re.compile(
    r"(?P<year>\d{4})-(?P<month>\d{1,2})-(?P<day>\d{1,2})(?:[T\s]+"
    + TIME
    + r"\s*(?P<zone>Z|[+-]\d{2}:?\d{2}|UTC|GMT)?)?(?!\d)"
)
COMPACT = re.compile(
    r"(?<!\d)(?P<year>(?:19|20)\d{2})(?P<month>[01]\d)(?P<day>[0-3]\d)T(?P<hour>[0-2]\d)(?P<minute>[0-5]\d)(?P<second>[0-5]\d)?(?P<half>)(?P<zone>Z|[+-]\d{2}:?\d{2})?(?!\d)"
)
UNIX_TIME = re.compile(r"(?P<seconds>[1-9]\d{8,9})(?:\d{3})?")
"""Seconds or milliseconds since 1970, as scripts and attributes hold them."""
HOUR_ONLY = re.compile(
    r"(?<![\d.:/-])(?P<hour>1[0-2]|0?[1-9])(?P<minute>)(?P<second>)\s*(?P<half>[ap]\.?m\b\.?)", re.I
)
CLOCK = re.compile(r"(?<![\d.:/-])" + TIME + r"(?![\d:.]?\d)", re.I)
NUMERIC = re.compile(r"(?<!\d)(?P<a>\d{1,2})(?P<sep>[./-])(?P<b>\d{1,2})(?P=sep)(?P<year>\d{4}|\d{2})(?!\d)")
DAY_AND_CLOCK = re.compile(
    r"(?P<a>\d{1,2})(?P<sep>[./])(?P<b>\d{1,2})\.?,?\s+\d{1,2}:\d{2}(?::\d{2})?|\d{1,2}:\d{2}(?::\d{2})?,?\s+(?P<a2>\d{1,2})[./](?P<b2>\d{1,2})"
)
"""A day without a year stands for a date only beside a clock: `14.01, 12:30`, never `24/7`."""
YEAR_LAST = re.compile(r"\s+\d{1,2}:\d{2}(?::\d{2})?\s+(?:[A-Z]{2,5}\s+)?(?P<year>(?:19|20)\d{2})(?!\d)")
"""`Fri Apr 28 19:20:36 CEST 2023`, as C and Java print a date."""
FOREIGN_YEAR = re.compile(r"[\s,]*\d{4}(?!\d)")
"""A year that no page was published in: the day before it is history, not a day of the last months."""
YEAR_FIRST = re.compile(r"(?<!\d)(?P<year>\d{4})[./年](?P<month>\d{1,2})[./月](?P<day>\d{1,2})(?!\d)")
DAY_MONTH_YEAR = re.compile(
    r"(?<!\d)(?P<day>\d{1,2})(?:st|nd|rd|th|-?(?:е|го|ое|чи))?[\s.\-‑–,/]*(?:of\s+)?"
    + MONTH_WORD
    + r"[\s,./\-‑–]*(?:(?P<year>(?:19|20)\d{2}|['’]?\d{2}(?=\s|$|,)))?",
    re.I,
)
MONTH_DAY_YEAR = re.compile(
    MONTH_WORD + r"\s*(?P<day>\d{1,2})(?:st|nd|rd|th)?\s*,?\s+(?P<year>(?:19|20)\d{2})", re.I
)
MONTH_DAY = re.compile(
    r"(?<![^\W_])"
    + MONTH_WORD
    + r"\s*(?P<day>\d{1,2})(?:st|nd|rd|th)?(?P<year>)(?=\s*(?:$|[,;|/(—–-]|at\b|\d{1,2}:\d))",
    re.I,
)
YEAR_DAY_MONTH = re.compile(
    r"(?<!\d)(?P<year>(?:19|20)\d{2})\s*[-–]?\s*(?:жылдын|жылдың|жылы|жылғы|жыл|йилнинг|йил|yilning|yil|(?:c[iıuü]\s+)?il(?:in|də)?|ж\.?|й\.?)\s*,?\s*(?P<day>\d{1,2})\s*[-–]?\s*"
    + MONTH_WORD,
    re.I,
)
OFFSET = re.compile(
    r"(?P<utc>GMT|UTC)?\s*(?P<sign>[+−-])(?P<hours>1[0-4]|0?\d)(?::?(?P<minutes>[0-5]\d))?(?!\d)"
    r"|(?<![^\W_])(?P<name>Z|UTC|GMT|MSK|МСК|мск|EST|EDT|ET|CST|CDT|CT|MST|MDT|PST|PDT|PT|CET|CEST|BST|EET|EEST|TRT|TSİ|KGT)(?![^\W_])"
)
ZONES = {"Z": 0, "UTC": 0, "GMT": 0, "MSK": 3, "МСК": 3, "EST": -5, "EDT": -4, "CST": -6, "CDT": -5, "MST": -7, "MDT": -6,
         "PST": -8, "PDT": -7, "CET": 1, "CEST": 2, "BST": 1, "EET": 2, "EEST": 3, "TRT": 3, "TSİ": 3, "KGT": 6}  # fmt: skip
ZONES_WITH_SUMMER = {"ET": "America/New_York", "CT": "America/Chicago", "PT": "America/Los_Angeles"}
NAMED_ZONES = (
    (
        re.compile(r"бишкек\w*\s+(?:убакт|врем|боюнча)|по\s+бишкеку|время\s+бишкекс|bishkek\s+time", re.I),
        "Asia/Bishkek",
    ),
    (
        re.compile(r"московск\w*\s+врем|по\s+москве|москва\s+убакт|moscow\s+time|moskova\s+saati", re.I),
        "Europe/Moscow",
    ),
    (re.compile(r"астан\w*\s+(?:уақыт|врем)|astana\s+time", re.I), "Asia/Almaty"),
    (
        re.compile(r"ташкентск\w*\s+врем|[tт][oо]shkent\s+vaqti|тошкент\s+вақти|tashkent\s+time", re.I),
        "Asia/Tashkent",
    ),
    (re.compile(r"türkiye\s+saati|turkey\s+time|istanbul\s+time", re.I), "Europe/Istanbul"),
)
A_ZONE_WORD = re.compile(r"врем|убакт|уақыт|time|saati|vaqti|вақти|боюнча|бишкеку|москве", re.I)
DAYS_AGO = {
    **dict.fromkeys("сегодня бүгүн today bugün bugun бүгін бугун".split(), 0),
    "bu gün": 0,
    **dict.fromkeys("вчера кечээ кечээки yesterday dün кеше kecha кеча dünən накануне".split(), 1),
    **dict.fromkeys("позавчера мурдагүнү".split(), 2),
    **dict.fromkeys(("мурдагы күнү", "evvelsi gün", "önceki gün", "алдыңғы күні", "srağagün"), 2),
}
UNITS = (
    (re.compile(r"сек|sec|saniy[eə]|soniya|сония|s$", re.I), timedelta(seconds=1)),
    (re.compile(r"мин|мүн|min|dakika|daqiqa|дақиқа|dəqiqə|dk$|dəq|m$", re.I), timedelta(minutes=1)),
    (re.compile(r"час|саат|сағат|hour|saat|soat|соат|hrs?$|ч$|h$|sa$", re.I), timedelta(hours=1)),
    (re.compile(r"дн|день|сут|күн|day|gün|kun|кун|d$", re.I), timedelta(days=1)),
    (re.compile(r"недел|апта|жума|week|hafta|ҳафта|həftə|w$", re.I), timedelta(weeks=1)),
    (re.compile(r"мес|month|ay$|oy$|ай$|ой$", re.I), timedelta(days=30)),
    (re.compile(r"год|лет|жыл|year|yıl$|yil$|йил$|il$", re.I), timedelta(days=365)),
)
"""Stems of the units of time; months and years are rounded, and told to the day only."""
BEFORE = r"(?:назад|мурун|мурда|илгери|ago|önce|бұрын|oldin|олдин|avval|аввал|əvvəl|evvel)(?![^\W\d_])"
NUMBERS = {
    word: number
    for number, words in enumerate(
        (
            "two два две эки екі ikki икки iki",
            "three три үч үш uch уч üç",
            "four четыре төрт to‘rt to'rt тўрт dört dörd",
            "five пять беш бес besh beş",
            "six шесть алты olti олти altı",
            "seven семь жети жеті yetti етти yedi yeddi",
            "eight восемь сегиз сегіз sakkiz саккиз sekiz səkkiz",
            "nine девять тогуз тоғыз to‘qqiz to'qqiz тўққиз dokuz doqquz",
            "ten десять он o‘n o'n ўн on",
        ),
        2,
    )
    for word in words.split()
}
"""Counts in words, as a few sites write them: `эки саат мурун`."""
COUNT = (
    r"(?:(?P<ten>он|on|ўн|o[‘']n)\s+)?(?P<count>\d{1,3}|half an|an?|one|бир|bir|бір|жарым|жарты|yarım|yarim|ярим|пол|"
    + "|".join(map(re.escape, sorted(NUMBERS, key=len, reverse=True)))
    + r")\s*"
)
HALF = frozenset(["half an", "жарым", "жарты", "yarım", "yarim", "ярим", "пол"])
AGO = re.compile(
    r"(?<![^\W_])(?:(?:(?P<more>\d{1,2})\s*(?P<larger>[^\W\d_]+)\.?,?\s+(?:and\s+|и\s+|ve\s+)?)?"
    + COUNT
    + r")?(?P<unit>[^\W\d_]+)\.?\s+(?:тому\s+)?"
    + BEFORE,
    re.I,
)
JUST_NOW = re.compile(
    r"^\W*(?:только что|just now|азыр эле|жаңы эле|az önce|şimdi|hozirgina|ҳозиргина|жаңа ғана|indicə)\W*$",
    re.I,
)
RELATIVE_DAY = re.compile(
    r"(?<![^\W\d_])(?P<word>"
    + "|".join(map(re.escape, sorted(DAYS_AGO, key=len, reverse=True)))
    + r")(?![^\W\d_])",
    re.I,
)
NOW_WORDS = re.compile("|".join((JUST_NOW.pattern[4:-4], BEFORE, RELATIVE_DAY.pattern)), re.I)
A_DIGIT = re.compile(r"\d")
LONGEST_RELATIVE = 40
"""`вчера` in a longer text tells of an event, not of the page."""


def read_date(text: str, habits: DateHabits, fetched_at: datetime) -> ReadDate | None:
    """Return the date that `text` tells, or None: no date, one in the future, or one before 1990.

    `fetched_at` (aware) is what relative forms start from, and what decides about forms without a year.
    """
    tidy = _worth_reading(text)
    if tidy is None:
        return None
    return _accepted(_common(tidy, habits, fetched_at), fetched_at) or _accepted(
        _by_library(tidy, habits, fetched_at), fetched_at
    )


def read_common_date(text: str, habits: DateHabits, fetched_at: datetime) -> ReadDate | None:
    """Return the date that `text` tells in one of the common shapes; microseconds where it tells none.

    For texts of which most are no dates, such as every short line of a page.
    """
    tidy = _worth_reading(text)
    return _accepted(_common(tidy, habits, fetched_at), fetched_at) if tidy else None


def _worth_reading(text: str) -> str | None:
    """The text on one line and cut, or None where it can hold no date."""
    text = text[: 4 * LONGEST]
    has_digit = A_DIGIT.search(text) is not None
    if not has_digit and len(text) > 2 * LONGEST_RELATIVE:
        return None
    text = " ".join(text.split())[:LONGEST]
    if has_digit or (len(text) <= LONGEST_RELATIVE and NOW_WORDS.search(text)):
        return text
    return None


def _common(text: str, habits: DateHabits, fetched_at: datetime) -> ReadDate | None:
    return _iso(text, habits) or _relative(text, habits, fetched_at) or _absolute(text, habits, fetched_at)


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


def _utc_offset(match: re.Match[str]) -> timedelta | ZoneInfo | None:
    if name := match["name"]:
        return (
            _zone(ZONES_WITH_SUMMER[name])
            if name in ZONES_WITH_SUMMER
            else timedelta(hours=ZONES[name.upper()])
        )
    if not match["utc"] and (match["minutes"] is None or len(match["hours"]) < 2):
        return None
    size = timedelta(hours=int(match["hours"]), minutes=int(match["minutes"] or 0))
    return size if match["sign"] == "+" else -size


def _offset(text: str, habits: DateHabits) -> timedelta | ZoneInfo:
    if A_ZONE_WORD.search(text):
        for pattern, name in NAMED_ZONES:
            if pattern.search(text):
                return _zone(name)
    for match in OFFSET.finditer(text):
        if (offset := _utc_offset(match)) is not None:
            return offset
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
    return (hour, int(match["minute"] or 0), int(match["second"] or 0)), bool(match["second"])


def _day(year: int, month: int, day: int) -> date | None:
    if not EARLIEST.year - 1 <= year <= LATEST_YEAR:
        return None
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _find_clock(text: str) -> re.Match[str] | None:
    return CLOCK.search(text) or HOUR_ONLY.search(text)


def _iso(text: str, habits: DateHabits) -> ReadDate | None:
    if stamp := UNIX_TIME.fullmatch(text):
        return ReadDate(datetime.fromtimestamp(int(stamp["seconds"]), UTC), "second")
    match = ISO.search(text) or COMPACT.search(text)
    if not match:
        return None
    day = _day(int(match["year"]), int(match["month"]), int(match["day"]))
    if not day or (match["hour"] and int(match["hour"]) > 23):
        return None
    clock, has_seconds = _clock(match)
    rest = text[: match.start()] + " " + text[match.end() :]
    if clock is None:
        found = _find_clock(rest)
        clock, has_seconds = _clock(found)
        if found:
            rest = rest[: found.start()] + " " + rest[found.end() :]
    return _to_utc(
        day, clock, has_seconds, _offset(match["zone"] or rest, habits) if clock else _zone(habits.timezone)
    )


def _relative(text: str, habits: DateHabits, fetched_at: datetime) -> ReadDate | None:
    if len(text) > LONGEST_RELATIVE:
        return None
    return _ago(text, fetched_at) or _relative_day(text, habits, fetched_at)


def _unit(word: str) -> timedelta | None:
    return next((size for pattern, size in UNITS if pattern.match(word)), None)


def _ago(text: str, fetched_at: datetime) -> ReadDate | None:
    if JUST_NOW.match(text):
        return ReadDate(fetched_at.astimezone(UTC).replace(microsecond=0), "minute", is_relative=True)
    match = AGO.search(text)
    step = _unit(match["unit"]) if match else None
    if match is None or step is None:
        return None
    count = (match["count"] or "1").casefold()
    number = int(count) if count.isdigit() else NUMBERS.get(count, 1) + (10 if match["ten"] else 0)
    span = step / 2 if count in HALF else step * number
    if match["more"] and (larger := _unit(match["larger"])) is not None:
        span += larger * int(match["more"])
    precision: Precision = "minute" if step < timedelta(days=1) else "day"
    return ReadDate((fetched_at - span).astimezone(UTC).replace(microsecond=0), precision, is_relative=True)


def _relative_day(text: str, habits: DateHabits, fetched_at: datetime) -> ReadDate | None:
    match = RELATIVE_DAY.search(text)
    if not match:
        return None
    zone = _zone(habits.timezone)
    day = fetched_at.astimezone(zone).date() - timedelta(days=DAYS_AGO[match["word"].casefold()])
    clock, has_seconds = _clock(_find_clock(text))
    read = _to_utc(day, clock, has_seconds, zone)
    return ReadDate(read.instant, read.precision, is_relative=True)


def _absolute(text: str, habits: DateHabits, fetched_at: datetime) -> ReadDate | None:
    found = _calendar_day(text, habits, fetched_at)
    if not found:
        return None
    day, start, end = found
    rest = text[:start] + " \0 " + text[end:]
    after = rest.index("\0")
    found_clock = CLOCK.search(rest, after) or CLOCK.search(rest) or HOUR_ONLY.search(rest, after)
    clock, has_seconds = _clock(found_clock)
    if found_clock:
        rest = rest[: found_clock.start()] + " " + rest[found_clock.end() :]
    return _to_utc(day, clock, has_seconds, _offset(rest, habits) if clock else _zone(habits.timezone))


def _calendar_day(text: str, habits: DateHabits, fetched_at: datetime) -> tuple[date, int, int] | None:
    today = fetched_at.astimezone(_zone(habits.timezone)).date()
    for pattern in (YEAR_DAY_MONTH, MONTH_DAY_YEAR, DAY_MONTH_YEAR, MONTH_DAY):
        for match in pattern.finditer(text):
            month = _month(match["month"])
            if month is None:
                continue
            if not match["year"] and FOREIGN_YEAR.match(text, match.end()):
                continue
            late = None if match["year"] else YEAR_LAST.match(text, match.end())
            year = int(late["year"]) if late else _year(match["year"]) if match["year"] else None
            day = _day(year, month, int(match["day"])) if year else _last(month, int(match["day"]), today)
            if day:
                return day, match.start(), match.end()
    for match in YEAR_FIRST.finditer(text):
        if day := _day(int(match["year"]), int(match["month"]), int(match["day"])):
            return day, match.start(), match.end()
    for match in NUMERIC.finditer(text):
        day = _numeric(match, habits.order)
        if day:
            return day, match.start(), match.end()
    if short := DAY_AND_CLOCK.fullmatch(text):
        name = "a" if short["a"] else "a2"
        first, second = int(short[name]), int(short[name.replace("a", "b")])
        if habits.order == "DMY":
            first, second = second, first
        if day := _last(first, second, today):
            return day, short.start(name), short.end(name.replace("a", "b"))
    return None


def _numeric(match: re.Match[str], order: DateOrder) -> date | None:
    a, b, year = int(match["a"]), int(match["b"]), _year(match["year"])
    if order == "YMD" and len(match["year"]) == 2:
        return _day(2000 + a, b, int(match["year"]))
    if len(match["year"]) == 2 and match["sep"] != "/" and not len(match["a"]) == len(match["b"]) == 2:
        return None  # `1.2.25` is a version or a paragraph as often as a day
    first, second = (b, a) if order == "MDY" else (a, b)
    return _day(year, second, first) or _day(year, first, second)


def _year(text: str) -> int:
    digits = int(text.lstrip("'’"))
    if digits >= 100:
        return digits
    return 2000 + digits if digits < 80 else 1900 + digits


def _last(month: int, day: int, today: date) -> date | None:
    """The latest such day that is not in the future; 29 February goes back to a leap year."""
    candidates = (_day(today.year - back, month, day) for back in range(9))
    return next((one for one in candidates if one and one <= today), None)


MONTH_KEYS = (
    "january february march april may june july august september october november december ago".split()
)


@cache
def _vocabulary(languages: tuple[str, ...]) -> frozenset[str]:
    """The words with which dateparser could read a date in these languages: without one it is not asked."""
    words: set[str] = set()
    for locale in default_loader.get_locales(languages=list(languages)):
        info: dict[str, Any] = locale.info
        for key in MONTH_KEYS:
            words.update(str(word).casefold().rstrip(".") for word in info.get(key, ()))
    return frozenset(word for word in words if len(word) >= 3)


@lru_cache(maxsize=2048)
def _by_library_cached(
    text: str, languages: tuple[str, ...], zone: str, order: str, base: datetime
) -> datetime | None:
    return dateparser.parse(
        text,
        languages=list(languages),
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


WORD = re.compile(r"[^\W\d_]+")


def _by_library(text: str, habits: DateHabits, fetched_at: datetime) -> ReadDate | None:
    if len(text) > LONGEST_FOR_LIBRARY or not A_DIGIT.search(text):
        return None
    languages = tuple(
        one for one in (tag.split("-")[0] for tag in habits.languages) if one in DATEPARSER_LANGUAGES
    ) or ("en",)
    if _vocabulary(languages).isdisjoint(word.casefold() for word in WORD.findall(text)):
        return None
    base = fetched_at.astimezone(_zone(habits.timezone)).replace(tzinfo=None, microsecond=0)
    found = _by_library_cached(text, languages, habits.timezone, habits.order, base)
    return _library_date(text, found, fetched_at) if found else None


def _library_date(text: str, found: datetime, fetched_at: datetime) -> ReadDate:
    """The answer of dateparser with its precision, which it does not tell."""
    instant = found.astimezone(UTC).replace(microsecond=0)
    if CLOCK.search(text):
        return ReadDate(instant, "minute")
    midnight = found.replace(hour=0, minute=0, second=0, microsecond=0)
    if found == midnight:
        return ReadDate(instant, "day")
    if fetched_at - found < timedelta(days=1):
        return ReadDate(instant, "minute", is_relative=True)
    return ReadDate(midnight.astimezone(UTC), "day", is_relative=True)
