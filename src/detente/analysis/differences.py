"""Differences: why two claims of one question differ, or that they do not.

Each rule is a small pure function of a pair: it returns its reason and one sentence, or None. They are asked in order;
what no rule explains stays `unexplained`. Reasons of time and scope hold only in the right direction: a later or wider
total may not be the smaller one.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from ..coding.figures.acts import act_rule
from ..coding.figures.scopes import Scope, by_names, is_mark, of_a_day, read_scope, relation, without
from ..coding.figures.tellers import are_rivals, find_teller
from ..coding.figures.units import days_in
from ..plain_words import describe_day, figure_words
from ..types import Claim, Difference, DifferenceReason, Document
from .disputes import is_withdrawn
from .gathering import parts, related

Explanation = tuple[DifferenceReason, str]

_FAR = 20
_RECALLED = frozenset({"claim.plain", "claim.carried"})  # "the famous $9 million": what for was said before
_NEXT = 3  # characters between a sentence and the next
_SAME_WEEK = 7  # days within which two measurements should agree
_ABOUT = Decimal("0.1")  # "about" and "nearly" reach a tenth to either side


@dataclass(frozen=True, slots=True)
class Side:
    """A claim made ready for comparing: interval in one unit, scope, day and the document it is a copy of."""

    claim: Claim
    low: Decimal | None
    high: Decimal | None
    scope: Scope
    day: date | None
    origin: str
    publisher: str = ""
    teller: str = ""


def ready(claim: Claim, origins: Mapping[str, str], documents: Mapping[str, Document]) -> Side:
    """Return a claim made ready for comparing.

    ``origins`` maps a copy's document to the one it repeats. A figure is known no later than it was published.
    """
    low, high = in_days(claim)
    document = claim.passage.document_id
    scope = without(read_scope(claim.scope), claim.subject.name)
    if claim.question.endswith("|people"):
        scope = by_names(scope)
    origin = origins.get(document, document)
    published = documents[document].published.end if document in documents else None
    day = min((day for day in (claim.as_of.end, published) if day), default=None)
    publisher = documents[origin].publisher if origin in documents else ""
    teller = find_teller(claim.passage.text, claim.quantity.passage.start - claim.passage.start)
    return Side(claim, low, high, scope, day, origin, publisher, teller)


def side_by_side(a: Side, b: Side) -> bool:
    """Return whether one sentence, or two in a row, give the figures of different sources."""
    first, second = sorted((a.claim.passage, b.claim.passage), key=lambda passage: passage.start)
    if first.document_id != second.document_id or second.start - first.end > _NEXT:
        return False
    if a.teller and b.teller:
        return are_rivals(a.teller, b.teller)
    return a.claim.attribution != b.claim.attribution


def explain(a: Side, b: Side) -> Difference:
    """Return why two claims of one question differ."""
    for rule in RULES:
        if found := rule(a, b):
            return Difference(a.claim.id, b.claim.id, *found)
    return Difference(a.claim.id, b.claim.id, "unexplained", _unexplained(a, b))


def _unexplained(a: Side, b: Side) -> str:
    """Return the sentence that nothing explains a difference; what one report or outlet gives is no disagreement."""
    if a.origin == b.origin and not side_by_side(a, b):
        return f"One report gives both {say(a)} and {say(b)}, and nothing explains it."
    if a.publisher and a.publisher == b.publisher and a.origin != b.origin:
        return f"{a.publisher} gives both {say(a)} and {say(b)}, and nothing explains it."
    return f"{_open(say(a))} and {say(b)} are given for the same thing, and nothing explains it."


def copied(a: Side, b: Side) -> Explanation | None:
    """One document repeats the other, so its figure is not a second source."""
    if a.origin == b.origin and a.claim.passage.document_id != b.claim.passage.document_id and _equal(a, b):
        return "copied", "One document repeats the other: its figure is not a second source."
    return None


def taken_back(a: Side, b: Side) -> Explanation | None:
    """An outlet that takes a figure back stands by another one."""
    withdrawn = [side for side in (a, b) if is_withdrawn(side.claim)]
    if len(withdrawn) != 1 or overlap(a, b):
        return None
    return "later_figure", f"{_open(say(withdrawn[0]))} was taken back by the outlet that had given it."


def denied(a: Side, b: Side) -> Explanation | None:
    """One source denies a figure: that disputes the same figure and says nothing of another."""
    denials = [side for side in (a, b) if side.claim.firmness.level == "denied"]
    if len(denials) != 1:
        return None
    if overlap(a, b):
        return "unexplained", f"One source denies the {say(denials[0])} that the other reports."
    return "different_quantity", f"To deny {say(denials[0])} says nothing against another figure."


def other_rate(a: Side, b: Side) -> Explanation | None:
    """A figure per month is not a total."""
    rates = (a.claim.quantity.rate, b.claim.quantity.rate)
    if rates[0] == rates[1]:
        return None
    named = " and ".join(f"per {rate}" if rate else "in all" for rate in rates)
    return (
        "different_quantity",
        f"One figure is {named.replace(' and ', ', the other ')}: they measure different things.",
    )


def other_unit(a: Side, b: Side) -> Explanation | None:
    """Dollars are not euros, and percent are not percentage points."""
    units = (comparable_unit(a.claim), comparable_unit(b.claim))
    if units[0] == units[1] or "" in units:
        return None
    return "different_quantity", f"The figures are in different units ({units[0]}, {units[1]}); none is converted."


def other_change(a: Side, b: Side) -> Explanation | None:
    """How much something fell is not what it fell to, and what it was is not what it became."""
    changes = (a.claim.quantity.change, b.claim.quantity.change)
    if changes[0] == changes[1] or "" in changes:
        return None
    names = {"by": "how much it changed", "to": "what it became", "from": "what it was before"}
    return "different_quantity", f"One figure is {names[changes[0]]}, the other {names[changes[1]]}."


def other_modality(a: Side, b: Side) -> Explanation | None:
    """A pledge or a goal is not a payment."""
    names = {"": "done", "pledged": "a pledge", "goal": "a goal", "planned": "planned"}
    if a.scope.modality == b.scope.modality or (_equal(a, b) and _RECALLED & {a.claim.rule, b.claim.rule}):
        return None
    said = (names[a.scope.modality], names[b.scope.modality])
    return "different_quantity", f"One figure is {said[0]}, the other {said[1]}."


def the_rest(a: Side, b: Side) -> Explanation | None:
    """ "46 others" counts all but those named."""
    if ("others" in a.scope.flags) == ("others" in b.scope.flags) or _equal(a, b):
        return None
    return "different_quantity", "One figure counts only the others, besides those named."


def equal(a: Side, b: Side) -> Explanation | None:
    """The same figure."""
    if not _equal(a, b):
        return None
    if a.claim.quantity.qualifier == b.claim.quantity.qualifier:
        return "agrees", f"Both say {say(a)}."
    return "compatible", f"{_open(say(a))} and {say(b)} name the same figure, with and without a bound."


def overlapping(a: Side, b: Side) -> Explanation | None:
    """The intervals have a part in common, so both can be true."""
    if not overlap(a, b):
        return None
    return "compatible", f"Both can be true: {say(a)} and {say(b)} have values in common."


def rounded(a: Side, b: Side) -> Explanation | None:
    """One figure is the other, rounded to its own digits; not where two who count are set against each other."""
    if a.teller and b.teller and side_by_side(a, b):
        return None
    for rough, fine in ((a, b), (b, a)):
        if is_rounding(point(rough), point(fine)):
            return "rounded", f"{_open(say(rough))} is {say(fine)}, rounded."
    return None


def wider(a: Side, b: Side) -> Explanation | None:
    """The wider scope has the larger figure; the other way round nothing is explained."""
    how = scope_relation(a, b)
    if how == "narrower":
        a, b = b, a
    if a.scope.words == b.scope.words and not (a.scope.periods or a.scope.flags) and later(a, b):
        return None  # a tally of one period, and then of all the time since: it had grown
    if how not in ("narrower", "wider") or not larger(a, b):
        return None
    return "wider_scope", _wider_words(a, b)


def later(a: Side, b: Side) -> Explanation | None:
    """The later tally is the larger one; a later smaller one is not explained."""
    if a.day is None or b.day is None or a.day == b.day:
        return None
    if a.day < b.day:
        a, b = b, a
    if not larger(a, b) or scope_relation(a, b) == "different" or not _grows(a.claim):
        return None
    return (
        "later_figure",
        f"{_open(say(a))} is the figure by {describe_day(a.day)}, {say(b)} by {describe_day(b.day)}: it had grown.",
    )


def other_scope(a: Side, b: Side) -> Explanation | None:
    """The figures are about different parts, periods or parties."""
    if scope_relation(a, b) != "different":
        return None
    return "different_quantity", f"The figures are about different parts: {_part(a)}; {_part(b)}."


def another_day(a: Side, b: Side) -> Explanation | None:
    """A poll or a fortune has its own figure each time it is measured."""
    act = act_rule(parts(a.claim)[1])
    if act is None or not act.measured or a.day is None or b.day is None or abs((a.day - b.day).days) <= _SAME_WEEK:
        return None
    return (
        "different_quantity",
        f"{_open(say(a))} was given by {describe_day(a.day)}, {say(b)} by {describe_day(b.day)}: each day has its own.",
    )


def another_event(a: Side, b: Side) -> Explanation | None:
    """What happened on one day is not what happened on another."""
    if (
        not (of_a_day(a.claim.scope) and of_a_day(b.claim.scope))
        or a.day is None
        or b.day is None
        or abs((a.day - b.day).days) <= _SAME_WEEK
    ):
        return None
    return "different_quantity", f"{_open(say(a))} is the figure of one day, {say(b)} of another."


def one_sentence(a: Side, b: Side) -> Explanation | None:
    """A sentence that gives two figures of its own ("48 percent to 41") sets two things beside each other."""
    if a.claim.passage != b.claim.passage or side_by_side(a, b):
        return None
    return "different_quantity", f"One sentence gives both {say(a)} and {say(b)}: of two things."


def unlike(a: Side, b: Side) -> Explanation | None:
    """The words around the figures name different things."""
    act = act_rule(parts(a.claim)[1])
    if act is not None and act.victims:
        return None
    told = related(a.claim, b.claim)
    if told or (told is None and not far_apart(a, b)):
        return None
    return (
        "different_quantity",
        f"The sources’ words differ (“{a.claim.what}”, “{b.claim.what}”), so the figures may measure different things.",
    )


RULES: tuple[Callable[[Side, Side], Explanation | None], ...] = (
    copied, taken_back, denied, other_rate, other_unit, other_change, other_modality, the_rest, equal, overlapping,
    rounded, wider, later, other_scope, another_event, another_day, one_sentence, unlike,
)  # fmt: skip


def interval(claim: Claim) -> tuple[Decimal | None, Decimal | None]:
    """Return the values a claim's figure can mean; "about" reaches a tenth to either side."""
    low, high = claim.quantity.low, claim.quantity.high
    if claim.quantity.qualifier == "about" and low is not None and high is not None:
        return low - abs(low) * _ABOUT, high + abs(high) * _ABOUT
    return low, high


