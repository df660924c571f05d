"""How well records are matched, as JSON: `python bench/matching.py [SETS_DIR] [--only NAME]`.

A section is a module of `bench/` with `measure(sets: Path) -> dict[str, Any]`: the figures of one kind of match.
SETS_DIR holds the labelled sets; left out, the folder `shared/corpus/matching` beside the repository.
"""

from __future__ import annotations

import argparse
import importlib
import importlib.util
import json
import sys
from pathlib import Path
from typing import Any

from bench.near_duplicates import SETS, are_there

SECTIONS = {
    "folding": "bench.folding",
    "near_duplicates": "bench.near_duplicates",
    "stories": "bench.story_pairs",
}


def measure(sets: Path, only: list[str]) -> dict[str, Any]:
    """Return the figures of each section that is there; progress goes to standard error."""
    figures = {}
    for name, module in SECTIONS.items():
        if only and name not in only:
            continue
        if importlib.util.find_spec(module) is None:
            print(f"{name}: {module} is not there", file=sys.stderr)
            continue
        print(f"{name} ...", file=sys.stderr)
        figures[name] = importlib.import_module(module).measure(sets)
    return figures


def main() -> int:
    """Measure, and print the figures; return 3 where the sets are not there."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("sets", type=Path, nargs="?", default=SETS, metavar="SETS_DIR")
    parser.add_argument("--only", action="append", default=[], choices=sorted(SECTIONS), metavar="NAME")
    chosen = parser.parse_args()
    if not are_there(chosen.sets):
        return 3
    print(json.dumps(measure(chosen.sets, chosen.only), indent=2, ensure_ascii=False))
    return 0


if __name__ == "__main__":
    sys.exit(main())
