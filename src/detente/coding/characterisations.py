"""Characterisations: a writer's own words for the state of the relationship ("the alliance collapsed")."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import lru_cache
from typing import Literal

from ..rulebook import Rule, load_rules, load_table
from ..types import (
    UNKNOWN_DATE,
    Characterisation,
    Firmness,
    Mention,
    Passage,
    Polarity,
    Reading,
    Sentence,
    When,
    make_id,
)
from .event_dates import event_date
from .firmness import judge_firmness
from .mentions.spread import group_by_sentence

State = Literal["courtship", "alliance", "strain", "rupture", "hostility", "truce", "thaw", "partnership", "distance"]
Effect = Literal["negated", "hypothetical", "hedged", "past"]
_EVIDENCE = frozenset({"title", "heading", "body", "list"})
_LONGEST = 500  # characters of a sentence shown as evidence; a longer one is cut around the words
_CONTEXT = 90  # characters before the words that can change what they say
_OTHERS = re.compile(r"(?:[\s,]+[\w’'-]+){0,3}?\s(?:with|between|to|towards)\s+(?:the\s+)?([A-Z][\w’-]+)")
_OTHER_PAIR = re.compile(r"\b([A-Z][\w’]+)[-–/ ](?:and )?([A-Z][\w’]+) $")
_NAME = re.compile(r"\b[A-Z]\w")
_OPENING = re.compile(r"(?:[\w-]+ ){0,4}")
_DEFINITE = re.compile(r"\b(?:the|this|that|their|its|these|those)\b", re.IGNORECASE)
_CAUSE = re.compile(
    r"\b(?:over|(?:triggered|sparked|caused|prompted|brought on|fuell?ed|precipitated|set off|driven|provoked)"
    r"(?: in (?:large )?part| mainly| largely| partly)? by|because of|due to|as a result of|after|following"
    r"|in the wake of|thanks to)\s+([^.;!?]{4,160})"
)
_CAUSE_NEXT = re.compile(
    r"^(?:The|Its|Their|One) (?:[\w-]+ ){0,2}?(?:catalyst|trigger|cause|reason|spark|flashpoint|breaking point"
    r"|final straw|last straw|turning point|tipping point|immediate cause)"
    r"(?: for [^,.]{1,40}| of [^,.]{1,40})? (?:was|is|came when|came after|came with)\s+([^.;!?]{3,160})"
)


class StateRule(Rule, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Words for a state of a relationship, good (+), bad (-) or neither (0).

    A ``predicate`` is said of the relation, so that "once-close" before it is about the time before. A state of
    ``both`` is said of one actor toward the other ("a key ally of Roe"). ``loose`` words name no relation ("it got
    personal"): they count in a document whose title has both actors, or right after both.
    """

    state: State
    polarity: Polarity
    pattern: str
    predicate: bool = False
    both: bool = False
    loose: bool = False