def in_days(claim: Claim) -> tuple[Decimal | None, Decimal | None]:
    """Return the interval, in days where the unit is one of time."""
    low, high = interval(claim)
    days = days_in(claim.quantity.unit) or Decimal(1)
    return (None if low is None else low * days), (None if high is None else high * days)


def overlap(a: Side, b: Side) -> bool:
    """Return whether two intervals share a value; a missing end is open."""
    below = a.high is not None and b.low is not None and a.high < b.low
    above = b.high is not None and a.low is not None and b.high < a.low
    return not (below or above)


def far_apart(a: Side, b: Side) -> bool:
    """Return whether one figure is vague or twenty times the other: rarely the same thing measured twice."""
    one, two = point(a), point(b)
    if "vague" in (a.claim.quantity.qualifier, b.claim.quantity.qualifier):
        return True
    return one is not None and two is not None and max(abs(one), abs(two)) > _FAR * min(abs(one), abs(two))


def larger(a: Side, b: Side) -> bool:
    """Return whether figure a is not smaller than figure b."""
    one, two = point(a), point(b)
    return one is None or two is None or one >= two


def point(side: Side) -> Decimal | None:
    """Return the value as written, or the bound where one end is open."""
    quantity = side.claim.quantity
    return quantity.low if quantity.low is not None else quantity.high


