"""Properties that are worked out once, without the lock that `functools.cached_property` takes before Python 3.12.

The lock costs as much as many of the properties themselves, where some twenty are asked of each of millions of
articles; two threads never share such an object here, and would only work out the same value twice.
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


__all__ = ["cached_property"]
