"""One map over a pile, three ways: inline, over processes, over a Ray cluster.

Each takes tasks (a piece of the pile and the stories that ask for it) one by one, as it has room, and yields what each
piece says to each story, in any order. `work.PileCoder` is the one coding function; the engines differ only in the map.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from ..types.piles import PieceCoding
from .work import PileCoder, StoryWork, Task


def map_inline(tasks: Iterable[Task], stories: Sequence[StoryWork]) -> Iterator[tuple[PieceCoding, ...]]:
    """Code pieces one after another in this process; nothing stops a document that hangs."""
    coder = PileCoder(stories)
    for task in tasks:
        yield coder.code(task)
