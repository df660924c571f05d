"""Which spiders there are."""

from __future__ import annotations

import importlib
import pkgutil
from functools import cache
from typing import TYPE_CHECKING

import spiders

if TYPE_CHECKING:
    from spiders.base import SourceSpider


@cache
def spider_classes() -> dict[str, type[SourceSpider]]:
    """Return the spider of each source that has a file of its own, by name, sorted.

    Raises:
        ValueError: if two files claim one name.
    """
    from spiders.base import SourceSpider

    found: dict[str, type[SourceSpider]] = {}
    for module in pkgutil.walk_packages(spiders.__path__, "spiders."):
        for one in vars(importlib.import_module(module.name)).values():
            if not (
                isinstance(one, type) and issubclass(one, SourceSpider) and one.__module__ == module.name
            ):
                continue
            name = vars(one).get("name")
            if not name or getattr(one, "is_configured", False):
                continue
            if name in found:
                raise ValueError(
                    f"{found[name].__module__} and {module.name} both name their spider {name!r}"
                )
            found[name] = one
    return dict(sorted(found.items()))
