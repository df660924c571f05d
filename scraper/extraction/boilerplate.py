"""How sites speak where the article does not: advertisements, credits, invitations, house rules, appeals.

One line is judged by its words alone. What stands only before or after an article is asked for there alone.
"""

from __future__ import annotations

import re

BOILERPLATE = re.compile(
    r"^\W*(?:have a tip\b.{0,200}|like this story\b.{0,100}|get the latest\b.{0,160}|email .{0,60}@.{0,160}|"
    r"advertisement|anzeige|werbung|реклама|reklam|publicidad|publicité|read (?:also|more)\b.{0,120}|see also\b.{0,120}|"
    r"related(?: articles| stories)?:?.{0,80}|читайте (?:также|ещё|еще|нас)\b.{0,160}|по теме:?.{0,80}|дагы окуңуз.{0,160}|"
    r"ayrıca okuyun.{0,120}|also read\b.{0,160}|lesen sie (?:auch|mehr)\b.{0,160}|lire aussi.{0,160}|leer también.{0,160}|"
    r"follow us\b.{0,160}|subscribe\b.{0,120}|подпис(?:ывайтесь|аться)\b.{0,160}|sign up (?:for|to)\b.{0,200}|"
    r"share (?:this|on|via)\b.{0,60}|поделиться.{0,60}|photo(?: credit)?s?:.{0,100}|image(?: credit)?:.{0,100}|фото:.{0,100}|"
    r"(?:©|\(c\)|copyright\b).{0,200}|all rights reserved.{0,120}|все права защищены.{0,120}|click here\b.{0,100}|"
    r"comments?(?: \(\d+\))?|leave a (?:comment|reply)|write a comment:?|написать комментарий:?|комментарий жазуу:?|"
    r"\[\w+[^\]]*\].{0,200}\[/\w+\]|(?:ссылка|link|шилтеме):.{0,60}|просмотр\w*:?\s*\d*|views:?\s*\d*|\d+\s*(?:views|просмотр\w*|comments?))\W*$",
    re.I | re.S,
)
LONGEST_BOILERPLATE = 400
CREDIT = re.compile(
    r"\((?:image|photo|foto|picture|pic|фото|сүрөт|credit|reuters|getty)\W[^()]{0,80}\)\W*$|(?:/|\|)\s*(?:getty images|reuters|afp|ap photo|shutterstock|epa|dpa)\W*$",
    re.I,
)
LONGEST_CREDIT = 250
PROMOTED_STEMS = (
    "newsletter", "whats", "telegram", "телеграм", "google news", "instagram", "facebook", "youtube", "viber", "app",
    "приложени",
)  # fmt: skip
"""Looked for first, as most lines hold none."""
PROMOTED = re.compile(
    r"newsletter|whats\s?app|telegram|телеграм|google news|instagram|facebook|youtube|\bviber\b|\bapp\b|приложени",
    re.I,
)
INVITED = re.compile(
    r"follow|subscribe|sign up|join|download|get the|abonn|folgen|melden sie|подпис|читайте|следите|присоедин|жазыл|кошул|окуп тур|"
    r"takip|abone|kanal|ikuti|suscr|s'abonner|inscri",
    re.I,
)
LONGEST_INVITATION = 320
COMMENTS = re.compile(
    r"\b(?:comment(?:s|aires?|ators?)?|kommentar\w*|coment[aá]rios?|yorum\w*|комментари\w*|пикир\w*)\b", re.I
)
RULES = re.compile(
    r"moderat|moderador|aprovad|themenbezogen|respekt|respeito|respect|guidelines|join the conversation|verantwort|\bpings?\b|правил|"
    r"модерат|редакци\w* не несет|kural|эреже",
    re.I,
)
LONGEST_RULE = 1200
APPEAL = re.compile(
    r"\b(?:get in touch|contact us|e-?mail(?:ing)? us|got a (?:story|tip)|let us know|we.d like to hear|write to us|support us|"
    r"reach the reporters?|is protected by recaptcha|unterstützen sie (?:uns|bitte)|mit einer spende|hier entlang|abonnieren|"
    r"faire un don|нашли ошибку|заметили ошибку|сообщить об ошибке|поддержите (?:нас|редакцию)|пишите нам|присылайте|"
    r"присоединяйтесь|ката тапсаңыз|бизге жазыңыз|bize (?:yazın|ulaşın)|hata bildir)\b|ctrl\s?\+\s?enter|"
    r"^\W*(?:reporting|writing|editing|additional reporting) by\b|\bcontributed to this (?:report|story|article)\b",
    re.I,
)
LONGEST_APPEAL = 320


def is_boilerplate(text: str) -> bool:
    """Return whether a line is never an article's: an advertisement, a credit, a link to others, an invitation."""
    if len(text) < LONGEST_CREDIT and CREDIT.search(text[-100:]):
        return True
    if len(text) < LONGEST_BOILERPLATE and BOILERPLATE.match(text):
        return True
    return _invites(text)


def _invites(text: str) -> bool:
    """Whether a line asks the reader to follow, subscribe or install."""
    if len(text) >= LONGEST_INVITATION:
        return False
    lowered = text.lower()
    if not any(stem in lowered for stem in PROMOTED_STEMS):
        return False
    return bool(PROMOTED.search(text) and INVITED.search(text))


def ends_no_text(text: str) -> bool:
    """Return whether a line after a text asks the reader for something, names who helped, or says how to comment."""
    if len(text) < LONGEST_APPEAL and APPEAL.search(text):
        return True
    return len(text) < LONGEST_RULE and bool(COMMENTS.search(text) and RULES.search(text))
