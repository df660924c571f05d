"""What an outlet does with its titles, as its own articles show: how often it edits them, and prints another like one.

Of two promises that fit an article equally well, one is a promise of it where newsrooms edit their titles, and one of
another article where they print the same news at two addresses. Both stand in the archive already: an edited title
is another one than its slug remembers, and a twin would be folded into were the true article not there.
"""

from __future__ import annotations

from typing import NamedTuple

HABIT_TABLES = """
CREATE TABLE outlet_habits (
    source TEXT PRIMARY KEY REFERENCES sources (id),
    articles INTEGER NOT NULL,
    twins INTEGER NOT NULL,
    slugs INTEGER NOT NULL,
    edited INTEGER NOT NULL,
    learned_at TEXT NOT NULL
) WITHOUT ROWID;
"""

USUAL_EDITED, EDITED_WORTH = 0.25, 20
"""The share of slugs that remember another title, as it is thought of an outlet of which nothing is known; it counts as
much as so many articles."""
USUAL_TWINS, TWINS_WORTH = 0.005, 50
"""The same of the share of articles that have a twin."""


class Measures(NamedTuple):
    """What the habits of an outlet come to beside what was seen of an article."""

    outlet_edits: float
    """Share of its slugs that remember another title."""
    outlet_twins: float
    """Share of its articles that have a twin."""


class Habits(NamedTuple):
    """What was counted among an outlet's articles."""

    articles: int = 0
    """Dated ones that were looked at."""
    twins: int = 0
    """Those beside which stands one that would be taken for it."""
    slugs: int = 0
    """Those with a slug that is made of a title's words, as far as can be told."""
    edited: int = 0
    """Those whose slug remembers another title."""

    @property
    def measures(self) -> Measures:
        """Return what the counts come to; few count for little beside what is usual."""
        return Measures(
            (self.edited + USUAL_EDITED * EDITED_WORTH) / (self.slugs + EDITED_WORTH),
            (self.twins + USUAL_TWINS * TWINS_WORTH) / (self.articles + TWINS_WORTH),
        )


UNKNOWN = Habits()
