"""What pronouns are resolved on: a document's sentences, who is mentioned in each, and the model that reads them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ...types import Actor, Mention, Party, Sentence
from ..language import Language
from .bystanders import find_bystanders
from .lexicon import person_pronoun
from .second_look import SecondLook
from .spread import group_by_sentence
from .voices import Stretches, quoted_stretches

LONGEST = 2_000  # characters; nobody can say who "he" is in a longer sentence


@dataclass(frozen=True, slots=True)
class Page:
    """A document as the resolvers see it.

    ``parties`` are those a personal pronoun may stand for, by id; ``pronouns`` what the story declares for its people;
    ``bodies`` the actors that are no people; ``bystanders`` the surnames of everybody else, with their pronouns;
    ``quoted`` what of each sentence is quoted; ``look`` is taken again at pronouns in doubt, with a model that has one.
    """

    sentences: Sequence[Sentence]
    groups: Sequence[Sequence[Mention]]
    parties: dict[str, Party]
    pronouns: dict[str, str]
    bodies: frozenset[str]
    language: Language
    bystanders: dict[str, str]
    quoted: Sequence[Stretches]
    look: SecondLook | None = None

    def is_read(self, index: int) -> bool:
        """Return whether a sentence's pronouns are looked at: it is no page furniture and not too long."""
        sentence = self.sentences[index]
        return sentence.block != "furniture" and len(sentence.text) <= LONGEST


def make_page(
    sentences: Sequence[Sentence],
    actors: tuple[Actor, ...],
    mentions: Sequence[Mention],
    language: Language,
    look: SecondLook | None = None,
) -> Page:
    """Return the page of a document whose names and roles have been found."""
    parties = {actor.id: Party(actor.name, actor.id) for actor in actors}
    parties |= {p.id: Party(p.name, p.id, a.id) for a in actors for p in a.proxies if p.kind in {"person", "ally"}}
    pronouns = {actor.id: person_pronoun(actor) for actor in actors if actor.kind == "person"}
    bodies = frozenset(actor.id for actor in actors if actor.kind != "person")
    groups, others = group_by_sentence(sentences, mentions), find_bystanders(sentences, actors)
    return Page(sentences, groups, parties, pronouns, bodies, language, others, quoted_stretches(sentences), look)


def is_taken(inside: Sequence[Mention], place: int) -> bool:
    """Return whether a place of the document lies in one of some mentions."""
    return any(m.passage.start <= place < m.passage.end for m in inside)
