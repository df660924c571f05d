"""The language of a text: what the page claims, checked against letters and words that only one language has."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from functools import cache

from py3langid.langid import MODEL_FILE, LanguageIdentifier

from storage.records import Origin
from storage.text import nfc

CANDIDATES = (
    "ky",
    "ru",
    "kk",
    "uz",
    "tr",
    "az",
    "en",
    "tg",
    "uk",
    "de",
    "fr",
    "es",
    "it",
    "pt",
    "ar",
    "zh",
    "fa",
    "pl",
    "ja",
    "ko",
    "th",
    "he",
    "el",
    "hi",
    "ka",
    "hy",
    "ur",
    "ps",
    "ug",
)
"""What the general identifier chooses from: what our sources publish in, large languages that look like it, and
languages that are told by their letters."""
ENOUGH_TO_TELL = 2000
"""Characters of a text that tell its language."""
GUESSED_FROM = 600
"""Characters from which the general identifier guesses: more make it slower, not surer."""
SHORTEST = 12
"""Letters below which a text tells nothing."""
WORDS = re.compile(r"[^\W\d_]+")

FUNCTION_WORDS = {
    "ky": "жана менен үчүн болгон деп боюнча бул кийин анын эле болду эмес экенин тууралуу кыргыз өз мындай ошондой билдирди ал эки да",
    "kk": "және мен үшін деп бойынша бұл кейін оның емес туралы қазақ өз сондай бір болды екі еді осы осыған дейін",
    "ru": "и в на что с по не для из от это как был его при после также все она они за к до о",
    "uz": "va bilan uchun bu deb ham bo'yicha keyin uning emas haqida o'zbek o'z bir shu bo'lgan edi esa ва билан учун бу деб ҳам бўйича кейин унинг эмас ҳақида ўзбек бўлган",
    "tr": "ve bir bu için ile de da olarak çok daha olan sonra ise kadar gibi en ancak dedi göre",
    "az": "və bir bu üçün ilə da də olan sonra isə kimi çox görə edib olub deyib ki həmin",
    "en": "the of and to in a is that for on with was as by at from it be are this",
    "tg": "ва дар аз ба ки бо барои ин аст шуд он ҳам то бар",
    "uk": "і в на що з та не для від це як був його після також вона",
    "ar": "في من على إلى الى أن ان عن التي الذي هذا هذه مع أو لا لم بين كل ذلك كما كان قد حيث خلال حتى وفي وقال",
    "fa": "در به از که كه این اين است را با می مي های هاي برای براي شده کرد كرد آن یک يك شود شد خود هم بود نیز نيز من",
}
"""Words that tell a language. Persian is also typed with the Arabic letters ي and ك."""
CONFIRMING_WORDS = {
    "de": frozenset(
        "der die und in den von zu das mit sich des auf für ist im dem nicht ein eine als auch es an bei hat".split()
    ),
    "fr": frozenset(
        "de la le et les des en un du une que est pour qui dans a par plus pas au sur il elle ce se".split()
    ),
    "es": frozenset("de la que el en y a los se del las un por con no una su para es al lo como más".split()),
    "it": frozenset("di e il la che in a per un del è una le si con non i da dei della al sono ha".split()),
    "pt": frozenset("de a o que e do da em um para com não uma os no se na por mais as dos é".split()),
    "pl": frozenset("w i z na do nie się że to jest o jak po za od przez ale dla oraz był".split()),
}
"""Words that confirm a page's own claim, and keep Spanish from being Turkish, which has *de*, *en* and *da*, too.
They are too alike to tell these languages from each other."""
CONFIRMED = 0.15
"""Share of such words that confirms a claim."""
OWN_LETTERS = {
    "ky": "ңөүҢӨҮ",
    "kk": "әұһіӘҰҺІ",
    "tg": "ӣӯҷҶӢӮ",
    "uz": "ўҳЎҲ",
    "az": "əƏ",
    "tr": "ğışĞİŞ",
    "uk": "їєґЇЄҐ",
}
UZBEK_APOSTROPHE = "[oOgG][ʻʼ'‘’`](?=[a-z])"
LETTERS = {
    language: re.compile(f"[{own}]|{UZBEK_APOSTROPHE}" if language == "uz" else f"[{own}]")
    for language, own in OWN_LETTERS.items()
}
ANY_OWN = re.compile(f"[{''.join(OWN_LETTERS.values())}]"), re.compile(UZBEK_APOSTROPHE)
"""Looked for first: most texts in other languages hold none of these letters."""
AZERBAIJANI_PERFECT = re.compile(r"(?<![^\W\d_])[^\W\d_]{2,}[ıiuü]b(?![^\W\d_])", re.I)
"""`olub`, `gedib`: how Azerbaijani verbs end in the perfect, and hardly any Turkish word does."""
KAZAKH_Y = re.compile(r"(?<=[^\W\d_aeiouyäöüəı])y(?=[^\W\d_aeiouyäöüəı])", re.I)
"""ы in Kazakh Latin letters, one in sixteen: in no other language that writes q stands y so often among consonants."""
KAZAKH_Y_SHARE = 0.02
KAZAKH_LATIN = re.compile("q(?=[aoy]|u[^aeiouy])|[ñǵū]", re.I)
SHARED_QAF = re.compile("[қғҚҒ]")
"""Letters of Kazakh, Uzbek and Tajik Cyrillic: they rule Kyrgyz and Russian out, and tell no more."""
CYRILLIC = re.compile("[а-яёА-ЯЁ]+")
LATIN = re.compile("[a-zA-Z]+")


@cache
def _identifier() -> LanguageIdentifier:
    identifier = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    identifier.set_languages(list(CANDIDATES))
    return identifier


def load_model() -> None:
    """Load the general identifier now (a third of a second), instead of with the first text that needs it."""
    _identifier()


@cache
def _known_words() -> dict[str, frozenset[str]]:
    return {language: frozenset(text.split()) for language, text in FUNCTION_WORDS.items()} | CONFIRMING_WORDS


def article_language(
    title: str, text: str, expected: Sequence[str] = (), declared: tuple[str, Origin] | None = None
) -> tuple[str, Origin] | None:
    """Return the language of an article, and what told it.

    Args:
        title: its title.
        text: its text, or how it begins.
        expected: what its source publishes in: tells the language only where a text is too short to.
        declared: what its page says of its language, and where. It has told it where the text does not gainsay it.
    """
    claim, origin = declared or (None, "text")
    found = identify_language(nfc(f"{title}\n{text[:ENOUGH_TO_TELL]}"), claim)
    if found:
        return found, origin if found == _primary(claim) else "text"
    return (expected[0], "site_rule") if len(expected) == 1 else None


def identify_language(text: str, declared: str | None = None) -> str | None:
    """Return the BCP 47 tag of the language of `text`.

    `declared` is what the page's markup says: it is tried against the text, and decides where that is too short.
    """
    sample = text[:3000]
    letters = WORDS.findall(sample.lower())
    claim = _primary(declared)
    if sum(map(len, letters)) < SHORTEST:
        return claim
    scores = _scores(sample, letters)
    best = max(scores, key=lambda language: scores[language])
    tied = [language for language, score in scores.items() if score == scores[best]]
    is_told = scores[best] >= 0.08 and CONFIRMING_WORDS.keys().isdisjoint(tied)
    if is_told and len(tied) == 1:
        return best
    if not is_told and claim and claim not in FUNCTION_WORDS and claim not in CANDIDATES:
        return claim
    if claim in CONFIRMING_WORDS and _is_confirmed(claim, letters):
        return claim
    guessed = str(_identifier().classify(sample[:GUESSED_FROM])[0])
    return best if is_told and guessed not in tied else guessed


def _is_confirmed(claim: str, letters: list[str]) -> bool:
    """Whether a text in a language is what the page claims: cheaper than to guess among all."""
    known = CONFIRMING_WORDS[claim]
    return sum(word in known for word in letters) > CONFIRMED * len(letters)


def _primary(tag: str | None) -> str | None:
    match = re.match(r"\s*([a-zA-Z]{2,3})(?:[-_]|\s*$)", tag or "")
    code = match[1].lower() if match else None
    return {"kg": "ky", "kz": "kk", "kir": "ky", "rus": "ru", "eng": "en", "tur": "tr"}.get(code or "", code)


def _letters(runs: re.Pattern[str], sample: str) -> int:
    """The letters in the runs that a pattern finds: the fewer runs, the quicker."""
    return sum(map(len, runs.findall(sample)))


def _is_kazakh_latin(sample: str, count: int) -> bool:
    """Whether a text of `count` letters is Kazakh in one of its Latin alphabets."""
    if not KAZAKH_LATIN.search(sample):
        return False
    return len(KAZAKH_Y.findall(sample)) >= max(2, KAZAKH_Y_SHARE * count)


def _scores(sample: str, letters: list[str]) -> dict[str, float]:
    """Share of function words and of own letters, by language."""
    counts = Counter(letters)
    scores = {
        language: sum(counts[word] for word in known & counts.keys()) / len(letters)
        for language, known in _known_words().items()
    }
    together = "".join(letters)
    count = max(1, len(together))
    has_own = any(letter.search(sample) for letter in ANY_OWN)
    own = {
        language: len(pattern.findall(sample)) / count if has_own else 0.0
        for language, pattern in LETTERS.items()
    }
    cyrillic = _letters(CYRILLIC, together) > _letters(LATIN, together)
    qaf = len(SHARED_QAF.findall(sample)) / count
    if qaf:
        own["ky"] = 0.0
        for language in ("kk", "uz", "tg"):
            own[language] += qaf / 2
    if own["kk"] and not own["uk"]:
        own["kk"], own["ky"] = own["kk"] + own["ky"], 0.0  # Kazakh has the letters of Kyrgyz, and more
    for language, share in own.items():
        scores[language] += 4 * share
    if cyrillic:
        for language in ("tr", "az", "en", *CONFIRMING_WORDS):
            scores[language] = 0.0
        if max(own["ky"], own["kk"], own["uz"], own["tg"], own["uk"]) > 0.008:
            scores["ru"] *= 0.3
    else:
        for language in ("ru", "ky", "kk", "tg", "uk"):
            scores[language] = 0.0
        if scores["en"] < 0.08 and _is_kazakh_latin(sample, count):
            return {"kk": 1.0}
        if own["az"] > 0.01:
            scores["tr"] = 0.0
        elif own["tr"] and AZERBAIJANI_PERFECT.search(sample):
            scores["az"], scores["tr"] = scores["az"] + scores["tr"], 0.0
    return scores
