"""Round-ups: the news of a day or a week in one article, of which no single event is the matter.

By their words they are likely of each of the events that they name, so they would make one story of all of them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from storage.matching.glossary import small

PHRASES = (
    # Russian
    r"дайджест|коротко о главном|обзор (?:новост|событи|прессы|недели|дня)",
    r"(?:главн|важн|основн|ключев)\w* (?:новост|событи)\w*(?: \w+)? (?:за )?(?:дн|день|недел|сутки|сегодня|месяц|год|час|утр|вечер)",
    r"(?:главн|важн)\w* (?:за|к) (?:этому |минувш\w+ |прошедш\w+ )?(?:день|недел|сутки|утр|вечер|час)",
    r"(?:новости|события|итоги|хроника) (?:дня|недели|месяца|года|суток|часа|этой недели)\b",
    r"что (?:произошло|случилось|было) за (?:день|недел|сутки|ночь|выходн|\d)",
    r"(?:день|недел\w+|месяц|год) в (?:фото|картинк|цифрах|кадрах)|фото(?:графии)? недели\b|топ-?\d+ (?:новост|событи)",
    # Kyrgyz
    r"(?:күндүн|түндүн|жуманын|аптанын|айдын|жылдын|күндөгү|күнкү) (?:эң )?(?:негизги|башкы|маанилүү|урунттуу|кыскача)"
    r" (?:жаңылык|окуя|кабар)",
    r"(?:күндүн|жуманын|аптанын|айдын) (?:жыйынтыг|сүрөт|жаңылыктары|кабарлары|окуялары)|(?:жума|апта|күн) сүрөттө",
    # English
    r"^digest\b|\bdigest[:,]|(?:daily|weekly|morning|evening|day|news) digest\b|\bround-?up(?:[:,]|$)",
    r"(?:daily|weekly|morning|evening|news|world) (?:round-?up|briefing|bulletin|brief)\b",
    r"(?:day|week|weekend|month|year|news) in (?:brief|pictures|photos|images|review|numbers)\b",
    r"(?:pictures|photos|news|headlines|events) of the (?:day|week|month|year)\b|\b(?:top|main) (?:stories|news|headlines)\b",
    r"what happened (?:today|yesterday|this week|over the weekend)",
    # Turkish
    r"(?:günün|haftanın|gündemin|ayın) (?:özeti|öne çıkan|önemli|haberleri|gelişmeleri|fotoğraf)|gün(?:dem)? özeti",
    r"haber bülteni|fotoğraflarla (?:hafta|gün)|kısa kısa",
    # Kazakh
    r"(?:күннің|күнгі|түннің|аптаның|айдың|жылдың) (?:ең )?(?:негізгі|басты|маңызды|елеулі) (?:жаңалық|оқиға|хабар)",
    r"(?:күннің|аптаның|айдың) (?:қорытынды|жаңалықтары|оқиғалары|суреттері)|апта суреттерде|қысқаша жаңалықтар",
    # Uzbek
    r"(?:kun|tun|hafta|oy|yil)(?:ning)? (?:eng )?(?:asosiy|muhim|dolzarb) (?:yangilik|voqea|xabar)"
    r"|(?:kun|hafta|oy)(?:ning)? (?:yangiliklari|voqealari|xulosa|dayjest)|dayjest\b",
    r"(?:кун|тун|ҳафта|ой|йил)(?:нинг)? (?:энг )?(?:асосий|муҳим|долзарб) (?:янгилик|воқеа|хабар)"
    r"|(?:кун|ҳафта|ой)(?:нинг)? (?:янгиликлари|воқеалари|хулоса|дайжест)",
    # Azerbaijani
    r"(?:günün|gecənin|həftənin|ayın|ilin) (?:ən )?(?:əsas|vacib|mühüm|önəmli) (?:xəbər|hadisə)"
    r"|(?:günün|həftənin|ayın) (?:xəbərləri|hadisələri|yekunları|icmalı)|qısa xəbərlər",
)  # fmt: skip
PHRASE = re.compile(small("|".join(PHRASES)))
SITE_NAME = re.compile(r" [-–—|] (?!.* [-–—|] )")
SIGNS = (
    "дайджест коротко обзор новости события новостей событий главные главное важное важные итоги хроника произошло"
    " случилось фото фотографиях фотографии цифрах картинках кадрах топ күндүн түндүн жуманын аптанын айдын жылдын"
    " күндөгү күнкү сүрөттө digest roundup round-up briefing bulletin brief pictures photos images review"
    " numbers news headlines events stories happened günün haftanın gündemin ayın özeti bülteni fotoğraflarla kısa"
    " күннің күнгі түннің аптаның айдың жылдың апта қысқаша kun kunning tun hafta haftaning oy oyning yil yilning dayjest"
    " кун куннинг тун ҳафта ҳафтанинг ой ойнинг йил йилнинг дайжест gecənin həftənin ilin qısa"
)
SIGN = frozenset(small(SIGNS).split())
"""Words of which one stands in each of the phrases: most titles have none, which is seen at once."""


def is_roundup(title: str, words: Iterable[str]) -> bool:
    """Return whether a title promises the news of a day or a week; `words` are the title's.

    What stands behind its last dash or bar does not count: it may be the name of a site (` - World Digest`).
    """
    if SIGN.isdisjoint(small(" ".join(words)).split()):
        return False
    return PHRASE.search(SITE_NAME.split(small(title))[0]) is not None
