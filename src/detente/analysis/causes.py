"""The causes that sources state for a turn, each with its words; never inferred from order in time alone."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from functools import cache
from typing import Literal

from ..rulebook import Rule, load_rules
from ..types import Characterisation, Document, Event, Passage, Polarity
from .signals import likely_day
from .wording import content_words

_BEFORE, _AFTER = timedelta(days=14), timedelta(days=45)
_MOST = 8
_LONGEST = 2_000  # characters of a sentence that are searched
_LONGEST_REPORT = 100_000  # and of a report
_SAYING = re.compile(r", (?:\S+ ){0,6}(?:said|says|told|wrote|according to)\b.*", re.DOTALL)
_SENTENCE = re.compile(r"[^.!?\n]{3,240}")
_ANSWERS = 4  # sentences after a question why; those after the first only if they name a cause or another who does
_RIVAL = re.compile(
    r"^(?:others?|some|but|an?other)\b|\b(?:points?|pointed) to\b|\b(?:blam|cit|credit|nam)(?:es?|ed)\b", re.I
)
_TRAILING = " ,'\"”’)"
_SAME = 0.6  # share of words in common from which two stated causes are one

Where = Literal["sentence", "paragraph", "report"]


class CauseRule(Rule, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A cue for a stated cause; the group ``cause`` holds its words, ``answer`` sentences that each give one.

    ``where``: a weak cue counts in the *sentence* that tells of the turn, a stronger one in a *paragraph* beside it,
    one that can only be about what the report is about in the whole *report*.
    """

    pattern: str
    where: Where = "sentence"


def stated_causes(sentence: Passage) -> list[Passage]:
    """Return what a sentence gives as a cause, in reading order, without the cue."""
    return _found(sentence.slice(0, _LONGEST), ("sentence", "paragraph", "report"))


def causes_of_turn(
    day: date,
    polarity: Polarity,
    events: Sequence[Event],
    characterisations: Iterable[Characterisation],
    reports: Iterable[Document] = (),
) -> tuple[Passage, ...]:
    """Return the causes stated near a turn.

    First by those who characterise it, then where the reports of it explain it, then in its events' own sentences.
    ``reports`` are the documents that may explain it: those published from its day to that of the next turn.
    """
    near = [each for each in characterisations if each.polarity == polarity and _near(likely_day(each.when), day)]
    told = [cause for each in near for cause in ([each.cause] if each.cause else stated_causes(each.passage))]
    sentences = [mention.passage for event in events for mention in event.mentions]
    reported = [cause for sentence in sentences for cause in stated_causes(sentence)]
    fresh = [report for report in reports if _near(report.published.end, day)]
    explained = list(_explanations(fresh, [*sentences, *(each.passage for each in near)]))
    return _distinct([*sorted(told, key=_place), *explained, *sorted(reported, key=_place)])[:_MOST]


def _explanations(reports: Iterable[Document], evidence: Iterable[Passage]) -> Iterator[Passage]:
    """Yield what the reports that tell of a turn give as its cause outside the sentences that tell of it."""
    told: Mapping[str, list[Passage]] = defaultdict(list)
    for passage in evidence:
        told[passage.document_id].append(passage)
    for report in (report for report in reports if report.id in told):
        text = report.text[:_LONGEST_REPORT]
        whole = Passage(report.id, 0, len(text), text)
        yield from _found(whole, ("report",))
        for cause in _found(whole, ("paragraph",)):
            before = text.rfind("\n\n", 0, max(text.rfind("\n\n", 0, cause.start), 0))
            if any(before < passage.end and passage.start < cause.end for passage in told[report.id]):
                yield cause


def _found(passage: Passage, where: Sequence[Where]) -> list[Passage]:
    found: dict[int, Passage] = {}
    for pattern in (pattern for place, pattern in _patterns() if place in where):
        for match in pattern.finditer(passage.text):
            for start, words in _causes(match):
                cause = passage.slice(start, start + len(words))
                found.setdefault(cause.end, cause)
    return [found[end] for end in sorted(found)]


def _causes(match: re.Match[str]) -> Iterator[tuple[int, str]]:
    """Yield where each cause of a match starts, with its words."""
    if "answer" not in match.groupdict():
        yield match.start("cause"), _SAYING.sub("", match["cause"]).rstrip(_TRAILING)
        return
    for number, sentence in zip(range(_ANSWERS), _SENTENCE.finditer(match["answer"]), strict=False):
        words = sentence[0].strip()
        if words and (number == 0 or _RIVAL.search(words)):
            yield match.start("answer") + sentence.start() + sentence[0].index(words), words.rstrip(_TRAILING)


def _near(day: date | None, turn: date) -> bool:
    """Whether words of that day may explain the turn: explanations come with it or in the weeks after."""
    return day is not None and -_BEFORE <= day - turn <= _AFTER


def _place(passage: Passage) -> tuple[str, int]:
    return passage.document_id, passage.start


def _distinct(passages: Iterable[Passage]) -> tuple[Passage, ...]:
    """Keep the first of causes worded alike."""
    kept: list[tuple[Passage, frozenset[str]]] = []
    for passage in passages:
        words = content_words(passage.text)
        if words and not any(len(words & other) >= _SAME * min(len(words), len(other)) for _, other in kept):
            kept.append((passage, words))
    return tuple(passage for passage, _ in kept)


@cache
def _patterns() -> tuple[tuple[Where, re.Pattern[str]], ...]:
    return tuple((rule.where, re.compile(rule.pattern)) for rule in load_rules("telling/causes", CauseRule))
