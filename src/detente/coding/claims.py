"""Claims: what each quantity is about: who, did what, to what extent, as of when, and on whose word."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import TypeVar

from ..types import (
    Attribution,
    Claim,
    Firmness,
    Mention,
    Party,
    Passage,
    Quantity,
    Reading,
    Sentence,
    Timex,
    When,
    make_id,
)
from .figures import acts
from .figures.acts import Act
from .figures.carried import Carried, carried_act
from .figures.claim_subjects import bearer, find_subject, is_doer, name_actors, noun_owner
from .figures.claim_text import (
    Place,
    act_of,
    basis_of,
    find_place,
    is_conversion,
    is_offset,
    is_speech,
    scope_of,
    what_of,
    words,
)
from .figures.run_ins import Topic, has_possessive, same_giver, same_taker, sums_up, told_by, topic_of
from .figures.scopes import mark, scope_text, stem
from .firmness import judge_firmness

Placed = TypeVar("Placed", Quantity, Mention, Timex)

_BLOCKS = frozenset({"title", "heading", "body", "list"})
_LONGEST = 3_000  # characters; what is longer is no sentence, and nothing in it says what a figure is about
_LEAD = 6  # sentences after a title that names an actor which are taken to be about it
_APART = re.compile(r"\b(?:that|who|which|whose)\b")  # between a date and a figure: the date is of another clause
_SINCE = re.compile(r"\bsince\b")  # before a date: there the count begins
_FOLLOWS = re.compile(r",\s(?:after|when|as|where)$")  # opens a clause that shares the date of the one before
_EARLIER = re.compile(r"\bhad\s(?:\w+\s)?(?:said|spoken|reported|counted|announced|estimated|claimed|told|given)\b")
_CLOSE_BY = 600  # characters between a figure and the one it adds to
_TAKER = re.compile(r"(?:in)?to\s(?:[a-z]+\s){0,2}[A-Z][\w&’'-]*(?:\s[A-Z][\w&’'-]*){0,4}")  # who is given a sum
_SHORT_OF = re.compile(
    r"(?i)\b(?:far|well\sshort|short|nowhere\snear|not\sfar)\s(?:from|of|off)\s(?:the\s|that\s|this\s)?$"
)
_SMALL = 13  # a smaller count needs an act: "two rivals" claims nothing


@dataclass(frozen=True, slots=True)
class Candidate:
    """A sentence with quantities that concerns an actor, the sentence before it, and their mentions."""

    sentence: Sentence
    previous: Sentence | None
    quantities: tuple[Quantity, ...]
    mentions: tuple[Mention, ...]
    earlier: tuple[Mention, ...]
    timexes: tuple[Timex, ...]
    attributions: tuple[Attribution, ...]
    told_at: int = 0


def find_claims(reading: Reading) -> tuple[Claim, ...]:
    """Return the claims of a document: its quantities in sentences that concern the actors."""
    claims: dict[str, Claim] = {}
    topic = topic_of(reading)
    before: Claim | None = None
    for candidate in _candidates(reading, topic):
        for quantity in candidate.quantities:
            claim = _claim(reading, candidate, quantity)
            if claim is not None and acts.amount_kind(quantity) == "money":
                claim = _from_context(claim, candidate, before, topic)
                before = claim if candidate.told_at or before is None or not _close(before, claim) else before
            if claim is not None:
                claims.setdefault(claim.id, claim)
    return tuple(claims.values())


def _from_context(claim: Claim, candidate: Candidate, before: Claim | None, topic: Topic) -> Claim:
    """Return a sum with what its own words leave to those around it: payer, act and recipient of the sum before it, or
    what the title asks."""
    text, start = candidate.sentence.text, claim.quantity.passage.start - candidate.sentence.passage.start
    if before is not None and sums_up(text, start) and _close(before, claim):
        return replace(claim, subject=before.subject, question=before.question, scope=mark("total"))
    if not candidate.told_at:
        return claim
    if before is not None and same_giver(text):
        taker = _TAKER.match(before.scope) if same_taker(text) else None
        scope = "; ".join(piece for piece in (taker[0] if taker else "", claim.scope) if piece)
        return replace(claim, subject=before.subject, question=before.question, scope=scope)
    subject = claim.subject if _names_doer(claim, candidate) else topic.party or claim.subject
    who, act, unit = claim.question.split("|")
    act = act or (topic.act if subject == topic.party else "")
    who = subject.actor if subject != claim.subject else who
    return replace(claim, subject=subject, question=f"{who}|{act}|{unit}")


def _names_doer(claim: Claim, candidate: Candidate) -> bool:
    """Return whether the subject stands in the sentences that tell of a figure, behind no preposition."""
    base, text = candidate.sentence.passage.start, candidate.sentence.text
    return any(
        claim.subject in m.parties and is_doer(text, m.passage.start - base, m.passage.end - base)
        for m in candidate.mentions
    )


def _close(before: Claim, claim: Claim) -> bool:
    """Return whether two figures stand close by in one document."""
    return claim.quantity.passage.start - before.quantity.passage.end <= _CLOSE_BY


def _candidates(reading: Reading, topic: Topic) -> list[Candidate]:
    """Return the sentences that hold quantities and name an actor, or stand within two sentences of one that does."""
    # A multiple ("doubled") is a figure of nothing that could be set beside another.
    quantities = _by_sentence(reading.sentences, [q for q in reading.quantities if q.rule != "quantity.multiple"])
    mentions = _by_sentence(reading.sentences, reading.mentions)
    timexes = _by_sentence(reading.sentences, reading.timexes)
    attributions = _attributed(reading)
    found: list[Candidate] = []
    seen: list[Sentence] = []
    lead = -1
    for sentence in reading.sentences:
        if sentence.block not in _BLOCKS:
            continue
        own, amounts = mentions[sentence.index], quantities[sentence.index]
        dated, told = timexes[sentence.index], sentence
        last = told_by(reading.sentences, sentence.index, amounts) if amounts and not own else None
        run_in = last is not None and last.passage.end - sentence.passage.start <= _LONGEST
        told_at = 0
        if last is not None and run_in:
            told_at = last.passage.start - sentence.passage.start
            told, within = _joined(reading, sentence, last), range(sentence.index, last.index + 1)
            own = tuple(mention for at in within for mention in mentions[at])
            dated = tuple(timex for at in within for timex in timexes[at])
        earlier = next((m for s in reversed(seen[-2:]) if (m := mentions[s.index])), ())
        lead = sentence.index + _LEAD if sentence.block == "title" and own else lead
        if (
            amounts
            and len(sentence.text) <= _LONGEST
            and (
                own or earlier or sentence.index <= lead or (topic.party and (run_in or has_possessive(sentence.text)))
            )
        ):
            before = seen[-1] if seen else None
            said = tuple(attributions.get(sentence.index, ()))
            found.append(Candidate(told, before, amounts, own, earlier, dated, said, told_at))
        seen.append(sentence)
    return found


def _joined(reading: Reading, sentence: Sentence, after: Sentence) -> Sentence:
    start, end = sentence.passage.start, after.passage.end
    words = reading.document.text[start:end]
    return replace(sentence, passage=Passage(sentence.passage.document_id, start, end, words))


def _by_sentence(sentences: Sequence[Sentence], items: Sequence[Placed]) -> dict[int, tuple[Placed, ...]]:
    """Return the items inside each sentence, by the sentence's index."""
    ordered = sorted(items, key=lambda item: item.passage.start)
    starts = [item.passage.start for item in ordered]
    return {
        s.index: tuple(ordered[bisect_left(starts, s.passage.start) : bisect_left(starts, s.passage.end)])
        for s in sentences
    }


