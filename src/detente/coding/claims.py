"""Claims: what each quantity is about: who, did what, to what extent, as of when, and on whose word."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from functools import cache

from ..rulebook import Rule, load_rules
from ..types import (
    Attribution,
    AttributionBasis,
    Claim,
    Firmness,
    Mention,
    Party,
    Quantity,
    Reading,
    Sentence,
    When,
    make_id,
)
from . import acts
from .acts import Act
from .firmness import judge_firmness
from .numerals import fold
from .scopes import modality_of, scope_text, stem
from .subjects import find_subject

_BLOCKS = frozenset({"title", "heading", "body", "list"})
_LONGEST = 2_000  # characters of a sentence that are searched around a quantity
_WHAT = 14  # words kept of what a claim is about
_BREAK = re.compile(
    r"[;:!?“”\"]|\s[—–-]{1,2}\s|[—–]|,\s(?:and|but|while|whereas|although|though|which|who|where|as|after|before|with|"
    r"including|whose|so|yet)\b|\b(?:but|while|whereas|although|because)\b"
)
_DOCUMENT = re.compile(
    r"\b(?:filings?|disclosures?|records?|documents?|court\spapers|analys[ei]s|data|figures\sfrom|audit|ledger|statistics|"
    r"official\s(?:figures|count|results|tally)|election\scommission|census|spreadsheet|report\sby)\b"
)
_ANONYMOUS = re.compile(r"\b(?:officials?|aides?|sources?|people\s(?:familiar|close|with\sknowledge)|insiders?)\b")
_HEARSAY = re.compile(
    r"\b(?:reportedly|allegedly|rumou?red|reports\s(?:say|said|suggest)|is\ssaid\sto|are\ssaid\sto)\b"
)


class SpeechRule(Rule, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A figure of speech: an amount inside its match is no claim."""

    pattern: str


@dataclass(frozen=True, slots=True)
class Place:
    """A quantity in its sentence: the sentence before, the words folded, the clause and the quantity's offsets."""

    sentence: Sentence
    previous: Sentence | None
    folded: str
    clause: tuple[int, int]
    amount: tuple[int, int]


def find_claims(reading: Reading) -> tuple[Claim, ...]:
    """Return the claims of a document: its quantities in sentences that concern the actors."""
    finder = _Finder(reading)
    claims: dict[str, Claim] = {}
    for sentence, previous, quantities in finder.relevant():
        for quantity in quantities:
            claim = finder.claim(sentence, previous, quantity)
            if claim is not None:
                claims.setdefault(claim.id, claim)
    return tuple(claims.values())


