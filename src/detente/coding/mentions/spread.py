"""Where mentions stand: grouped by the sentence that holds them."""

from __future__ import annotations

from collections.abc import Sequence

from ...types import Mention, Sentence


def group_by_sentence(sentences: Sequence[Sentence], mentions: Sequence[Mention]) -> list[list[Mention]]:
    """Return one list of mentions per sentence; both arguments are in reading order."""
    groups: list[list[Mention]] = [[] for _ in sentences]
    index = 0
    for mention in mentions:
        while index < len(sentences) and sentences[index].passage.end <= mention.passage.start:
            index += 1
        if index < len(sentences):
            groups[index].append(mention)
    return groups