def is_rounding(rough: Decimal | None, fine: Decimal | None) -> bool:
    """Return whether the first value is the second, rounded to the digits the first is written with."""
    if rough is None or fine is None or rough == fine or not rough:
        return False
    digits = rough.normalize().as_tuple()
    exponent = digits.exponent
    if not isinstance(exponent, int) or len(digits.digits) < 1:
        return False
    return abs(rough - fine) <= Decimal(10) ** exponent / 2 and abs(rough - fine) <= abs(rough) * _ABOUT


def scope_relation(a: Side, b: Side) -> str:
    """Return how a's scope lies to b's; a part of an actor (its committee) is narrower than the actor."""
    how = relation(a.scope, b.scope)
    if a.claim.subject == b.claim.subject:
        return how
    own = (_is_whole(a.claim), _is_whole(b.claim))
    if own == (True, False) and how in ("same", "wider", "different"):
        return "wider"
    if own == (False, True) and how in ("same", "narrower", "different"):
        return "narrower"
    return "different" if own == (False, False) else how


def _is_whole(claim: Claim) -> bool:
    return bool(claim.subject.id) and not claim.subject.via


def _grows(claim: Claim) -> bool:
    act = act_rule(parts(claim)[1])
    return act is not None and act.tally


def _equal(a: Side, b: Side) -> bool:
    one, two = a.claim.quantity, b.claim.quantity
    return (one.low, one.high) == (two.low, two.high) or (
        point(a) == point(b) and "vague" not in (one.qualifier, two.qualifier)
    )


