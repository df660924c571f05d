"""Values that are worked out once: properties without the lock that `functools.cached_property` takes before Python 3.12.

The lock costs as much as many of the properties themselves, where some twenty are asked of each of millions of
articles; two threads never share such an object here, and would only work out the same value twice. And what words
become, at half of what `functools.lru_cache` costs, which keeps account of every question.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Generic, TypeVar

Value = TypeVar("Value")

if TYPE_CHECKING or sys.version_info >= (3, 12):
    from functools import cached_property
else:

    class cached_property(Generic[Value]):  # noqa: N801 (the name of what it stands for)
        """A property that is worked out when it is first asked for, and kept in the object."""

        def __init__(self, work_out: Callable[[Any], Value]) -> None:
            self.work_out = work_out
            self.__doc__ = work_out.__doc__

        def __set_name__(self, owner: type, name: str) -> None:
            self.name = name

        def __get__(self, instance: Any, owner: type | None = None) -> Any:
            if instance is None:
                return self
            value = instance.__dict__[self.name] = self.work_out(instance)
            return value


class Remembered(dict[str, Value]):
    """What each word becomes, worked out once; those that were not met for long are forgotten.

    When it is full it lays itself aside and begins anew, and takes back what is met again. So the words that come all
    the time stay, at less than it costs to keep account of every question.
    """

    def __init__(self, work_out: Callable[[str], Value], limit: int) -> None:
        super().__init__()
        self._work_out = work_out
        self._limit = limit
        self._aside: dict[str, Value] = {}

    def __missing__(self, word: str) -> Value:
        if len(self) >= self._limit:
            self._aside = dict(self)
            self.clear()
        value = self[word] = self._aside[word] if word in self._aside else self._work_out(word)
        return value


__all__ = ["Remembered", "cached_property"]
