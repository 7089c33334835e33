"""Which of many stories a document may concern: the names of all their actors in one automaton, found in one pass."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import ahocorasick

from ..types import Actor, Document
from .actors import concerns
from .mentions.lexicon import fold
from .mentions.name_index import alias_index


class Relevance:
    """Tells which stories a document concerns; what it says of one story does not depend on the others."""

    def __init__(self, stories: Sequence[tuple[Actor, ...]]) -> None:
        self._stories = tuple(stories)
        self._index = _all_names(self._stories) if len(self._stories) > 1 else None

    def concerned(self, document: Document) -> frozenset[int]:
        """Return the numbers of the stories whose actors the document names."""
        return frozenset(n for n in self._candidates(document) if concerns(document, self._stories[n]))

    def _candidates(self, document: Document) -> Sequence[int]:
        """Return the stories of which two actors may be named: whether they are is asked of those alone."""
        if self._index is None:
            return range(len(self._stories))
        if not len(self._index):
            return ()
        named: dict[int, set[str]] = {}
        for _, owners in self._index.iter(fold(document.text)):
            for story, actor in owners:
                named.setdefault(story, set()).add(actor)
        return [story for story, actors in named.items() if len(actors) >= min(2, len(self._stories[story]))]


def _all_names(stories: Sequence[tuple[Actor, ...]]) -> Any:  # noqa: ANN401 - pyahocorasick has no types
    owners: dict[str, list[tuple[int, str]]] = {}
    for number, actors in enumerate(stories):
        for surface, name in alias_index(actors).items():
            owners.setdefault(surface, []).append((number, name.party.actor))
    index = ahocorasick.Automaton()
    for surface, named in owners.items():
        index.add_word(surface, tuple(named))
    index.make_automaton()
    return index
