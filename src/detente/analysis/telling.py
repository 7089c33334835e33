"""A story with what the lines of its account look up."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from ..types import Attribution, Claim, Document, Event, Story
from .phrasing import actor_names


@dataclass(frozen=True, slots=True)
class Telling:
    """A story, its names, and its records by id."""

    story: Story
    names: Mapping[str, str]
    documents: Mapping[str, Document]
    attributions: Mapping[str, Attribution]
    claims: Mapping[str, Claim]
    events: Mapping[str, Event]
    copies: frozenset[str]

    @classmethod
    def of(cls, story: Story) -> Telling:
        """Return the telling of a story."""
        return cls(
            story,
            actor_names(story.actors),
            {document.id: document for document in story.documents},
            {attribution.id: attribution for attribution in story.quotes},
            {claim.id: claim for claim in story.claims},
            {event.id: event for event in story.events},
            frozenset(copy.document_id for copy in story.copies),
        )
