"""Subjects: who a figure is about, as an actor's mention or a name as written."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ..types import Mention, Party, Passage

_NAME = re.compile(r"\b[A-Z][\w.’'&-]*(?:\s(?:(?:of|for|and|the|de|bin|al|van|von)\s){0,2}[A-Z][\w.’'&-]*){0,5}")
_NOT_NAMES = re.compile(
    r"(?:The|A|An|In|On|At|For|From|By|With|It|He|She|They|We|I|But|And|As|If|When|While|After|Before|Since|During|That|This|These|Those|"
    r"There|What|Who|Most|Some|Many|More|About|Over|Nearly|Its|His|Her|Their|Our|Mr|Mrs|Ms|Dr|Sir|January|February|March|April|May|June|"
    r"July|August|September|October|November|December|Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday|So|Then|Now|Still|Yet|Up|"
    r"According|One|Two|Three|Four|Five|Six|Seven|Eight|Nine|Ten|Twelve|Thousands|Hundreds|Millions|Billions|Dozens|Records|Filings)"
    r"(?:['’]s)?"
)
_PREPOSITION = re.compile(
    r"\b(?:of|to|in|on|with|for|at|from|by|about|into|against|near|under|over|than|via|after|before|since|during|around|across|behind|between|among|within)\s(?:the\s)?$"
)
_ORGANISATION = re.compile(
    r"\s(?P<noun>(?:[\w-]+\s){0,3}?(?:committee|pac|company|companies|firm|foundation|campaign|party|super\spac|group|charity|trust|carmaker|"
    r"businesses|network|fund|organi[sz]ation|troops|forces|army|air\sforce|navy|allies)\b(?:,\s(?P<name>[A-Z][\w-]*(?:\s[A-Z][\w-]*){0,3}))?)",
    re.IGNORECASE,
)
_POSSESSIVES = frozenset({"his", "her", "its", "their"})


def find_subject(sentence: Passage, mentions: Sequence[Mention], reach: tuple[int, int], act_end: int) -> Party | None:
    """Return whose act it is: a "by" agent behind the act, else the last name or mention before the act.

    ``reach`` is where the clause and the act start, ``act_end`` where the act ends, in the sentence. A mention that
    only owns the doer ("his committee") gives the doer's name, standing for the actor.
    """
    start, before = reach
    text = sentence.text
    placed = [(m.passage.start - sentence.start, m.passage.end - sentence.start, m) for m in mentions]
    if agent := _agent(text, placed, act_end):
        return agent
    within = [p for p in placed if start <= p[0] and p[1] <= before] or [p for p in placed if p[1] <= before]
    free = [p for p in within if not _PREPOSITION.search(text[max(0, p[0] - 12) : p[0]])] or within
    name = _name(text, start, before, placed)
    if free and (name is None or name[0] < free[-1][0]):
        return _owned(text, free[-1], before) or _party(free[-1][2])
    if name is not None and not any(p in free for p in within if p[0] > name[0]):
        return _related(text, free, name) or Party(name[1])
    return _party(placed[0][2]) if placed else None


def _agent(text: str, placed: list[tuple[int, int, Mention]], act_end: int) -> Party | None:
    """Return the mention behind "by" within a few words of the act."""
    for start, _, mention in placed:
        if act_end < start <= act_end + 60 and re.search(r"\bby\s(?:the\s)?$", text[act_end:start]):
            return _party(mention)
    return None


def _party(mention: Mention) -> Party:
    if len(mention.parties) == 1:
        return mention.parties[0]
    return Party(" and ".join(party.name for party in mention.parties))


def _owned(text: str, placed: tuple[int, int, Mention], before: int) -> Party | None:
    """Return the owned organisation: America's "committee" in "her committee spent" stands for her."""
    start, end, mention = placed
    possessive = text[start:end].lower() in _POSSESSIVES or text[start:end].endswith(("'s", "’s", "s'", "s’"))
    if not possessive:
        owner = re.match(r"['’]s?", text[end:before])
        if owner is None:
            return None
        end += owner.end()
    match = _ORGANISATION.match(text[:before], end)
    if match is None:
        return None
    return Party(match["name"] or match["noun"].strip(), via=_party(mention).actor)


def _related(text: str, free: list[tuple[int, int, Mention]], name: tuple[int, str]) -> Party | None:
    """Return the name as standing for the actor that owns it just before ("his committee, Forward PAC")."""
    if not free or name[0] - free[-1][1] > 60:
        return None
    owned = _owned(text, free[-1], name[0] + len(name[1]))
    return Party(name[1], via=owned.via) if owned else None


def _name(text: str, start: int, before: int, placed: list[tuple[int, int, Mention]]) -> tuple[int, str] | None:
    """Return place and words of the last name before the act that is no mention and stands behind no preposition."""
    found = None
    for match in _NAME.finditer(text, start, before):
        if any(s < match.end() and match.start() < e for s, e, _ in placed) or _NOT_NAMES.fullmatch(
            match[0].split()[0]
        ):
            continue
        if not _PREPOSITION.search(text[max(0, match.start() - 12) : match.start()]):
            found = (match.start(), match[0].strip(" ."))
    return found
