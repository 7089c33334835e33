"""Questions in words: what a row of the ledger asks, as a short sentence that is grammatical whatever the text says.

Where an act is known its rule has the words. Where none is, the question quotes the source with a gap for the figure.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from ..coding.figures.acts import act_rule, amount_kind
from ..coding.figures.scopes import read_scope
from ..types import Claim
from .gathering import event_day, parts, recipient

_FEWEST = 3  # words beside the gap without which a quotation tells nothing
_BEFORE, _AFTER = 6, 7  # words of the source kept on each side of the gap
_REACH = 240  # characters on each side of a figure that are looked at
_EDGE = re.compile(r"[;:!?()\[\]“”\"|]|,(?=\s)|\s[—–-]+\s|[—–]|\.(?=\W*(?:\s|$))|\n\s*\n")
_BOUND = re.compile(
    r"(?:\s|^)(?:no (?:more|less|fewer) than|(?:more|less|fewer|longer) than|at (?:least|most)|up to|"
    r"as (?:much|many) as|an estimated|a total of|close to|about|"
    r"around|nearly|almost|some|over|under|roughly|approximately|just|only|well|"
    r"another|a|an)$",
    re.IGNORECASE,
)
_OPENERS = frozenset(re.findall(r"\w+", """
    and or but that which who as of to in on at for from by with the a an its his her their so
"""))  # fmt: skip
_CLOSERS = _OPENERS | frozenset(re.findall(r"\w+", """
    into was were is are be been has have had will would it he she they this these those much most than after before
    since while when where if because not said says between over under through about behind against
"""))  # fmt: skip
_DETERMINER = re.compile(r"(?:The|An?|Some|Many|Most|Several|Other|Those|These|Another)\b")
_DID = re.compile(r" did \{subject\} ")


def question_text(claims: Sequence[Claim]) -> str:
    """Return the question that the claims of one row answer."""
    first, subject = claims[0], _subject(claims)
    rule, unit = act_rule(parts(first)[1]), parts(first)[2]
    kind = amount_kind(first.quantity)
    pattern = "" if rule is None else rule.asks.get(kind, rule.ask)
    if "{" not in pattern or subject == "unstated":
        return _quoting(claims, subject, "" if "{" in pattern else pattern)
    if all(read_scope(claim.scope).modality for claim in claims):
        pattern = _DID.sub(" were {subject} to " if " and " in subject else " was {subject} to ", pattern)
    noun = _noun(claims) if unit != "people" or len({claim.quantity.unit for claim in claims}) == 1 else "people"
    many = "much" if kind in ("money", "percent") else f"many {noun}".strip()
    asked = pattern.format(subject=subject, many=many, unit=noun or "units")
    rates = {claim.quantity.rate for claim in claims}
    if len(rates) == 1 and "" not in rates:
        asked = f"{asked[:-1]} per {rates.pop()}?"
    for narrowed in ({recipient(claim) for claim in claims}, {event_day(claim) for claim in claims}):
        if len(narrowed) == 1 and len(claims) > 1 and "" not in narrowed:
            asked = f"{asked[:-1]} ({narrowed.pop()})?"
    return asked


def _noun(claims: Sequence[Claim]) -> str:
    """Return the noun that the first claim counts, as its source spells it ("MPs")."""
    written, unit = claims[0].quantity.passage.text.split(), claims[0].quantity.unit
    return written[-1] if written and written[-1].lower() == unit.lower() else unit


def _subject(claims: Sequence[Claim]) -> str:
    """Return whose figures they are: the one subject, else the actor itself rather than its parts."""
    whole = [c.subject.name for c in claims if c.subject.id and not c.subject.via]
    name = claims[0].subject.name if len({c.subject for c in claims}) == 1 or not whole else whole[0]
    return name[0].lower() + name[1:] if _DETERMINER.match(name) else name


def _quoting(claims: Sequence[Claim], subject: str, asked: str) -> str:
    """Return a question that quotes the first source with a gap where its figure stands."""
    many = "figures are" if len(claims) > 1 else "figure is"
    asked = asked or f"What {many} given"
    of = "" if subject == "unstated" else f" for {subject}"
    quoted = fragment(claims[0])
    return f"{asked}{of}: “{quoted}”?" if quoted else f"{asked}{of}?"


def fragment(claim: Claim) -> str:
    """Return the words of the source around a figure, with a gap for it; "" where too few are left to tell anything."""
    text, amount = claim.passage.text, claim.quantity.passage
    start, end = amount.start - claim.passage.start, amount.end - claim.passage.start
    opening = _EDGE.split(text[max(0, start - _REACH) : max(0, start)])[-1]
    ending = _EDGE.split(text[end : end + _REACH], maxsplit=1)[0].rstrip(" .,;:")
    before = _BOUND.sub("", _BOUND.sub("", " ".join(opening.split()))).split()[-_BEFORE:]
    after = ending.split()[:_AFTER]
    while before and before[0].lower() in _OPENERS:
        before = before[1:]
    while after and after[-1].lower() in _CLOSERS:
        after = after[:-1]
    if len(before) + len(after) < _FEWEST or text[start - 1 : start] == "-" or text[end : end + 1] == "-":
        return ""
    counted = amount.text.split()[-1] if claim.quantity.unit and amount.text.split()[-1:][0].isalpha() else ""
    gap = f"… {counted}" if counted and amount_kind(claim.quantity) in ("count", "time") else "…"
    return " ".join([*before, gap, *after])
