"""The words around a quantity: its clause, what it is about, what narrows it, and on whose word it stands."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from ...rulebook import Rule, load_rules
from ...types import Attribution, AttributionBasis, Quantity, Sentence
from . import acts
from .acts import Act
from .numeral_tokens import fold
from .scopes import mark, modality_of, scope_text

_REACH = 600  # characters on each side of a quantity that are looked at
_ASKED = 60  # characters of a short question that a figure answers ("The goal?")
_MODAL = 40  # characters before an act that may make it a plan or a pledge
_WHAT = 14  # words kept of what a claim is about
_BREAK = re.compile(
    r"[;:!?|]|\s[—–-]{1,2}\s|[—–]|,\s(?:and|but|while|whereas|although|though|which|who|where|as|after|before|with|"
    r"including|whose|so|yet|he|she|they|it|we|you|i|have|has|had|is|was|were|are|will|would|\w+ing|said|says|according)\b"
    r"|,\s(?=(?:[\w’'-]+\s){1,6}(?:said|says|told|reported|shows?|showed|estimates?|estimated)\b)"
    r"|\b(?:but|while|whereas|although|because)\b"
)
_FRONTED = re.compile(r"(?:in|by|on|during|since|between|from|as\sof|until|last|this)\s[^,;:.]{1,60},\s\w+")
_DOCUMENT = re.compile(
    r"\b(?:filings?|disclosures?|records?\s(?:show|filed|reviewed)|(?:public|court|tax|company|federal)\srecords|"
    r"documents?\s(?:show|seen|filed)|court\spapers|analys[ei]s\s(?:of|by)|according\sto\sdata|data\sfrom|figures\sfrom|audit|ledger|"
    r"official\s(?:figures|count|results|tally|data)|election\scommission|census|report\sby|reports?\sfiled)\b"
)
_HEARSAY = re.compile(
    r"\b(?:reportedly|allegedly|rumou?red|(?:media|some|news|press)?\s?reports\s(?:say|said|suggest)|"
    r"(?:is|are|was)\ssaid\sto)\b"
)
_QUALIFIERS = re.compile(
    r"\s(?:no more than|no less than|no fewer than|more than|over|at least|up to|as much as|as many as|as long as|"
    r"the past|the last|"
    r"about|around|nearly|almost|some|an estimated|less than|"
    r"fewer than|under|a|an|the|roughly|approximately|just|well|close to|to|of|by|with|and|or|a total of|"
    r"somewhere|between|from)(?=\s{2}|$)"
)
_LENGTHS = frozenset(re.findall(r"\w+", """
    gallons barrels liters litres miles km kilometers kilometres metres meters feet yards inches cm acres hectares
    kg kilos kilograms tons tonnes degrees ounces mph pounds
"""))  # fmt: skip
_SIGNS = {"USD": ("$", "dollar"), "EUR": ("€", "euro"), "GBP": ("£", "pound"), "JPY": ("¥", "yen")}
# An amount in brackets right behind another: "5,000 barrels (210,000 gallons/795,000 liters)".
_BRACKETED = re.compile(
    r"(?:\d|\b(?:hundred|thousand|million|billion|trillion)\b)[^().;:]{0,24}\("
    r"(?:[^\w()]{0,3}[\d.,]+[^().:]{0,24}(?:/|;|\sand|\sor|\sto)\s?)*(?:about\s|around\s|some\s|US\s?)?[^\w()]{0,3}$"
)
_CLOSED = re.compile(r"\s?[)/;]|\s(?:and|or|to)\s[\d.,]+\s(?:[a-z]+\s)?[a-z]+\s?[)/;]")
_OFFSET = re.compile(r"\s(?:after|before|later|earlier|ago|from\snow|into)\b")


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

    @property
    def opening(self) -> str:
        """The words of the clause before the quantity."""
        return self.sentence.text[self.clause[0] : self.amount[0]]

    @property
    def ending(self) -> str:
        """The words of the clause behind the quantity."""
        return self.sentence.text[self.amount[1] : self.clause[1]]


def find_place(sentence: Sentence, previous: Sentence | None, quantity: Quantity) -> Place | None:
    """Return a quantity's place in its sentence; None where it does not lie inside."""
    start, end = (at - sentence.passage.start for at in (quantity.passage.start, quantity.passage.end))
    if not 0 <= start < end <= len(sentence.text):
        return None
    left, right = max(0, start - _REACH), min(len(sentence.text), end + _REACH)
    folded = fold(sentence.text)
    before = [match.end() for match in _BREAK.finditer(folded, left, start)]
    after = _BREAK.search(folded, end, right)
    opening = before[-1] if before else left
    if _FRONTED.fullmatch(folded, 0, opening):
        opening = 0
    return Place(sentence, previous, folded, (opening, after.start() if after else right), (start, end))


