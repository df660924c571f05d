"""One spelling for a name or an international word, whatever script and language it is written in.

Жапаров, Japarov, Zhaparov and Turkish Caparov are one man; парламент and parliament nearly one word. A word
is written in Latin letters (after the usual transliterations of Russian, Kyrgyz, Kazakh and Uzbek), spellings
that differ by convention only are made one (zh = j = дж, y = i, kh = h, yev = ev), and the endings of cases
are cut off, and a, e and o are one within a word. What is left is a key to compare by, not a spelling to show.
"""

from __future__ import annotations

import re

from storage.matching import turkic
from storage.text import without_accents

LONGEST = 7
"""Letters of a key: what comes after them is mostly ending (Жапаров-дун, Madaminov-a)."""
SHORTEST = 4
"""Letters that a key keeps at least when endings are cut off."""

LETTERS = str.maketrans(
    {
        "а": "a", "б": "b", "в": "v", "г": "g", "д": "d", "е": "e", "ё": "e", "ж": "j", "з": "z", "и": "i",
        "й": "i", "к": "k", "л": "l", "м": "m", "н": "n", "о": "o", "п": "p", "р": "r", "с": "s", "т": "t",
        "у": "u", "ф": "f", "х": "h", "ц": "ts", "ч": "ch", "ш": "sh", "щ": "sh", "ъ": "", "ы": "i", "ь": "",
        "э": "e", "ю": "yu", "я": "ya", "ө": "o", "ү": "u", "ң": "n", "қ": "k", "ғ": "g", "ұ": "u", "ә": "a",
        "һ": "h", "і": "i", "ї": "i", "є": "e", "ґ": "g", "ў": "u", "ҳ": "h", "җ": "j",
        "ş": "sh", "ç": "ch", "ı": "i", "ə": "a", "ß": "ss", "ø": "o", "ł": "l", "đ": "d",
    }
)  # fmt: skip
"""Letters beyond the English ones, in the one spelling; accents are taken off afterwards."""
OWN_LETTERS = {"tr": (("c", "j"),), "az": (("c", "j"), ("x", "h"), ("q", "g")), "uz": (("x", "h"),)}
"""Letters that one language reads otherwise than English does; ç was made ch before."""
ACCENTED = {"uz": ("ö", "u"), "kk": ("ý", "u")}
"""Letters of one language that are another one without their accent: oʻ (ö in `turkic`) is у to Russian newsrooms."""
CONVENTIONS = (
    ("shch", "sh"), ("dzh", "j"), ("dj", "j"), ("zh", "j"), ("kh", "h"), ("gh", "g"), ("ph", "f"), ("ck", "k"),
    ("tz", "ts"), ("yo", "e"), ("ye", "e"), ("ya", "a"), ("yu", "u"), ("w", "v"), ("q", "k"), ("x", "ks"),
    ("y", "i"), ("ia", "a"), ("iu", "u"),
)  # fmt: skip
VOWELS = str.maketrans("eo", "aa")
"""Within a word a, e and o are one: Yoʻldoshev is Юлдашев, Məmmədov Мамедов and Mammadov."""
DOUBLED = re.compile(r"(.)\1+")

