"""Who is meant: every place in a document where an actor is named, described or referred to."""

from __future__ import annotations

from collections.abc import Iterable

from ..types import Actor, Document, Mention, Sentence
from .language import Language
from .mentions.joint import find_joint
from .mentions.name_index import FORENAME
from .mentions.names import find_names, name_mention, scan_aliases
from .mentions.pronouns import find_pronouns
from .mentions.roles import find_roles, learn_roles, leave_seats_to_holders
from .mentions.second_look import SecondLook


def concerns(document: Document, actors: tuple[Actor, ...]) -> bool:
    """Return whether a document names two different actors (or their proxies); one, in a story of one.

    An actor whose alias is a common noun ("army") is named by it too. Nothing else of another document is read.
    """
    wanted = min(2, len(actors))
    seen: set[str] = set()
    for party in scan_aliases(document.text, actors):
        seen.add(party.actor)
        if len(seen) >= wanted:
            return True
    return False


def find_mentions(
    sentences: tuple[Sentence, ...], actors: tuple[Actor, ...], language: Language, look: SecondLook | None = None
) -> tuple[Mention, ...]:
    """Return every mention of an actor in reading order; only joint mentions may overlap others.

    With a second look, pronouns in doubt are resolved by what a model attends to as well.
    """
    named = _names(sentences, actors)
    holdings = learn_roles(sentences, actors, named)
    described = _in_order(named, find_roles(sentences, actors, named, holdings))
    described = leave_seats_to_holders(described, holdings)
    referred = _in_order(described, find_pronouns(sentences, actors, described, language, look))
    return _in_order(referred, find_joint(sentences, actors, referred))


def _names(sentences: tuple[Sentence, ...], actors: tuple[Actor, ...]) -> tuple[Mention, ...]:
    """Return the names and proxies; a bare forename counts only where the full name stands too."""
    found = [
        name_mention(s.passage, f) for s in sentences if s.block != "furniture" for f in find_names(s.text, actors)
    ]
    full = {m.parties[0].id for m in found if m.rule == "name.declared"}
    return tuple(m for m in found if m.rule != FORENAME or m.parties[0].id in full)


def _in_order(*groups: Iterable[Mention]) -> tuple[Mention, ...]:
    mentions = [mention for group in groups for mention in group]
    return tuple(sorted(mentions, key=lambda m: (m.passage.start, -m.passage.end, m.rule)))
