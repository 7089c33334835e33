"""Names of the actors in running text: the longest at each place, without those that only look like one."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from ...types import Actor, Mention, Party, Passage
from .lexicon import ARTICLES, CALENDAR, fold, forenames, is_headline, name_tails, officials, titles
from .name_index import ADJECTIVE, FORENAME, PROXY_ROLE, Name, alias_index, name_index
from .role_phrases import read_role

_WORD_AFTER = re.compile(r"[’']?s?[ \u00a0]{1,2}(&|[\w][\w.’'-]{0,40})")
_WORD_BEFORE = re.compile(r"([\w][\w.’'-]{0,40})[ \u00a0]{1,2}$")
_NEXT_WORD = re.compile(r"(?:[’']s)?(,)?[ \u00a0]([\w][\w’'-]{0,30})")
_FORENAME_MIDDLE = re.compile(r"\b([A-Z][\w’'-]{1,30}) (?:(?:[A-Z]\.? ?){1,2}|[A-Z][\w’'-]{1,30} )$")
# "On 30 June Roe left": no June Roe.
_BEFORE_MONTH = re.compile(
    r"(?:\d{1,2}(?:st|nd|rd|th)?|\b(?:in|since|by|until|last|this|next|early|mid|late|of|from|after|before|for))"
    r"[ \u00a0-]\w+[ \u00a0]$",
    re.IGNORECASE,
)
_NAME_BEFORE = re.compile(r"((?:\b[A-Z][\w’'-]+ ){1,3}(?:[a-z]{2,3}[ -])?[A-Z][\w’'-]+),? (?:(?:the|its|his|her) )?$")
_NAME_AFTER = re.compile(r",? ((?:[A-Z][\w’'-]+ ){1,3}(?:[a-z]{2,3}[ -])?[A-Z][\w’'-]+)(?= (?:[a-z]|$)|[,.;]|$)")
_DATELINE = re.compile(r"(?:, [\w .]{2,30})?(?: ?\([^)]{1,40}\))? ?[–—:-]")
_DETERMINERS = frozenset({"the", "this", "that", "these", "those", "his", "her", "its", "their", "our"})
# "Talks in Tehran" are held at a place; "talks with Tehran" are held with a government.
_LOCATIVE = frozenset(
    {"in", "at", "outside", "inside", "near", "around", "across", "into", "through", "via", "leaving", "left", "leave"}
    | {"visit", "visited", "visiting", "visits", "reached", "reaching", "central", "downtown", "of", "within"}
)


@dataclass(frozen=True, slots=True)
class Found:
    """A name at a place in a text, before anyone asked whether it is a namesake."""

    start: int
    end: int
    name: Name


def find_names(text: str, actors: tuple[Actor, ...]) -> list[Found]:
    """Return the longest names in a text, in reading order, namesakes and mere places left out."""
    kept: list[Found] = []
    for found in sorted(scan(text, actors), key=lambda f: (f.start, -f.end)):
        if found.name.kind == "proxy" and _is_held_by_another(text, found):
            continue
        if not kept or found.start >= kept[-1].end:
            kept.append(found)
    starts = [*(found.start for found in kept[1:]), -1]
    checked = (_as_meant(text, found, following) for found, following in zip(kept, starts, strict=False))
    return [found for found in checked if found is not None]


def scan(text: str, actors: tuple[Actor, ...]) -> Iterator[Found]:
    """Yield every word-bounded name of an actor or proxy, overlapping ones too."""
    return _scan(text, name_index(actors))


def scan_aliases(text: str, actors: tuple[Actor, ...]) -> Iterator[Party]:
    """Yield whom every name and every alias that is a common noun ("the army") may mean, in reading order."""
    return (found.name.party for found in _scan(text, alias_index(actors)))


def _scan(text: str, index: Any) -> Iterator[Found]:  # noqa: ANN401 - pyahocorasick has no types
    if not len(index):
        return
    folded = fold(text)
    for last, name in index.iter(folded):
        start, end = last + 1 - len(name.surface), last + 1
        # "US" is a country and "us" is not; "trump" may be a verb.
        if _bounded(folded, start, end) and (not name.cased or text[start].isupper()):
            yield Found(start, end, name)


def name_mention(sentence: Passage, found: Found) -> Mention:
    """Return the mention that a found name makes in its sentence."""
    confidence = 0.9 if found.name.kind in {"metonym", "proxy"} else 1.0
    passage = sentence.slice(found.start, found.end)
    return Mention(passage, (found.name.party,), found.name.kind, found.name.rule, confidence)


def word_before(text: str, start: int) -> str:
    """Return the word right before an offset, "" when punctuation or nothing stands there."""
    match = _WORD_BEFORE.search(text[max(0, start - 44) : max(0, start)])
    return match[1] if match else ""


def _bounded(folded: str, start: int, end: int) -> bool:
    before = folded[start - 1] if start else " "
    after = folded[end] if end < len(folded) else " "
    return not (before.isalnum() or before in "_@#" or after.isalnum() or after == "_")


def _as_meant(text: str, found: Found, next_start: int) -> Found | None:
    """Return the name as it is meant here, perhaps longer; None when it means something else."""
    rule = found.name.rule
    if rule == ADJECTIVE:
        return _official(text, found, next_start)
    if rule == PROXY_ROLE:
        before = word_before(text, found.start)
        return found if before.lower() in _DETERMINERS or before.endswith(("'s", "’s")) else None
    if found.name.kind == "metonym" and _is_place(text, found):
        return None
    return None if _is_namesake(text, found, next_start) else _with_forename(text, found)


def _is_held_by_another(text: str, found: Found) -> bool:
    """Whether a person's full name beside a role is not the one it is declared for: "Jane Roe, the minister"."""
    if found.name.own & set(found.name.surface.split()) or read_role(text[found.start : found.end]) is None:
        return False
    before = _NAME_BEFORE.search(text[max(0, found.start - 60) : found.start])
    after = _NAME_AFTER.match(text, found.end)
    beside = [fold(match[1]).split() for match in (before, after) if match]
    return bool(beside) and not any(found.name.own & set(words) for words in beside)