def act_of(place: Place, quantity: Quantity, told_at: int = 0) -> Act | None:
    """Return the act of the quantity's clause, else the nearest one close by in the sentence.

    Of a figure that stands alone it is the first act of the words that tell about it, which begin at ``told_at``.
    """
    if told_at:
        end = len(place.folded)
        return acts.find_act(place.folded, (min(told_at, end), end), (min(told_at, end),) * 2, quantity)
    found = acts.find_act(place.folded, place.clause, place.amount, quantity)
    if found:
        return found
    around = (max(0, place.amount[0] - 80), min(len(place.folded), place.amount[1] + 40))
    return acts.find_act(place.folded, around, place.amount, quantity)


def scope_of(place: Place, act: Act | None) -> str:
    """Return the words that narrow the figure, with "pledged", "goal" or "planned" where it is not done."""
    between = ""
    if act and act.end < place.amount[0] and act.start >= place.clause[0]:
        between = _without_qualifier(place.sentence.text[act.end : place.amount[0]])
    reach = max(place.clause[0], (act.start if act and act.start < place.amount[0] else place.amount[0]) - _MODAL)
    scope = scope_text(f"{between} {place.ending}", place.sentence.text[reach : place.amount[0]])
    asked = place.previous.text if place.previous and len(place.previous.text) <= _ASKED else ""
    marker = modality_of(asked) if asked.endswith("?") and len(asked.split()) <= 4 else ""
    if marker:
        scope = scope.removesuffix(mark("planned")).rstrip("; ")
    others = mark("others") if re.search(r"\bothers?\b", place.folded[slice(*place.amount)]) else ""
    return "; ".join(piece for piece in (scope, mark(marker), others) if piece)


def what_of(place: Place, act: Act | None, quantity: Quantity) -> str:
    """Return predicate and object in the text's words, without the quantity."""
    text, (start, end) = place.sentence.text, place.amount
    noun = quantity.passage.text if acts.amount_kind(quantity) in ("count", "time") else ""
    noun = re.sub(r"^[\d.,\s-]+", "", noun) if noun[:1].isdigit() else quantity.unit if noun and "-" not in noun else ""
    if act and act.end <= start and not act.rule.loose:
        return words(f"{_without_qualifier(text[act.start : start])} {noun} {place.ending}")
    if act and act.start >= end and not act.rule.loose:
        return words(f"{noun} {text[end : max(place.clause[1], act.end)]}")
    head = " ".join(_without_qualifier(place.opening).split()[-8:])
    return words(f"{head} {noun} {' '.join(place.ending.split()[:6])}")


def words(text: str) -> str:
    """Return a text's words on one line, cut short, without the punctuation around them."""
    text = re.sub(r"\s+(?=[,.;:])", "", " ".join(text.split()[: _WHAT + 2]))
    return " ".join(text.strip(" ,.;:!?—–-\"“”'’()*_").split()[:_WHAT])


def basis_of(place: Place, attribution: Attribution | None) -> AttributionBasis:
    """Return on whose word the figure stands."""
    around = place.folded[max(0, place.clause[0] - 200) : place.clause[1] + 200]
    if _DOCUMENT.search(around):
        return "document"
    if attribution is not None:
        return attribution.basis
    return "unstated" if _HEARSAY.search(around) else "outlet"


def is_speech(place: Place) -> bool:
    """Return whether the quantity is a figure of speech ("the $2 trillion question")."""
    start, end = place.amount
    near = _speech().finditer(place.folded, max(0, start - 80), end + 80)
    return any(match.start() < end and start < match.end() for match in near)


def is_offset(place: Place, quantity: Quantity) -> bool:
    """Return whether a length of time only leads from one event to another ("two weeks after the feast")."""
    if acts.amount_kind(quantity) != "time" or quantity.unit in ("years", "decades"):
        return False
    return bool(_OFFSET.match(place.folded, place.amount[1]))


def is_conversion(place: Place, quantity: Quantity) -> bool:
    """Return whether an amount in brackets only says the one before it in another unit or currency."""
    start, end = place.amount
    before = place.sentence.text[max(0, start - 100) : start]
    if not _BRACKETED.search(before) or not _CLOSED.match(place.sentence.text, end, end + 60):
        return False
    if acts.amount_kind(quantity) != "money":
        return quantity.unit in _LENGTHS
    signs = _SIGNS.get(quantity.unit, (quantity.unit,))
    return not any(sign.lower() in before.lower()[: -len(quantity.passage.text)] for sign in signs)


def _without_qualifier(text: str) -> str:
    for _ in range(3):
        text = _QUALIFIERS.sub(" ", text.rstrip() + "  ").rstrip()
    return text


@cache
def _speech() -> re.Pattern[str]:
    rules = load_rules("claims/figures_of_speech", SpeechRule)
    return re.compile("|".join(f"(?:{rule.pattern})" for rule in rules))