def _attributed(reading: Reading) -> dict[int, list[Attribution]]:
    """Return the attributions whose content reaches into each sentence, by the sentence's index."""
    starts = [sentence.passage.start for sentence in reading.sentences]
    found: dict[int, list[Attribution]] = defaultdict(list)
    for attribution in reading.attributions:
        for piece in attribution.content:
            first = max(0, bisect_right(starts, piece.start) - 1)
            for sentence in reading.sentences[first : bisect_left(starts, piece.end)]:
                found[sentence.index].append(attribution)
    return found


def _claim(reading: Reading, candidate: Candidate, quantity: Quantity) -> Claim | None:
    """Return what a quantity claims; None for a figure of speech, a date and a number about nothing."""
    place = find_place(candidate.sentence, candidate.previous, quantity)
    if place is None or is_speech(place) or _is_dated(candidate, quantity) or is_offset(place, quantity):
        return None
    if is_conversion(place, quantity):
        return None
    act = act_of(place, quantity, candidate.told_at)
    carried = carried_act(place, quantity) if act is None and not candidate.told_at else None
    quantity = replace(quantity, unit=carried.noun) if carried and carried.noun else quantity
    if act is None and carried is None and (_is_idle(quantity) or candidate.sentence.block == "heading"):
        return None
    rule = act.rule.id if act else "claim.carried" if carried else "claim.plain"
    subject = _carried_subject(reading, candidate, carried) or _subject(reading, candidate, place, act)
    what, scope = what_of(place, act, quantity), scope_of(place, act)
    if candidate.told_at and act and act.start >= candidate.told_at:
        scope = scope_text(place.sentence.text[act.end : place.clause[1]], "")
    if carried:
        what, scope = words(carried.told), scope or scope_text(carried.tail, "")
    as_of, period = _as_of(reading, candidate, place)
    if period and period not in scope:
        scope = f"{scope}; {period}" if scope else period
    scope = name_actors(scope, reading.actors)
    attribution = _attribution(candidate, quantity)
    passage = quantity.passage
    return Claim(
        id=make_id("claim", passage.document_id, passage.start, passage.end, quantity.unit, quantity.qualifier),
        passage=candidate.sentence.passage,
        quantity=quantity,
        subject=subject,
        what=what,
        scope=scope,
        question=question_key(subject, act or (carried.act if carried else None), quantity),
        as_of=as_of,
        basis=basis_of(place, attribution),
        firmness=_firmness(reading, quantity, attribution),
        attribution=attribution.id if attribution else "",
        rule=rule,
    )