class _Finder:
    """Finds claims in one reading; holds its mentions, quantities and dates by place."""

    def __init__(self, reading: Reading) -> None:
        self.reading = reading
        self.quantities = sorted(reading.quantities, key=lambda q: q.passage.start)
        self.quantity_starts = [q.passage.start for q in self.quantities]
        self.mentions = sorted(reading.mentions, key=lambda m: m.passage.start)
        self.mention_starts = [m.passage.start for m in self.mentions]
        self.timexes = sorted(reading.timexes, key=lambda t: t.passage.start)
        self.timex_starts = [t.passage.start for t in self.timexes]

    def relevant(self) -> list[tuple[Sentence, Sentence | None, list[Quantity]]]:
        """Return the sentences that hold quantities and concern an actor, each with the sentence before it."""
        found = []
        previous: Sentence | None = None
        titled = False
        for sentence in self.reading.sentences:
            if sentence.block not in _BLOCKS:
                continue
            titled = titled or (sentence.block == "title" and bool(self._mentions(sentence)))
            quantities = self._quantities(sentence)
            if quantities and self._concerns(sentence, previous, titled):
                found.append((sentence, previous, quantities))
            previous = sentence
        return found

    def _concerns(self, sentence: Sentence, previous: Sentence | None, titled: bool) -> bool:
        if self._mentions(sentence) or (titled and sentence.index < 6):
            return True
        return previous is not None and bool(self._mentions(previous))

    def _quantities(self, sentence: Sentence) -> list[Quantity]:
        first = bisect_left(self.quantity_starts, sentence.passage.start)
        return self.quantities[first : bisect_left(self.quantity_starts, sentence.passage.end)]

    def _mentions(self, sentence: Sentence) -> list[Mention]:
        first = bisect_left(self.mention_starts, sentence.passage.start)
        return self.mentions[first : bisect_right(self.mention_starts, sentence.passage.end - 1)]

    def claim(self, sentence: Sentence, previous: Sentence | None, quantity: Quantity) -> Claim | None:
        """Return what a quantity claims; None for a figure of speech and for a number about nothing."""
        place = _place(sentence, previous, quantity)
        if place is None or _is_speech(place):
            return None
        kind = acts.amount_kind(quantity)
        act = _act(place, kind)
        if act is None and kind == "count" and not quantity.unit:
            return None
        subject = self._subject(place, act)
        carried = act is None and kind == "money" and previous is not None
        rule = act.rule.id if act else "claim.plain"
        if carried and previous is not None and (act := _carried_act(previous, kind)):
            rule = "claim.carried"
            subject = self._subject_of_previous(previous) or subject
        attribution = self._attribution(quantity)
        return self._build(place, quantity, act, subject, attribution, rule)

    def _build(
        self,
        place: Place,
        quantity: Quantity,
        act: Act | None,
        subject: Party,
        attribution: Attribution | None,
        rule: str,
    ) -> Claim:
        carried = rule == "claim.carried"
        scope = _scope(place, None if carried else act)
        if carried and place.previous is not None and act is not None:
            scope = scope or scope_text(place.previous.text[act.end :], "")
        what = _what(place, None if carried else act, quantity)
        return Claim(
            id=make_id("claim", quantity.passage.document_id, quantity.passage.start, quantity.passage.end, what),
            passage=place.sentence.passage,
            quantity=quantity,
            subject=subject,
            what=what if not carried or act is None else act_words(place.previous, act),
            scope=scope,
            question=question_key(subject, act, quantity),
            as_of=self._as_of(place),
            basis=_basis(place, attribution),
            firmness=self._firmness(quantity, attribution),
            attribution=attribution.id if attribution else "",
            rule=rule,
        )

    def _subject(self, place: Place, act: Act | None) -> Party:
        mentions = self._mentions(place.sentence)
        before = place.amount[0] if act is None or act.start > place.amount[0] else act.start
        passive = act.end if act else place.amount[1]
        found = find_subject(place.sentence.passage, mentions, (place.clause[0], before), passive)
        return found or self._subject_of_previous(place.previous) or Party("unstated")

    def _subject_of_previous(self, previous: Sentence | None) -> Party | None:
        mentions = self._mentions(previous) if previous else []
        return mentions[0].parties[0] if mentions else None

    def _attribution(self, quantity: Quantity) -> Attribution | None:
        """Return the attribution whose content holds the quantity, the shortest where several do."""
        holding = [a for a in self.reading.attributions if any(c.covers(quantity.passage) for c in a.content)]
        return min(holding, key=lambda a: sum(c.end - c.start for c in a.content), default=None)

    def _firmness(self, quantity: Quantity, attribution: Attribution | None) -> Firmness:
        """Return the less firm of what the sentence and its attribution say."""
        own = judge_firmness(self.reading, quantity.passage)
        return attribution.firmness if attribution and attribution.firmness.score < own.score else own

    def _as_of(self, place: Place) -> When:
        """Return the date stated in the quantity's clause, nearest first, else the published date as reported."""
        start = place.sentence.passage.start
        first = bisect_left(self.timex_starts, start + place.clause[0])
        last = bisect_left(self.timex_starts, start + place.clause[1])
        latest = self.reading.published.end
        dated = [
            t for t in self.timexes[first:last]
            if t.type in ("DATE", "TIME") and t.when.known and not (latest and t.when.start and t.when.start > latest)
        ]  # fmt: skip
        if dated:
            return min(dated, key=lambda t: abs(t.passage.start - start - place.amount[0])).when
        published = self.reading.published
        return When(published.start, published.end, published.precision, "reported" if published.known else "unknown")


def question_key(subject: Party, act: Act | None, quantity: Quantity) -> str:
    """Return the key that claims about the same thing share: subject, act, and class of unit."""
    who = subject.actor or re.sub(r"[^\w]+", " ", subject.name.lower()).strip()
    return f"{who}|{act.rule.act if act else ''}|{unit_class(quantity, act)}"