ENDINGS = {
    "ru": r"(?:ami|yami|ogo|ego|omu|emu|imi|oi|ei|om|em|ah|am|im|ih|ie|oe|ee|aa|ai|uu|a|i|u|e|o)",
    "ky": r"(?:lar|ler|lor|dar|der|dor|tar|ter|tor)?(?:i|u|si|su)?"
    r"(?:[ndt][iu]n|[ndt][iu]|[gk][aeo]|na|no|ne|[dt][aeo]n?|nan|nen|non|da?g[iu])",
    "en": r"(?:ings?|ed|es|s|ly|ian|ians|an|ans)",
    "tr": r"(?:l[ae]r)?(?:imiz|i|u|si|su)?(?:n?in|n?un|n?[aei]|[dt][ae]n?|i|u|y[aei])",
}
ENDINGS |= {
    "kk": r"(?:[ldt][ae]r)?(?:i|si)?(?:[ndt]in|n?[gk]?[ae]|[ndt]i|n?[dt][ae]n?|n[ae]n|[mbp]en|n?[dt][ae]gi|[ldt]ik?|i)",
    "uz": r"(?:lar)?(?:i|si)?(?:ning|ni|[gk]a|da|dan|dagi|gacha|lik|lar|i)",
    "az": r"(?:l[ae]r)?(?:i|u|si|su)?(?:n?[iu]n|[ny]?[aeiu]|n?d[ae]n?|i?l[ae]|n?d[ae]ki|l[iu])",
}
ENDING = {language: re.compile(rf"{endings}$") for language, endings in ENDINGS.items()}

PERSONS = {
    "ky": re.compile(r"\w{3,}(?:[ое]ва?|бек|бай|гүл|кул|жан)(?:[дгнткл]\w{1,4})?"),
    "ru": re.compile(r"\w{3,}(?:[ое]в[ау]|бек|бай)"),
    "en": re.compile(r"\w{3,}(?:[oe]va?|bek)(?:['’]\w+)?"),
}
PERSONS |= {"tr": PERSONS["en"]} | {
    language: re.compile(rf"\w{{3,}}(?:{ends})(?:{turkic.ENDINGS[language]})")
    for language, ends in (
        ("kk", "[ео]ва?|бек|бай|гүл|хан"),
        ("uz", "[eo]va?|bek|bo[yi]|jon|xon"),
        ("az", "[eo]va?|zadə|bəyli"),
    )
}
"""How the names of persons end. Russian surnames are left out that may be the genitive of many (Школьников)."""


def is_of_a_person(word: str, small: str, language: str | None) -> bool:
    """Return whether a word that begins with a capital ends like a person's name: Сапарова is no сапар.

    Args:
        word: as it is written; all in capitals it tells nothing.
        small: the word in small letters.
        language: BCP 47.
    """
    ends = PERSONS.get(language or "")
    if ends is None or word.isupper():
        return False
    return ends.fullmatch(turkic.in_one_alphabet(small, language or "")) is not None


def spelling(word: str, language: str | None = None) -> str:
    """Return `word` in the one spelling: Latin small letters, conventions made one, doubled letters once.

    `language` (BCP 47) tells letters that languages read differently: Turkish c is j.
    """
    text = word.casefold()
    if language == "uz":
        text = turkic.in_one_alphabet(text, language)
    if language in ACCENTED:
        text = text.replace(*ACCENTED[language])
    if not text.isascii():
        text = text.translate(LETTERS)
        if not text.isascii():
            text = without_accents(text)
    for letter, sound in OWN_LETTERS.get(language or "", ()):
        if letter in text:
            text = _own(text, letter, sound)
    for left, right in CONVENTIONS:
        if left in text:
            text = text.replace(left, right)
    if "c" in text:
        text = text.replace("ch", "\0").replace("ce", "se").replace("ci", "si").replace("c", "k")
        text = text.replace("\0", "ch")
    return DOUBLED.sub(r"\1", text)


def _own(text: str, letter: str, sound: str) -> str:
    return re.sub(rf"{letter}(?!h)", sound, text)


def name_key(word: str, language: str | None = None) -> str:
    """Return what all forms and spellings of a name share: `japarav` for Жапаровдун, Жапарову, Zhaparov's."""
    return cut(spelling(word, language), language)


def cut(spelled: str, language: str | None) -> str:
    """Return a word in the one spelling without the endings of its case, `LONGEST` letters at most."""
    ending = ENDING.get(language or "")
    if ending and len(spelled) > SHORTEST and (found := ending.search(spelled)) and found.start() >= SHORTEST:
        spelled = spelled[: found.start()]
    return spelled[:1] + spelled[1:LONGEST].translate(VOWELS)