def comparable_unit(claim: Claim) -> str:
    """Return the unit two figures must share to be compared: the currency, "time", or the class of what is counted."""
    kind = claim.question.rsplit("|", 1)[-1]
    return claim.quantity.unit if kind in ("money", "percent") else kind


def say(side: Side) -> str:
    """Return a figure in words: qualifier and the words as written."""
    words = {"at_least": "at least ", "at_most": "at most ", "about": "about "}
    quantity = side.claim.quantity
    rate = f" per {quantity.rate}" if quantity.rate else ""
    return f"{words.get(quantity.qualifier, '')}{figure_words(quantity)}{rate}"


def scope_words(side: Side) -> str:
    """Return a scope in words, the source's own in quotation marks; "" where the text narrows nothing."""
    pieces = [piece for piece in side.claim.scope.split("; ") if piece]
    quoted = ", ".join(piece for piece in pieces if not is_mark(piece))
    return ", ".join(filter(None, (f"“{quoted}”" if quoted else "", *(piece for piece in pieces if is_mark(piece)))))


def _part(side: Side) -> str:
    """Return a figure and the part it is about."""
    return f"{say(side)} {scope_words(side) or f'for {side.claim.subject.name}'}"


def _wider_words(a: Side, b: Side) -> str:
    """Return the sentence that the first figure covers more than the second."""
    narrow, wide = scope_words(b), scope_words(a)
    if narrow == wide:
        return f"{_open(say(a))} is the figure of {a.claim.subject.name}, {say(b)} only that of {b.claim.subject.name}."
    if not narrow:
        return f"{_open(say(a))} covers more ({wide}) than {say(b)} does."
    covers = f"covers more ({wide})" if wide else "names no such limit"
    return f"{_open(say(b))} counts only a part ({narrow}); {say(a)} {covers}."


def _open(words: str) -> str:
    """Return words as they open a sentence."""
    return words[:1].upper() + words[1:]