class ContextRule(Rule, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Words before a state's words, and what they do to it."""

    effect: Effect
    pattern: str


def find_characterisations(reading: Reading) -> tuple[Characterisation, ...]:
    """Return the states of the relationship that the document puts in words, in reading order."""
    groups = group_by_sentence(reading.sentences, reading.mentions)
    titles = [group for group, s in zip(groups, reading.sentences, strict=True) if s.block == "title"]
    titled = _may_be_about_both(titles, len(titles) - 1, len(reading.actors)) if titles else False
    found: list[Characterisation] = []
    for index, sentence in enumerate(reading.sentences):
        near = _may_be_about_both(groups, index, len(reading.actors))
        if sentence.block not in _EVIDENCE or not (near or titled):
            continue
        states: set[str] = set()
        for rule, match in match_states(sentence.text):
            meant = (near and _is_about_both(sentence, match, groups, index)) if not rule.loose else True
            if (
                rule.state in states
                or not meant
                or (rule.both and not _is_one_to_other(sentence, match, groups[index]))
            ):
                continue
            states.add(rule.state)
            found.append(_characterise(reading, index, rule, match))
    return tuple(found)


def match_states(text: str) -> Iterator[tuple[StateRule, re.Match[str]]]:
    """Yield the states that a text puts in words, leaving out questions, negated and hypothetical ones."""
    if text.rstrip().endswith("?"):
        return
    taken: list[tuple[int, int]] = []
    for rule in state_rules():
        for match in state_patterns()[rule.id].finditer(text):
            overlaps = any(start < match.end() and match.start() < end for start, end in taken)
            if not overlaps and not {"negated", "hypothetical"} & context_of(text, match):
                taken.append(match.span())
                yield rule, match


def context_of(text: str, match: re.Match[str]) -> set[Effect]:
    """Return what the words before (and the first words of) a state's words do to it."""
    before = text[max(0, match.start() - _CONTEXT) : match.start()]
    effects: set[Effect] = {rule.effect for rule in context_rules() if state_patterns()[rule.id].search(before)}
    if re.search(r"\b(?:once|former|long-?time|long-?standing)\b", match[0], re.IGNORECASE):
        effects.add("past")
    if re.search(r"\b(?:not|never|n[’']t|no)\b", match[0][:-1].partition("no longer")[0]):
        effects.add("negated")
    if re.search(r"\b(?:would|will|should)\b", match[0]):
        effects.add("hypothetical")
    if re.search(r"\b(?:may|might|could|potentially|reportedly)\b", match[0]):
        effects.add("hedged")
    return effects


def state_rules() -> tuple[StateRule, ...]:
    """Return the rules for states."""
    return load_rules("characterisations", StateRule)


def context_rules() -> tuple[ContextRule, ...]:
    """Return the rules for words that change what a state's words say."""
    return load_rules("characterisation_contexts", ContextRule)


@lru_cache(maxsize=1)
def state_patterns() -> dict[str, re.Pattern[str]]:
    """Return the compiled pattern of each state rule and context rule, by id."""
    words = {row["word"]: row["pattern"] for row in load_table("characterisation_words")}
    rules: tuple[StateRule | ContextRule, ...] = (*state_rules(), *context_rules())
    return {rule.id: re.compile(_expand(rule.pattern, words), re.IGNORECASE) for rule in rules}


def _characterise(reading: Reading, index: int, rule: StateRule, match: re.Match[str]) -> Characterisation:
    sentence = reading.sentences[index]
    passage = _evidence(sentence.passage, match)
    effects = context_of(sentence.text, match)
    firmness = judge_firmness(reading, sentence.passage.slice(match.start(), match.end()))
    if "hedged" in effects and firmness.level == "asserted":
        firmness = replace(firmness, level="hedged", score=min(firmness.score, 1.0))
    return Characterisation(
        id=make_id("state", sentence.passage.document_id, passage.start, rule.state, match.start()),
        passage=passage,
        state=rule.state,
        polarity=rule.polarity,
        when=_before(reading.published)
        if "past" in effects and not rule.predicate
        else _when(reading, sentence, match),
        firmness=firmness if firmness.level != "denied" else Firmness("denied", firmness.words, firmness.score),
        cause=_cause(reading.sentences, index, match),
        rule=rule.id,
    )


def _may_be_about_both(groups: Sequence[Sequence[Mention]], index: int, actors: int) -> bool:
    """Whether both actors have been mentioned here or in the two sentences before."""
    seen = {party.actor for group in groups[max(0, index - 2) : index + 1] for m in group for party in m.parties}
    return len(seen) >= min(2, actors)


def _is_about_both(sentence: Sentence, match: re.Match[str], groups: Sequence[Sequence[Mention]], index: int) -> bool:
    inside = {party.actor for mention in groups[index] for party in mention.parties}
    if _names_others(sentence, match, groups[index]):
        return False
    if len(inside) > 1:
        return True
    if _DEFINITE.search(sentence.text, max(0, match.start() - 30), match.end()):
        return True
    before = {party.actor for mention in groups[index - 1] for party in mention.parties} if index else set()
    return len(inside) == 1 and len(inside | before) > 1


def _is_one_to_other(sentence: Sentence, match: re.Match[str], inside: Sequence[Mention]) -> bool:
    """Whether words such as "a key ally of Roe" are said of one actor toward the other, and not of a third."""
    if len({party.actor for mention in inside for party in mention.parties}) < 2:
        return False
    place = sentence.passage.start + match.start()
    ends = [m.passage.end - sentence.passage.start for m in inside if m.passage.end <= place]
    between = sentence.text[max(ends, default=0) : match.start()]
    return not _NAME.search(between) if ends else _OPENING.fullmatch(between) is not None


def _names_others(sentence: Sentence, match: re.Match[str], inside: Sequence[Mention]) -> bool:
    """Whether the words right around are about somebody else's relations ("ties with Norway", "US-China relations")."""
    after = _OTHERS.match(sentence.text, match.end())
    if after and not _is_mentioned(sentence, after.start(1), inside):
        return True
    pair = _OTHER_PAIR.search(sentence.text[: match.start()])
    return bool(pair) and not any(_is_mentioned(sentence, pair.start(k), inside) for k in (1, 2) if pair)


def _is_mentioned(sentence: Sentence, offset: int, inside: Sequence[Mention]) -> bool:
    place = sentence.passage.start + offset
    return any(m.passage.start <= place < m.passage.end for m in inside)


def _when(reading: Reading, sentence: Sentence, match: re.Match[str]) -> When:
    """Return the days a state is said of: what its clause says, else a date of its sentence, else the report's day."""
    passage = sentence.passage.slice(match.start(), match.end())
    when = event_date(reading, passage, "asserted")
    if when.known and when.basis not in {"reported", "focus"}:
        return when
    stated = [t for t in reading.timexes if t.type == "DATE" and t.when.known and sentence.passage.covers(t.passage)]
    if stated:
        return min(stated, key=lambda t: abs(t.passage.start - passage.start)).when
    if when.known and when.basis == "focus":
        return when
    return replace(reading.published, basis="reported") if reading.published.known else UNKNOWN_DATE


def _before(published: When) -> When:
    """Return the open time before a report: a state that is over by then, since when nobody says.

    A report of which only the earliest day is known ends nothing.
    """
    return When(None, published.end, "unknown", "vague", "a former state") if published.known else UNKNOWN_DATE


def _cause(sentences: Sequence[Sentence], index: int, match: re.Match[str]) -> Passage | None:
    """Return the words for why, after the state's words or at the head of the next sentence."""
    sentence = sentences[index].passage
    stated = _CAUSE.search(sentence.text, match.end(), match.end() + 240)
    if stated:
        return _trimmed(sentence, *stated.span(1))
    for following in sentences[index + 1 : index + 3]:
        stated = _CAUSE_NEXT.search(following.text)
        if stated:
            return _trimmed(following.passage, *stated.span(1))
    return None


def _trimmed(passage: Passage, start: int, end: int) -> Passage:
    text = passage.text[start:end].rstrip(" ,:-–—”\"'’")
    return passage.slice(start, start + len(text))


def _evidence(sentence: Passage, match: re.Match[str]) -> Passage:
    if len(sentence.text) <= _LONGEST:
        return sentence
    start = sentence.text.rfind(" ", 0, max(1, match.start() - _LONGEST // 3)) + 1
    end = sentence.text.find(" ", match.end() + _LONGEST // 3)
    return sentence.slice(start if start < match.start() else match.start(), end if end > 0 else len(sentence.text))


def _expand(pattern: str, words: dict[str, str]) -> str:
    for word, expansion in words.items():
        pattern = pattern.replace("{" + word + "}", expansion)
    return pattern
