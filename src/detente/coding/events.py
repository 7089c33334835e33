"""Events: what one document says that an actor did to the other."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import cast

from ..types import EventMention, EventType, Modality, Party, Passage, Reading, When, make_id
from .candidates import Candidate, find_candidates
from .coder import NONE, EventCoder, Prediction
from .event_dates import event_date
from .firmness import judge_firmness
from .plover import find_mode, intensity

_WORD = re.compile(r"[^\W\d_]{4,}")
_OF_WHAT_IS_TO_COME = frozenset({"AGREE", "REQUEST", "REJECT", "THREATEN"})
_SAME_ACT = 0.5  # share of the shorter telling's words found in the other
_ACROSS = 0.75  # probability that an act told by a title and the sentence after it must reach
_FURTHER = 0.6  # and a further type that only another pair of the sentence's mentions tells
_BETWEEN_BOTH = frozenset({"AGREE", "CONSULT", "COOPERATE"})  # what two do together, whichever of them is named first
_NEAR = 40  # tellings that one is compared with
_Coded = tuple[EventMention, Candidate]
_Telling = tuple[EventMention, frozenset[str]]


def find_events(reading: Reading, coder: EventCoder) -> tuple[tuple[EventMention, ...], int]:
    """Return the events between the actors, and how many candidates were left out in doubt.

    A type is kept when its calibrated probability reaches the coder's threshold. A candidate is in doubt when no type
    does although "nothing happened" is not the likeliest answer. One act told twice is one event.
    """
    candidates = find_candidates(reading)
    rule = f"coder-{coder.fingerprint}"
    predictions = coder.predict([candidate.pair for candidate in candidates])
    told: dict[int, list[_Coded]] = {}
    doubtful: set[int] = set()
    for candidate, prediction in zip(candidates, predictions, strict=True):
        kept = _kept(candidate, prediction, coder.threshold)
        for kind in kept:
            event = _event(reading, candidate, prediction, kind, rule)
            told.setdefault(candidate.sentence.index, []).append((event, candidate))
        if not kept and prediction.type != NONE:
            doubtful.add(candidate.sentence.index)
    titles = {c.passage.start for c in candidates if c.sentence.block in ("title", "heading")}
    events = [event for coded in told.values() for event in _of_sentence(coded)]
    return _once(events, titles), len(doubtful - told.keys())


def _kept(candidate: Candidate, prediction: Prediction, threshold: float) -> list[str]:
    """Return the types that are sure enough; one mention of both actors tells only what they do to each other."""
    least = max(threshold, _ACROSS) if candidate.across else threshold
    kept = [kind for kind, p in prediction.types.items() if kind != NONE and p >= least]
    if candidate.joint and _direction(prediction) != "mutual":
        return [kind for kind in kept if kind in _BETWEEN_BOTH]
    # The mention in the title is who something is done to; the other way round is mostly a misreading.
    return [] if candidate.across and _direction(prediction) == "ab" else kept


def _of_sentence(coded: list[_Coded]) -> Iterator[EventMention]:
    """Yield a sentence's events, one of a type: what its surest pair tells, and what others tell with certainty."""
    coded.sort(key=lambda pair: -pair[0].confidence)
    surest = coded[0][1]
    seen: set[str] = set()
    for event, candidate in coded:
        if event.type not in seen and (candidate is surest or event.confidence >= _FURTHER):
            seen.add(event.type)
            yield event


def _direction(prediction: Prediction) -> str:
    return max(prediction.direction, key=prediction.direction.__getitem__)


def _event(reading: Reading, candidate: Candidate, prediction: Prediction, kind: str, rule: str) -> EventMention:
    """Return the event of one type that a candidate tells."""
    passage = candidate.passage
    actors, recipients = _sides(candidate, prediction)
    modality = cast(Modality, max(prediction.modality, key=prediction.modality.__getitem__))
    mode = find_mode(kind, passage.text)
    return EventMention(
        id=make_id("mention", passage.document_id, passage.start, passage.end, kind, actors, recipients),
        passage=passage,
        type=cast(EventType, kind),
        mode=mode,
        actors=actors,
        recipients=recipients,
        when=_when(reading, candidate.told, kind, modality),
        modality=modality,
        firmness=judge_firmness(reading, candidate.told, kind in _OF_WHAT_IS_TO_COME),
        attribution=_attribution(reading, candidate),
        intensity=intensity(kind, mode),
        rule=rule,
        confidence=round(prediction.types[kind], 3),
    )


def _when(reading: Reading, told: Passage, kind: str, modality: Modality) -> When:
    """Return the date of an act; a promise of what is to come was given when it was said, if no coming day is named."""
    when = event_date(reading, told, modality)
    promised = kind in _OF_WHAT_IS_TO_COME and modality in {"planned", "hypothetical"} and when.basis == "reported"
    return event_date(reading, told, "asserted") if promised else when


def _sides(candidate: Candidate, prediction: Prediction) -> tuple[tuple[Party, ...], tuple[Party, ...]]:
    """Return actors and recipients; both sides are actors when they act together or on each other."""
    first, second = candidate.first.parties, candidate.second.parties
    direction = _direction(prediction)
    if candidate.joint:
        return first, ()
    if direction == "mutual":
        return (*first, *second), ()
    return (first, second) if direction == "ab" else (second, first)


def _attribution(reading: Reading, candidate: Candidate) -> str:
    """Return the id of the innermost attribution whose content covers both mentions; "" when the writer says it."""
    first = candidate.second if candidate.across else candidate.first
    start, end = first.passage.start, candidate.second.passage.end
    covering = [
        (piece.end - piece.start, attribution.id)
        for attribution in reading.attributions
        for piece in attribution.content
        if piece.start <= start and end <= piece.end
    ]
    return min(covering, default=(0, ""))[1]


def _once(events: Iterable[EventMention], titles: set[int]) -> tuple[EventMention, ...]:
    """Return events with an act told twice kept once: its first telling outside a title, or the title's."""
    kept: dict[tuple[object, ...], list[_Telling]] = {}
    for event in sorted(events, key=lambda e: (e.passage.start in titles, e.passage.start, e.type)):
        in_title = event.passage.start in titles
        told = kept.setdefault((event.type, event.modality, _ids(event.actors)), [])
        words = frozenset(_WORD.findall(event.passage.text.lower()))
        # A document of a million events is no news article; looking back over a few keeps it linear.
        near = told[:_NEAR] if in_title else told[-_NEAR:]
        if not any(_same_act((event, words), other, in_title) for other in near):
            told.append((event, words))
    events = (event for told in kept.values() for event, _ in told)
    return tuple(sorted(events, key=lambda e: (e.passage.start, e.type)))


def _same_act(one: _Telling, other: _Telling, in_title: bool) -> bool:
    """Return whether two events of one type between the same parties are one act: same days, like words."""
    if not _compatible(one[0].when, other[0].when):
        return False
    shorter = min(len(one[1]), len(other[1]))
    return in_title or (shorter > 0 and len(one[1] & other[1]) / shorter >= _SAME_ACT)


def _ids(parties: Sequence[Party]) -> frozenset[str]:
    return frozenset(party.actor or party.name for party in parties)


def _compatible(one: When, other: When) -> bool:
    """Return whether two dates can be the same day; a date nobody stated can be any."""
    if one.start is None or one.end is None or other.start is None or other.end is None:
        return True
    if "reported" in (one.basis, other.basis):
        return True
    return one.start <= other.end and other.start <= one.end