def question_key(subject: Party, act: Act | None, quantity: Quantity) -> str:
    """Return the key that claims about the same thing share: subject, act, and class of unit."""
    own = act is not None and act.rule.own
    who = (subject.id if own else subject.actor) or re.sub(r"[^\w]+", " ", subject.name.lower()).strip()
    return f"{who}|{act.rule.act if act else ''}|{unit_class(quantity, act)}"


def unit_class(quantity: Quantity, act: Act | None) -> str:
    """Return money, percent, time, people, or the counted noun in the singular."""
    kind = acts.amount_kind(quantity)
    if kind != "count":
        return kind
    if act and act.rule.counts:
        return act.rule.counts
    return "people" if acts.is_person(quantity.unit) else stem(quantity.unit)


def _is_idle(quantity: Quantity) -> bool:
    """Return whether a quantity without an act claims nothing: a bare number, a few of something, two voices."""
    kind = acts.amount_kind(quantity)
    if kind == "time":
        return True
    if kind != "count":
        return False
    vague = quantity.qualifier == "vague" and (quantity.low or 0) < _SMALL
    small = quantity.low is not None and quantity.low < _SMALL and quantity.qualifier in ("exact", "about")
    return not quantity.unit or vague or small or acts.is_voice(quantity.unit)


def _is_dated(candidate: Candidate, quantity: Quantity) -> bool:
    """Return whether the quantity is part of a date ("two weeks ago") or of a repeated time ("five days a week")."""
    return any(_dates(timex) and timex.passage.covers(quantity.passage) for timex in candidate.timexes)


def _dates(timex: Timex) -> bool:
    return timex.type in ("DATE", "TIME", "SET")


def _subject(reading: Reading, candidate: Candidate, place: Place, act: Act | None) -> Party:
    """Return who the figure is about: the doer before the act, else the actor the text was about just before."""
    reach = (place.clause[0], act.start if act and act.start < place.amount[0] else place.amount[0])
    before = candidate.sentence.text[: act.start] if act else ""
    if act and act.rule.things and re.search(rf"\b(?:{act.rule.things})\b", before):
        return Party(f"the {act.rule.things.split('|')[0]}")
    owner = noun_owner(place, act, candidate.mentions) or bearer(place, act, candidate.mentions)
    if owner is not None:
        return owner
    mentions = candidate.mentions
    if act and act.rule.receives:
        mentions = tuple(m for m in mentions if m.passage.end - candidate.sentence.passage.start <= act.start)
    suffered = act is not None and act.rule.victims and act.start >= place.amount[0]
    sentence = candidate.sentence.passage
    span = (act.start, act.end) if act else place.amount
    found = find_subject(sentence, mentions, reach, span, reading.actors, suffered)
    if found is None and candidate.earlier:
        found = candidate.earlier[0].parties[0]
    found = found or _first_named(reading) or Party("unstated")
    return _state_of(found, reading) if act and act.rule.victims else found


