"""From links between reports to stories: a story is a function of the links, whatever order they came in.

Hierarchical clustering with average linkage: two groups become one while the links between them, missing ones
counted as nothing, are strong enough on average. So one report that fits two stories does not make them one
(the chaining of single linkage), and a story splits again when a link between its halves goes.
"""

from __future__ import annotations

import heapq
from collections.abc import Collection, Iterable, Mapping, Sequence

Pair = tuple[int, int]

AVERAGE = 350
"""Two groups become one when their links are worth so many thousandths on average."""
CERTAIN = 1000
"""Links of this worth make one group before averages are asked."""
COMPARED = 100
"""Reports that one is compared with, and so linked to, at most."""
VOICES = 6
"""Prints of one text, joined by certain links, count for so many reports at most: a release that twenty outlets print
is but one voice, and would have its way in every average."""


def clusters(
    count: int, links: Mapping[Pair, int], bound: Iterable[Pair] = (), apart: Iterable[Pair] = ()
) -> list[list[int]]:
    """Return the groups of the reports 0 to `count` - 1, each in order, in the order of their first ones.

    Who binds two reports binds the groups that they would be in by their links. Where that would bring together what
    is to stay apart, the bound ones come first, and the others join them as far as they may.

    Args:
        count: how many reports there are; their numbers are their order, which decides between equals.
        links: (lesser, greater) -> worth in thousandths, whole numbers so that sums do not depend on their order.
        bound: pairs that are in one group whatever the links say; they do not contradict `apart`.
        apart: pairs that are never in one group, however certain their links are.
    """
    bound = set(bound)
    if not bound:
        return _linked(count, links, (), apart)
    foes = _spread(count, bound, apart)
    groups = _linked(count, {pair: worth for pair, worth in links.items() if pair not in bound}, (), foes)
    return sorted(
        group for joined in _joined(count, groups, bound) for group in _parted(joined, links, bound, foes)
    )


def _linked(
    count: int, links: Mapping[Pair, int], bound: Iterable[Pair], apart: Iterable[Pair]
) -> list[list[int]]:
    """Return the groups that bound pairs, then certain links, then links on average make."""
    groups = _Groups(count, links, apart)
    for left, right in bound:
        groups.join(groups.of[left], groups.of[right])
    for left, right in sorted(pair for pair, worth in links.items() if worth >= CERTAIN):
        if groups.of[right] not in groups.foes[groups.of[left]]:
            groups.join(groups.of[left], groups.of[right])
    groups.count_voices()
    groups.join_all()
    return groups.members_in_order()


def _spread(count: int, bound: Iterable[Pair], apart: Iterable[Pair]) -> set[Pair]:
    """Return the pairs that are apart because they, or what is bound to them, are."""
    pieces = _Groups(count, {}, apart)
    for left, right in bound:
        pieces.join(pieces.of[left], pieces.of[right])
    return {
        (min(left, right), max(left, right))
        for piece, foes in pieces.foes.items()
        for foe in foes
        for left in pieces.members[piece]
        for right in pieces.members[foe]
    }


def _joined(count: int, groups: Iterable[Sequence[int]], bound: Iterable[Pair]) -> list[list[int]]:
    """Return the groups, those that bound pairs lead through made one."""
    wholes = _Groups(count, {}, ())
    for group in groups:
        for number in group:
            wholes.join(wholes.of[group[0]], wholes.of[number])
    for left, right in bound:
        wholes.join(wholes.of[left], wholes.of[right])
    return wholes.members_in_order()


def _parted(
    group: list[int], links: Mapping[Pair, int], bound: Iterable[Pair], apart: Collection[Pair]
) -> list[list[int]]:
    """Return the group as it is, or the groups that it falls into because some of it are to stay apart."""
    places = {number: place for place, number in enumerate(group)}
    foes = as_pairs(apart, places)
    if not foes:
        return [group]
    inner = {
        (places[left], places[right]): worth
        for (left, right), worth in links.items()
        if left in places and right in places
    }
    parts = _linked(len(group), inner, as_pairs(bound, places), foes)
    return [[group[place] for place in part] for part in parts]


class _Groups:
    """Groups under way; a group goes by the number of its first report."""

    def __init__(self, count: int, links: Mapping[Pair, int], apart: Iterable[Pair]) -> None:
        self.of = list(range(count))
        self.members = {number: [number] for number in range(count)}
        self.voices = dict.fromkeys(range(count), 1)
        self.sums: dict[int, dict[int, int]] = {number: {} for number in range(count)}
        self.foes: dict[int, set[int]] = {number: set() for number in range(count)}
        for (left, right), worth in links.items():
            self.sums[left][right] = self.sums[right][left] = worth
        for left, right in apart:
            self.foes[left].add(right)
            self.foes[right].add(left)

    def join(self, left: int, right: int) -> int:
        """Make one group of two; return its name."""
        if left == right:
            return left
        kept, lost = min(left, right), max(left, right)
        for number in self.members[lost]:
            self.of[number] = kept
        self.members[kept] += self.members.pop(lost)
        self.voices[kept] += self.voices.pop(lost)
        links = self.sums.pop(lost)
        for other, worth in links.items():
            del self.sums[other][lost]
            if other != kept:
                total = self.sums[kept].get(other, 0) + worth
                self.sums[kept][other] = self.sums[other][kept] = total
        foes = self.foes.pop(lost)
        for other in foes:
            self.foes[other].discard(lost)
            if other != kept:
                self.foes[kept].add(other)
                self.foes[other].add(kept)
        return kept

    def average(self, left: int, right: int) -> float:
        """Return the average worth of the links between two groups."""
        return self.sums[left][right] / (self.voices[left] * self.voices[right])

    def count_voices(self) -> None:
        """Let no group, as it is now, count for more than `VOICES`, nor its links."""
        for number, members in self.members.items():
            count = len(members)
            if count > VOICES:
                self.voices[number] = VOICES
                for other, worth in self.sums[number].items():
                    heard = worth * VOICES // min(count, COMPARED)
                    self.sums[number][other] = self.sums[other][number] = heard

    def join_all(self) -> None:
        """Join the two closest groups, again and again, while there are two that are close enough."""
        waiting = [
            (-self.average(left, right), left, right)
            for left, others in self.sums.items()
            for right in others
            if left < right
        ]
        heapq.heapify(waiting)
        while waiting:
            worth, left, right = heapq.heappop(waiting)
            if -worth < AVERAGE:
                return
            if right not in self.sums.get(left, ()) or -self.average(left, right) != worth:
                continue
            if right in self.foes[left]:
                continue
            kept = self.join(left, right)
            for other in self.sums[kept]:
                pair = (min(kept, other), max(kept, other))
                heapq.heappush(waiting, (-self.average(*pair), *pair))

    def members_in_order(self) -> list[list[int]]:
        """Return the reports of each group, in order."""
        return [sorted(self.members[number]) for number in sorted(self.members)]


def voice(prints: int) -> float:
    """Return for how much of a report each of so many prints of one text counts."""
    return 1 if prints <= VOICES else VOICES / min(prints, COMPARED)


def as_pairs(pairs: Iterable[Pair], places: Mapping[int, int]) -> Sequence[Pair]:
    """Return pairs of ids as pairs of places, the lesser first; those outside of `places` are left out."""
    found = ((places[left], places[right]) for left, right in pairs if left in places and right in places)
    return [(min(pair), max(pair)) for pair in found if pair[0] != pair[1]]
