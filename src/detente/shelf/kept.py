"""What was worked out for one build and is asked for again: counts, orders of rows, drawings, pages."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable
from threading import Lock
from typing import Any, TypeVar

T = TypeVar("T")
_SMALL = 500  # bytes that anything counts for, however little it holds


class Kept:
    """Values by key, made once: who asks while one is being made waits for it, and what nobody asks for goes first.

    ``most`` bounds how many bytes the values may take together, as far as their makers tell.
    """

    def __init__(self, most: int) -> None:
        self._most = most
        self._held: OrderedDict[Hashable, tuple[Any, int]] = OrderedDict()
        self._making: dict[Hashable, Lock] = {}
        self._lock = Lock()
        self._size = 0

    def get(self, key: Hashable, make: Callable[[], T], weigh: Callable[[T], int] | None = None) -> T:
        """Return the value of a key, made now if it is not held; ``weigh`` tells its bytes."""
        with self._lock:
            if key in self._held:
                self._held.move_to_end(key)
                return self._held[key][0]  # type: ignore[no-any-return]
            making = self._making.setdefault(key, Lock())
        try:
            with making:
                with self._lock:
                    if key in self._held:
                        return self._held[key][0]  # type: ignore[no-any-return]
                value = make()
                self._hold(key, value, _SMALL + (weigh(value) if weigh else 0))
                return value
        finally:
            with self._lock:
                self._making.pop(key, None)

    def _hold(self, key: Hashable, value: object, size: int) -> None:
        with self._lock:
            self._size += size - self._held.pop(key, (None, 0))[1]
            self._held[key] = (value, size)
            while self._size > self._most and len(self._held) > 1:
                self._size -= self._held.popitem(last=False)[1][1]
