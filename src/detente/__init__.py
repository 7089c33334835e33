"""detente reads the news about a relationship between two powerful actors and keeps a sourced, dated record of it.

>>> import detente
>>> story = detente.open("examples/musk-trump")  # doctest: +SKIP
>>> story.build()  # doctest: +SKIP
>>> story.events(as_of=date(2025, 6, 5))  # doctest: +SKIP
"""

from __future__ import annotations

from typing import TYPE_CHECKING

__version__ = "0.1.0"
__all__ = ["BuildSummary", "DetenteError", "Story", "StoryFolder", "code", "draw", "open"]

if TYPE_CHECKING:
    from .building import BuildSummary
    from .charts.pictures import draw
    from .errors import DetenteError
    from .pipeline import code
    from .story import StoryFolder
    from .story import open_story as open
    from .types import Story

_HOMES = {
    "BuildSummary": ("building", "BuildSummary"),
    "DetenteError": ("errors", "DetenteError"),
    "Story": ("types", "Story"),
    "StoryFolder": ("story", "StoryFolder"),
    "draw": ("charts.pictures", "draw"),
    "code": ("pipeline", "code"),
    "open": ("story", "open_story"),
}


def __getattr__(name: str) -> object:
    # Public names are imported when first used, so that `detente --help` loads no language model.
    from importlib import import_module

    if name not in _HOMES:
        raise AttributeError(f"module 'detente' has no attribute {name!r}")
    module, attribute = _HOMES[name]
    return getattr(import_module(f".{module}", __name__), attribute)