def unit_class(quantity: Quantity, act: Act | None) -> str:
    """Return money, percent, time, people, or the counted noun in the singular."""
    kind = acts.amount_kind(quantity)
    if kind != "count":
        return kind
    return act.rule.counts if act and act.rule.counts else stem(quantity.unit)


def act_words(sentence: Sentence | None, act: Act) -> str:
    """Return the words of an act and what follows it, cut short."""
    return _words(sentence.text[act.start :]) if sentence else ""


def _place(sentence: Sentence, previous: Sentence | None, quantity: Quantity) -> Place | None:
    start, end = (at - sentence.passage.start for at in (quantity.passage.start, quantity.passage.end))
    if not 0 <= start < end <= len(sentence.text):
        return None
    left, right = max(0, start - _LONGEST), min(len(sentence.text), end + _LONGEST)
    folded = fold(sentence.text)
    before = [m.end() for m in _BREAK.finditer(folded, left, start)]
    after = _BREAK.search(folded, end, right)
    clause = (before[-1] if before else left, after.start() if after else right)
    return Place(sentence, previous, folded, clause, (start, end))


def _act(place: Place, kind: str) -> Act | None:
    """Return the act of the clause, else of the sentence around it."""
    found = acts.find_act(place.folded, place.clause, place.amount, kind)
    if found:
        return found
    around = (max(0, place.amount[0] - 200), min(len(place.folded), place.amount[1] + 120))
    return acts.find_act(place.folded, around, place.amount, kind)


def _carried_act(previous: Sentence, kind: str) -> Act | None:
    folded = fold(previous.text[:_LONGEST])
    return acts.find_act(folded, (0, len(folded)), (len(folded), len(folded)), kind)


def _scope(place: Place, act: Act | None) -> str:
    text = place.sentence.text
    start, end = place.amount
    opening = text[place.clause[0] : start]
    between = text[act.end : start] if act and act.end < start and act.start >= place.clause[0] else ""
    scope = scope_text(f"{between} {text[end : place.clause[1]]}", opening)
    asked = place.previous.text if place.previous else ""
    if asked.endswith("?") and len(asked.split()) <= 4 and (marker := modality_of(asked.lower())):
        scope = f"{scope}; {marker}" if scope else marker
    return scope


def _what(place: Place, act: Act | None, quantity: Quantity) -> str:
    """Return predicate and object in the text's words, without the quantity."""
    text = place.sentence.text
    start, end = place.amount
    noun = quantity.unit if acts.amount_kind(quantity) in ("count", "time") else ""
    if act and act.end <= start:
        return _words(f"{text[act.start : start]} {noun} {text[end : place.clause[1]]}")
    return _words(f"{noun} {text[end : max(place.clause[1], act.end if act else 0)]}") or _words(
        text[place.clause[0] : start]
    )


_TRAILING = re.compile(
    r"\s(?:more than|over|at least|up to|as much as|as many as|about|around|nearly|almost|some|an estimated|less than|"
    r"fewer than|under|a|an|the|roughly|approximately|just|well|close to|to|of|by|with|and|or)(?=\s{2}|$)"
)


def _words(text: str) -> str:
    text = _TRAILING.sub(" ", text)
    return " ".join(text.strip(" ,.;:!?—–-\"“”'’()").split()[:_WHAT])


def _basis(place: Place, attribution: Attribution | None) -> AttributionBasis:
    """Return on whose word the figure stands."""
    around = place.folded[max(0, place.clause[0] - 200) : place.clause[1] + 200]
    if _DOCUMENT.search(around):
        return "document"
    if attribution is not None:
        return attribution.basis
    return "unstated" if _HEARSAY.search(around) else "outlet"


def _is_speech(place: Place) -> bool:
    start, end = place.amount
    return any(
        m.start() < end and start < m.end() for m in _speech().finditer(place.folded, max(0, start - 80), end + 80)
    )


@cache
def _speech() -> re.Pattern[str]:
    rules = load_rules("claims/figures_of_speech", SpeechRule)
    return re.compile("|".join(f"(?:{rule.pattern})" for rule in rules))
