"""What became of what was said to be coming: open, kept, broken, lapsed or withdrawn, with the events that say so."""

from __future__ import annotations

import math
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache

from ..rulebook import load_table
from ..types import Event, Expectation, ExpectationKind, ExpectationStatus, Outcome
from .signals import between_actors
from .wording import Wording, content_words, word_weights

_ALIKE = 0.3  # weighted cosine from which an event is about what was expected
_SHARED = 2  # words of what was expected that an event about it has at least
_DONE = 0.35  # share of their weight from which an event tells, without the verb, that it was done
_MOSTLY = 0.6  # and from which it tells, without the verb, that it was not
_AHEAD = frozenset({"to", "will", "would", "shall", "should", "could", "can", "may", "might", "must"})
_DENIED = frozenset({"not", "never", "without", "cannot", "nor"})
_NEAR = 3  # words before a verb in which one of these makes it no deed ("agree to help pay", "for not releasing")
_LATE = timedelta(days=31)  # an event this long after the due date still keeps a promise, late
_MOST = 5
# Saying it again is not doing it: these types announce, and cannot fulfil.
_ANNOUNCING: Mapping[ExpectationKind, frozenset[str]] = {
    "threat": frozenset({"THREATEN", "ACCUSE", "REQUEST"}),
    "promise": frozenset({"AGREE", "REQUEST"}),
    "deadline": frozenset({"REQUEST", "THREATEN"}),
    "scheduled": frozenset({"AGREE", "REQUEST"}),
    "prediction": frozenset({"REQUEST", "AGREE"}),
}
_AGREED = content_words("agree sign deal settle settlement treaty")  # what an agreement itself fulfils
_YIELDING = frozenset({"CONCEDE", "RETREAT"})
_SAID_AGAIN = re.compile(
    r"\b(?:threat(?:s|en|ens|ened|ening)?|vow(?:s|ed)?|promis(?:e|es|ed|ing)|pledg(?:e|es|ed|ing)|warn(?:s|ed|ing)?)\b"
)
_MEETING = re.compile(r"(?:to )?(?:meet|talk|speak|hold (?:\w+ )?talks)(?: again| soon| (?:before|in|on)\b.*)?$")
_MEETS = re.compile(
    r"(?:to )?(?:also |again )?(?:meet|talk|sit down|hold (?:\w+ )?(?:talks|meetings?)|have (?:\w+ ){0,2}talks)\b"
)
_SOON = timedelta(days=2)  # what is due within so many days has a day
_WHOM = 10  # words behind the verb that say whom


@dataclass(frozen=True, slots=True)
class _Happened:
    """An event with the words of its reports."""

    event: Event
    words: frozenset[str]
    text: str
    sentences: frozenset[str]


@dataclass(frozen=True, slots=True)
class _Told:
    """The events told in the same words."""

    wording: Wording
    happened: list[_Happened]


def follow_up(expectations: Sequence[Expectation], events: Sequence[Event], as_of: date | None) -> tuple[Outcome, ...]:
    """Return the outcome of each expectation, in their order, as of a day.

    An expectation whose due date is fully past without a word is lapsed: nobody says that it was kept or broken.
    """
    if not expectations:
        return ()
    happened = [_happened(event) for event in events]
    wanted = [content_words(f"{each.what} {each.passage.text}") for each in expectations]
    weights = word_weights({*wanted, *(each.words for each in happened)})
    index = _by_word(happened, weights)
    return tuple(
        _outcome(each, _about(each, words, index, weights, happened), as_of, weights)
        for each, words in zip(expectations, wanted, strict=True)
    )


def _happened(event: Event) -> _Happened:
    texts = list(dict.fromkeys(mention.passage.text[:1_000] for mention in event.mentions))[:6]
    words = frozenset().union(*map(content_words, texts))
    return _Happened(event, words, " ".join(texts).lower(), frozenset(texts))


def _by_word(happened: Iterable[_Happened], weights: Mapping[str, float]) -> dict[str, list[_Told]]:
    """Return for each word the events told with it, those in the same words together: they are compared at once."""
    alike: dict[frozenset[str], list[_Happened]] = defaultdict(list)
    for each in happened:
        alike[each.words].append(each)
    index: dict[str, list[_Told]] = defaultdict(list)
    for words, events in alike.items():
        told = _Told(Wording.of(words, weights), events)
        for word in words:
            index[word].append(told)
    return index


