"""Two titles of one pattern that name other things: "Funding for Grundy", "Funding for Kentuck".

The releases under them may share nearly every word, as the fillings of a template do; and who fills in a template
begins with its title.
"""

from __future__ import annotations

from difflib import SequenceMatcher

from storage.matching.refilling import Printed, Stretch, is_another, stem

LEAST_SHARED = 0.5
"""Share of the shorter title's words that both have, in order, at least, of one pattern."""


def named_apart(ours: Printed, theirs: Printed) -> tuple[str, str] | None:
    """Return the names that two titles of one pattern have in each other's place, or none.

    A name is what the text itself writes with a capital within a sentence, and what the other title and text have
    nowhere: who prints a release under another title names the same people and places. The names of the two
    outlets count for nothing.
    """
    here, there = (text.heading.words.words.tolist() for text in (ours, theirs))
    if here == there:
        return None
    pattern = SequenceMatcher(None, here, there, autojunk=False)
    shared = sum(block.size for block in pattern.get_matching_blocks())
    if shared < LEAST_SHARED * min(len(here), len(there)):
        return None
    for kind, begin, end, other_begin, other_end in pattern.get_opcodes():
        if kind == "replace":
            left = _names_without(ours, Stretch(ours.heading, begin, end), theirs)
            right = left and _names_without(theirs, Stretch(theirs.heading, other_begin, other_end), ours)
            if right and is_another(left, right):
                return " ".join(left), " ".join(right)
    return None


def _names_without(text: Printed, titled: Stretch, other: Printed) -> list[str]:
    """Return the names of some words of a title that another article does not have."""
    hashes = titled.text.words.words
    known = other.known.union(other.heading.known)
    return [
        word
        for place, word in titled.words()
        if int(hashes[place]) not in known
        and stem(word) not in other.stems
        and stem(word) in text.named_stems
        and not text.is_house([word])
    ]
