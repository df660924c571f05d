"""Texts that share nothing but what stands below them: subscriptions, rights, hotlines.

`near_duplicates` learns what an outlet prints at the ends of its texts again and again, but not before the fourth day,
not where every line of it is a paragraph, and not behind the last sentence. So two short texts are looked at once more:
where each begins with words of its own and only their ends are the same.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

import numpy as np

from storage.matching.fingerprint import Fingerprint, among

LONGEST = 120
"""Words of what stands below a text, at most."""
HEAD = 6
"""Pairs of words that each begins with, at least."""
HEAD_SHARED = 0.25
"""So much of the beginning may be shared: turns of phrase."""
TAIL_OTHER = 0.25
"""So much of the end may differ: a date, a count of readers."""
HOUSE = re.compile(
    r"©|\(c\)|\bподпи(?:сыва|ши|са)|гиперссылк|ссылк\w+ на (?:сайт|источник)|\bперепечат|\bредакци|комментари|права (?:защищ|принадл)|"
    r"мнени\w+ автор|\btelegram|\bwhatsapp|\binstagram|\bfacebook|\byoutube|телеграм-|ctrl|"
    r"\bsubscri|\bhyperlink|rights reserved|\breprint|\beditors?\b|\bcomments?\b|\bnewsletter|\bfollow us|"
    r"жазылы[ңн]|шилтеме|көчүрүп бас|укукт\w+ коргол|редакция|пикир калтыр|"
    r"сілтеме|көшіріп бас|құқы\w+ қорғал|пікір қалдыр|"
    r"\bobuna bo|havola|\bizoh|huquq\w+ himoya|tahririyat|обуна бўл|ҳавола|\bизоҳ|ҳуқуқ\w+ ҳимоя|таҳририят|"
    r"\babunə ol|\bistinad|hüquq\w+ qorun|\bşərh yaz|redaksiya|\bbizi izlə|"
    r"\babone ol|\bbağlantı|yayın kurulu|\byorum|hakları saklı|\btakip ed|kaynak göster",
    re.I,
)
"""How houses speak of themselves."""


@dataclass(frozen=True)
class Halves:
    """A text cut where its own words end and those begin that another text has too."""

    head: int
    """Pairs of words of its own."""
    head_shared: int
    tail: int
    tail_other: int

    @classmethod
    def of(cls, ours: Fingerprint, theirs: Fingerprint) -> Halves:
        """Return the halves for which the fewest pairs are on the wrong side."""
        is_shared = among(ours.pairs_in_order, theirs.pairs)
        before = np.concatenate(([0], np.cumsum(is_shared)))
        count, total = len(is_shared), int(before[-1])
        cut = int(np.argmin(2 * before - np.arange(count + 1)))
        shared_before = int(before[cut])
        return cls(cut, shared_before, count - cut, count - cut - (total - shared_before))

    @property
    def is_tail_alone(self) -> bool:
        """Return whether the end alone is shared."""
        return (
            self.head >= HEAD
            and self.head_shared <= HEAD_SHARED * self.head
            and 0 < self.tail <= LONGEST
            and self.tail_other <= TAIL_OTHER * self.tail
        )


def share_a_tail(ours: Fingerprint, theirs: Fingerprint) -> bool:
    """Return whether two texts begin differently and share nothing but their ends, and little of it."""
    return Halves.of(ours, theirs).is_tail_alone and Halves.of(theirs, ours).is_tail_alone


def house_speaks(written: str, words: Fingerprint, theirs: Fingerprint) -> bool:
    """Return whether the end that a text shares with another one speaks of the house that prints it."""
    return bool(HOUSE.search(written, int(words.starts[Halves.of(words, theirs).head])))