def _about(
    expectation: Expectation,
    words: frozenset[str],
    index: Mapping[str, Sequence[_Told]],
    weights: Mapping[str, float],
    happened: Sequence[_Happened],
) -> list[_Happened]:
    """Return the later events that are about what was expected, the most alike first.

    Where the two are to meet, their next meeting is about it however it is worded.
    """
    if met := _meetings_on_the_day(expectation, happened):
        return met
    if expectation.kind in ("promise", "scheduled") and _MEETING.match(expectation.what):
        talks = (each for each in happened if each.event.type == "CONSULT" and between_actors(each.event))
        later = [each for each in talks if _later(expectation, each)]
        return sorted(later, key=lambda each: (each.event.when.end or date.max, each.event.id))[:1]
    wanted, core = Wording.of(words, weights), _core(expectation, weights)
    rare = sorted({*words, *core}, key=lambda word: (-weights[word], word))[:10]
    candidates = {told.wording.words: told for word in rare for told in index.get(word, ())}
    scored = []
    for told in candidates.values():
        if len(core.keys() & told.wording.words) < min(_SHARED, len(core)):
            continue
        alike = wanted.likeness(told.wording, weights)
        if alike >= _ALIKE:
            found = (each for each in told.happened if _later(expectation, each) and _by_whom(expectation, each.event))
            scored += [(alike, each) for each in found]
    return [each for _, each in sorted(scored, key=lambda s: (-s[0], s[1].event.id))]


def _meetings_on_the_day(expectation: Expectation, happened: Iterable[_Happened]) -> list[_Happened]:
    """Return the meetings of the two told of the day on which one of them was to meet the other, by name."""
    due, verb = expectation.due, _MEETS.match(expectation.what)
    if verb is None or not due.start or not due.end or due.end - due.start > _SOON:
        return []
    met = _bare(expectation.what[verb.end() :].split()[:_WHOM])
    named = _bare(expectation.passage.text.split()) - met
    doer = expectation.who.actor if expectation.who else ""
    return [each for each in happened if _is_meeting(each, due.start) and _meets(each.event, doer, named, met)]


def _is_meeting(happened: _Happened, day: date) -> bool:
    event, when = happened.event, happened.event.when
    told = when.start is not None and when.end is not None and when.start <= day <= when.end
    return told and event.type == "CONSULT" and event.modality == "asserted" and between_actors(event)


def _meets(event: Event, doer: str, named: frozenset[str], met: frozenset[str]) -> bool:
    """Whether one side of a meeting is who was to be met, and the other who was to meet them."""
    parties = [party for party in (*event.actors, *event.recipients) if party.actor]
    whom = {party.actor for party in parties if _bare(party.name.split()[-1:]) & met} - {doer}
    who = {doer} if doer else {party.actor for party in parties if _bare(party.name.split()[-1:]) & named}
    return bool(whom and who - whom)


def _bare(words: Iterable[str]) -> frozenset[str]:
    return frozenset(re.sub(r"['’]s?$", "", word.strip(',.;:()“”"')).lower() for word in words)


def _core(expectation: Expectation, weights: Mapping[str, float]) -> dict[str, float]:
    """Return the words of what was expected, with their weights; its sentence may be about much else."""
    return {word: weights.get(word, 0.0) for word in content_words(expectation.what)}


def _tells_it_done(expectation: Expectation, happened: _Happened, weights: Mapping[str, float]) -> bool:
    """Whether an event has the verb of what was expected (its first word) as of something done, or most of its words.

    Where its reports only say "to reopen" or "will reopen", they say it again.
    """
    verb = _verb(expectation)
    if verb & happened.words:
        words = happened.text.split()
        return any(
            verb & content_words(word) and _is_deed(words[max(0, i - _NEAR) : i]) for i, word in enumerate(words)
        )
    return _share(expectation, happened, weights) >= _DONE


def _is_deed(before: Sequence[str]) -> bool:
    """Whether a verb behind these words tells of something done."""
    if before and before[-1] in _AHEAD:
        return False
    return not any(word in _DENIED or word.endswith(("n't", "n’t")) for word in before) and "to help" not in " ".join(
        before
    )