def _carried_subject(reading: Reading, candidate: Candidate, carried: Carried | None) -> Party | None:
    """Return who did what is counted, by the words that the act is carried from: who counts is not who acts."""
    if carried is None or not carried.noun:
        return None
    passage, act = carried.passage, carried.act
    mentions = [m for m in (*candidate.earlier, *candidate.mentions) if passage.covers(m.passage)]
    span = (act.start, act.end)
    found = find_subject(passage, mentions, (0, act.start), span, reading.actors, act.rule.victims)
    return _state_of(found, reading) if found and act.rule.victims else found


def _state_of(party: Party, reading: Reading) -> Party:
    """Return the state for its minister: what a state does to people is not one official's figure."""
    state = next((a for a in reading.actors if a.id == party.via and a.kind == "state"), None)
    return Party(state.name, state.id) if state else party


def _first_named(reading: Reading) -> Party | None:
    return reading.mentions[0].parties[0] if reading.mentions else None


def _attribution(candidate: Candidate, quantity: Quantity) -> Attribution | None:
    """Return the attribution whose content holds the quantity, the shortest where several do."""
    holding = [a for a in candidate.attributions if any(piece.covers(quantity.passage) for piece in a.content)]
    return min(holding, key=lambda a: sum(piece.end - piece.start for piece in a.content), default=None)


def _firmness(reading: Reading, quantity: Quantity, attribution: Attribution | None) -> Firmness:
    """Return the less firm of what the sentence and its attribution say; "far from $2 million" denies no figure."""
    before = reading.document.text[max(0, quantity.passage.start - 24) : quantity.passage.start]
    own = Firmness() if _SHORT_OF.search(before) else judge_firmness(reading, quantity.passage)
    return attribution.firmness if attribution and attribution.firmness.score < own.score else own


def _as_of(reading: Reading, candidate: Candidate, place: Place) -> tuple[When, str]:
    """Return the date stated in the quantity's clause, nearest first, else the published date as reported.

    With it the words of a period ("in May") or day ("on 3 March") that the figure is of; "" for "by" and "as of".
    """
    base, text = place.sentence.passage.start, place.sentence.text
    dated = _dated(reading, candidate, place, place.clause) or (
        _dated(reading, candidate, place, (0, place.clause[0])) if _FOLLOWS.search(text[: place.clause[0]]) else []
    )
    if dated:
        nearest = min(dated, key=lambda t: abs(t.passage.start - base - place.amount[0]))
        start = nearest.passage.start - base
        of = re.search(r"(?i)\b(?:on|in|during)\s(?:the\s)?$", place.sentence.text[max(0, start - 12) : start])
        noun = re.match(r"\s[a-z]+", text[nearest.passage.end - base :]) if of and "the" in of[0].lower() else None
        return nearest.when, f"{of[0].lower()}{nearest.passage.text}{noun[0] if noun else ''}" if of else ""
    published = reading.published
    if published.end and published.end > date.min and _EARLIER.search(place.opening):
        day = published.end - timedelta(days=1)
        return When(None, day, "day", "reported"), ""
    return When(published.start, published.end, published.precision, "reported" if published.known else "unknown"), ""


def _dated(reading: Reading, candidate: Candidate, place: Place, within: tuple[int, int]) -> list[Timex]:
    """Return the past dates in a part of the sentence, but no date a count began at ("since May")."""
    base, text = place.sentence.passage.start, place.sentence.text
    return [
        t for t in candidate.timexes
        if within[0] <= t.passage.start - base < within[1] and t.type in ("DATE", "TIME") and t.when.known
        and not _ahead(t, reading) and not _APART.search(text[t.passage.end - base : place.amount[0]])
        and not _SINCE.search(text[max(within[0], t.passage.start - base - 80) : t.passage.start - base])
    ]  # fmt: skip


def _ahead(timex: Timex, reading: Reading) -> bool:
    latest = reading.published.end
    return latest is not None and timex.when.start is not None and timex.when.start > latest