def _with_forename(text: str, found: Found) -> Found:
    """Return a surname with the actor's own forename and middle name before it ("Ana J. Brandt", "Ana Holm Brandt")."""
    match = _FORENAME_MIDDLE.search(text[max(0, found.start - 64) : found.start])
    if match is None or not found.name.bare or fold(match[1]) not in found.name.own:
        return found
    return replace(found, start=found.start - len(match[0]))


def _official(text: str, found: Found, next_start: int) -> Found | None:
    """Return a country's adjective with the officials it goes with ("Iranian foreign minister"), or in a compound."""
    if text[found.end : found.end + 1] in {"-", "–"} or (found.start and text[found.start - 1] in "-–"):
        return found
    end = last = found.end
    for _ in range(5):
        match = _NEXT_WORD.match(text, end)
        part = officials().get(fold(match[2]), "") if match else ""
        if match is None or not (part or match.start(2) == next_start):
            break
        end = match.end()
        last = end if part == "head" else last
    if last == found.end:
        return None
    return found if found.start < next_start < last else replace(found, end=last)


def _is_place(text: str, found: Found) -> bool:
    """Whether a capital or a seat of power is only where something happens, or the report's dateline."""
    if found.start <= 2 and _DATELINE.match(text, found.end) and text[found.start : found.end].isupper():
        return True
    before = word_before(text, found.start)
    if before.lower() in ARTICLES:
        before = word_before(text, found.start - len(before) - 1)
    return before.lower() in _LOCATIVE


def _is_namesake(text: str, found: Found, next_start: int) -> bool:
    if found.name.kind == "proxy" and not found.name.bare:
        return False
    return _longer_name_follows(text, found, next_start) or _other_name_precedes(text, found)


def _longer_name_follows(text: str, found: Found, next_start: int) -> bool:
    """Whether the name goes on into something else: a son, a tower, a foundation."""
    match = _WORD_AFTER.match(text, found.end)
    if match is None or match[0][0] in "’'":
        return False
    word = match[1]
    if word == "&":
        return text[match.end() : match.end() + 2].strip()[:1].isupper()
    if match.start(1) == next_start or not word[:1].isupper():
        return False
    plain = fold(word).strip(".'-").removesuffix("'s")
    if plain in name_tails() or found.name.rule == FORENAME:
        return True
    known = plain in titles() or plain in CALENDAR or word.isupper() or is_headline(text)
    return found.name.bare and found.name.kind == "name" and not known


def _other_name_precedes(text: str, found: Found) -> bool:
    """Whether a bare surname follows somebody else's forename or title."""
    name = found.name
    if not name.bare or name.kind == "metonym":
        return False
    before = word_before(text, found.start)
    plain = fold(before).strip(".'")
    month = plain in CALENDAR and _BEFORE_MONTH.search(text[max(0, found.start - len(before) - 24) : found.start])
    if month or not before[:1].isupper() or before.endswith(("'s", "’s")):
        return False
    if plain in titles():
        return bool(titles()[plain] and name.pronoun and titles()[plain] != name.pronoun)
    if plain in name.own or fold(word_before(text, found.start - len(before) - 1)) in name.own:
        return False
    if plain in forenames() or len(plain) == 1:
        return True
    known = name.kind == "proxy" or plain in CALENDAR
    return not known and not _may_open(text, found.start - len(before) - 1, before)


def _may_open(text: str, start: int, word: str) -> bool:
    """Whether a capital may be due to its place or the style: a first word, an acronym, a headline."""
    return start <= 2 or word.isupper() or text[:start].rstrip()[-1:] in ":;.!?–—-\"“‘'(•" or is_headline(text)