def _concerns(expectation: Expectation, happened: _Happened, weights: Mapping[str, float]) -> bool:
    """Whether an event is about the very thing expected: it has its verb, or most of its words."""
    return bool(_verb(expectation) & happened.words) or _share(expectation, happened, weights) >= _MOSTLY


def _verb(expectation: Expectation) -> frozenset[str]:
    return next((word for word in map(content_words, expectation.what.split()) if word), frozenset())


def _share(expectation: Expectation, happened: _Happened, weights: Mapping[str, float]) -> float:
    """Return the share of the weight of what was expected that an event's words have."""
    core = _core(expectation, weights)
    total = math.fsum(core.values())
    return math.fsum(weight for word, weight in core.items() if word in happened.words) / total if total else 1.0


def _later(expectation: Expectation, happened: _Happened) -> bool:
    """Whether the event came after the words, and is not the saying of them."""
    said, came = expectation.said.start, happened.event.when.end
    return said is not None and came is not None and came > said and not _is_the_saying(expectation, happened)


def _is_the_saying(expectation: Expectation, happened: _Happened) -> bool:
    """Whether a report of the event is the sentence that voices the expectation, or a reprint of it."""
    return expectation.passage.text[:1_000] in happened.sentences


def _by_whom(expectation: Expectation, event: Event) -> bool:
    if expectation.who is None:
        return True
    actor = expectation.who.actor or expectation.who.name.lower()
    return any(actor == (party.actor or party.name.lower()) for party in (*event.actors, *event.recipients))


def _outcome(
    expectation: Expectation, about: Sequence[_Happened], as_of: date | None, weights: Mapping[str, float]
) -> Outcome:
    if met := _meetings_on_the_day(expectation, about):
        return Outcome(expectation.id, "kept", tuple(each.event.id for each in met[:_MOST]))
    statuses: tuple[ExpectationStatus, ...] = ("withdrawn", "broken", "kept")
    for status in statuses:
        says = (each for each in about if _says(expectation, each) == status)
        tells = {"kept": _tells_it_done, "broken": _concerns}.get(status)
        evidence = tuple(each.event.id for each in says if tells is None or tells(expectation, each, weights))
        if evidence:
            return Outcome(expectation.id, status, evidence[:_MOST])
    due = expectation.due.end
    lapsed = due is not None and as_of is not None and due < as_of
    return Outcome(expectation.id, "lapsed" if lapsed else "open")


def _says(expectation: Expectation, happened: _Happened) -> ExpectationStatus | None:
    """Return what an event about the expectation says of it, or None where it does not settle it."""
    event = happened.event
    withdrawn, broken = (pattern.search(happened.text) is not None for pattern in _cues())
    yielded = event.type in _YIELDING and expectation.kind == "threat"
    if event.modality == "asserted" and (withdrawn or yielded):
        return "withdrawn"
    if event.modality == "negated" or broken or event.type == "REJECT":
        return "withdrawn" if expectation.kind in ("threat", "prediction") else "broken"
    agreed = event.type == "AGREE" and bool(content_words(expectation.what) & _AGREED)
    announced = (event.type in _ANNOUNCING[expectation.kind] and not agreed) or _SAID_AGAIN.search(
        happened.text
    ) is not None
    if event.modality != "asserted" or announced:
        return None
    due = expectation.due.end
    in_time = due is None or event.when.start is None or event.when.start <= _after(due)
    if in_time:
        return "kept"
    return "broken" if expectation.kind in ("promise", "deadline") else None  # a later meeting is another meeting


def _after(due: date) -> date:
    """Return the last day on which what was due still counts as done, staying inside the calendar."""
    return date.max if due > date.max - _LATE else due + _LATE


@cache
def _cues() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Return the patterns for the words that say something was withdrawn, and that it was broken."""
    rows = load_table("telling/outcome_cues")
    withdrawn, broken = (
        "|".join(re.escape(row["cue"]) for row in rows if row["outcome"] == outcome)
        for outcome in ("withdrawn", "broken")
    )
    return re.compile(rf"\b(?:{withdrawn})\b"), re.compile(rf"\b(?:{broken})\b")
