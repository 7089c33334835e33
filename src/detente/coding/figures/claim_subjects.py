"""Subjects: who a figure is about, as an actor's mention or a name as written."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from ...types import Actor, Mention, Party, Passage
from .acts import Act
from .claim_text import Place
from .units import is_plural

_CLOSE = 20  # characters between a word with a capital that opens its clause and its act
_NEAR = 30  # characters between a name and its act
_NAME = re.compile(r"\b[A-Z][\w.’'&-]*(?:\s(?:(?:of|for|and|the|de|bin|al|van|von)\s){0,2}[A-Z][\w.’'&-]*){0,5}")
_NOT_NAMES = re.compile(
    r"(?:The|A|An|In|On|At|For|From|By|With|It|He|She|They|We|I|But|And|As|If|When|While|After|Before|Since|During|That|"
    r"This|These|Those|There|What|Who|Most|Some|Many|More|About|Over|Nearly|Its|His|Her|Their|Our|Mr|Mrs|Ms|Dr|Sir|"
    r"January|February|March|April|May|June|July|August|September|October|November|December|Monday|Tuesday|Wednesday|"
    r"Thursday|Friday|Saturday|Sunday|So|Then|Now|Still|Yet|Up|According|One|Two|Three|Four|Five|Six|Seven|Eight|Nine|"
    r"Ten|Twelve|Thousands|Hundreds|Millions|Billions|Dozens|Records|Filings|No|Yes|Key|Just|Come|Last|Next|Police|"
    r"Officials|Aides|Another|Around|Of|To|Among|Under|Between|Within|Without|Even|Only|Also|Where|Why|How|Roughly|Almost|Altogether|Critics|Reports|Sources|[A-Z][a-z]+(?:al|ic|ive|ous|ing|ed|ly|ful|less|able))(?:['’](?:s|re|ve|ll|d|m))?"
)
_PREPOSITION = re.compile(
    r"\b(?:of|to|in|on|with|for|at|from|by|about|into|against|near|under|over|than|via|after|before|since|during|around|"
    r"across|behind|between|among|within)\s(?:the\s)?$"
)
_ORGANISATION = re.compile(
    r"\s(?P<noun>(?:[\w-]+\s){0,3}?(?:committee|pac|company|companies|firm|foundation|campaign|party|super\spac|group|"
    r"charity|trust|carmaker|businesses|network|fund|organi[sz]ation|troops|forces|army|air\sforce|navy|allies)\b"
    r"(?:,\s(?P<name>[A-Z][\w-]*(?:\s[A-Z][\w-]*){0,3}))?)",
    re.IGNORECASE,
)
_OPENS = re.compile(r"\b(?:after|before|since|than)\s(?:the\s)?$")  # opens a clause as well as a phrase
_AUXILIARIES = re.compile(r"(?:\s(?:has|have|had|will|would|also|first|again|reportedly|allegedly))*\s")
_VERB_NEXT = re.compile(r"(?:['’]s?)?\s[a-z]")  # a word follows at once: "Brandt gave", "Brandt's gifts"
_PASSIVE = re.compile(r"\b(?:was|were|been|be|being|is|are)\s(?:\w+\s)?$|(?:million|billion|people|\d)\s$")
_PHRASE = re.compile(
    r"\s*(?:and\s|but\s|as\s|that\s)?(?P<noun>(?:[Tt]he|[Aa]n?|[Ss]ome|[Mm]any|[Mm]ost|[Ss]everal|[Oo]ther|[Tt]hose|"
    r"[Tt]hese|[Aa]nother)\s(?:[a-z][\w-]*\s){0,2}?(?:company|firm|campaign|committee|group|bank|fund|government|police|"
    r"court|state|city|country|party|governor|mayor|minister|ministry|official|judge|senator|man|woman|couple|family|"
    r"voter|bill|law|plan|budget|investor|donor|union|agency|poll|study|report|survey|store|business|website|newspaper|network|"
    r"[a-z]+(?:ists|ers|ors|ans|ees))s?)\b(?!['’]s)"
)
_NOUN = re.compile(
    r"purchase|deal|takeover|acquisition|settlement|contracts?|grant|loan|donations?|gifts?|payments?|fine|debt|loss|offer"
)
_OWNS = re.compile(r"(?:['’]s?)?\s(?:\w+\s)?")
_POSSESSIVES = frozenset({"his", "her", "its", "their"})
_DESCRIBED = re.compile(
    r"\b(?:[Tt]he|[Tt]hat)\s(?:\w+\s){0,3}?(?:guy|man|woman|person|one|billionaire|tycoon|leader|politician|businessman|ally|rival)\swho\b"
)


@dataclass(frozen=True, slots=True)
class _Placed:
    """A mention and its offsets in the sentence."""

    start: int
    end: int
    mention: Mention


def find_subject(
    sentence: Passage, mentions: Sequence[Mention], reach: tuple[int, int], act: tuple[int, int],
    actors: Sequence[Actor], suffered: bool,
) -> Party | None:  # fmt: skip
    """Return whose act it is: a "by" agent behind the act, else the last name or mention before it.

    ``reach`` is where the clause starts and its subject ends, ``act`` the act's place, in the sentence. A mention that
    only owns the doer ("his committee") gives the doer's name, standing for the actor. Where the act is ``suffered``
    ("47 people were executed") what stands before it is not the doer, and any mention in the sentence is taken first.
    """
    placed = [_Placed(m.passage.start - sentence.start, m.passage.end - sentence.start, m) for m in mentions]
    if (suffered or _PASSIVE.search(sentence.text[: act[0]])) and (agent := _agent(sentence.text, placed, act[1])):
        return agent
    if suffered:
        return _party(placed[0].mention) if placed else None
    return _doer(sentence.text, placed, reach, actors) or (_party(placed[0].mention) if placed else None)


def is_doer(text: str, start: int, end: int) -> bool:
    """Return whether a mention in a sentence may be the doer: it stands behind no preposition and before its verb."""
    return not _PREPOSITION.search(text[max(0, start - 12) : start]) and bool(_VERB_NEXT.match(text, end))


def noun_owner(place: Place, act: Act | None, mentions: Sequence[Mention]) -> Party | None:
    """Return whose a named sum is ("Brandt's $44 million purchase"); "unstated" for one that is only reported on.

    None where the act is no noun right behind its sum, and for a sum that the sentence's subject may well have moved.
    """
    text, (start, end) = place.sentence.text, place.amount
    if act is None or not 0 < act.start - end <= 1 or not _NOUN.fullmatch(text[act.start : act.end].lower()):
        return None
    base = place.sentence.passage.start
    for mention in mentions:
        first, last = mention.passage.start - base, mention.passage.end - base
        if last <= start and _OWNS.fullmatch(text[last:start] if first >= 0 else "") and (
            text[first:last].lower() in _POSSESSIVES or text[first:start].rstrip().endswith(("'s", "’s", "'", "’"))
        ):  # fmt: skip
            return _party(mention)
    if not re.search(r"\bthat\sthe\s$", text[:start]):
        return None
    placed = [_Placed(m.passage.start - base, m.passage.end - base, m) for m in mentions]
    return _agent(text, placed, act.end) or Party("unstated")


def bearer(place: Place, act: Act | None, mentions: Sequence[Mention]) -> Party | None:
    """Return whose loss it is: who stands behind "off" or "from" ("wiped $4 million off Brandt's carmaker")."""
    text, base = place.sentence.text, place.sentence.passage.start
    behind = re.match(r"\s(?:off|from)\s(?:the\s)?", text[place.amount[1] :])
    if act is None or not act.rule.own or behind is None:
        return None
    start = place.amount[1] + behind.end()
    placed = [_Placed(m.passage.start - base, m.passage.end - base, m) for m in mentions]
    return next((_owned(text, p, len(text)) or _party(p.mention) for p in placed if p.start == start), None)


def name_actors(text: str, actors: tuple[Actor, ...]) -> str:
    """Return a text with each actor's and proxy's aliases written as its full name, so that two texts compare."""
    pattern, names = _aliases(actors)
    return pattern.sub(lambda match: names[match[0]], text) if names else text


@cache
def _aliases(actors: tuple[Actor, ...]) -> tuple[re.Pattern[str], dict[str, str]]:
    names: dict[str, str] = {}
    for actor in actors:
        for named in ((actor.name, actor.aliases), *((proxy.name, proxy.aliases) for proxy in actor.proxies)):
            names.update({alias: named[0] for alias in (*named[1], named[0]) if alias[:1].isupper()})
    forms = "|".join(re.escape(name) for name in sorted(names, key=len, reverse=True))
    return re.compile(rf"(?<!\w)(?:{forms})(?!\w)"), names


def _doer(text: str, placed: Sequence[_Placed], reach: tuple[int, int], actors: Sequence[Actor]) -> Party | None:
    start, before = reach
    within = [p for p in placed if start <= p.start and p.end <= before] or [p for p in placed if p.end <= before]
    if within and (other := _described(text[:before], within[-1], actors)):
        return other
    phrase = _PHRASE.match(text[start:before])
    if phrase and not any(start <= p.start and p.end <= before for p in placed):
        return Party(phrase["noun"])
    free = [p for p in within if _is_free(text, p, before)]
    name = _name(text, start, before, placed)
    if name is not None and (not free or (name[0] > free[-1].start and before - name[0] - len(name[1]) <= _NEAR)):
        return _related(text, free, name) or Party(name[1])
    candidates = free or within
    if not candidates:
        return None
    if other := _not_itself(candidates[-1], placed, actors):
        return other
    return _owned(text, candidates[-1], before) or _party(candidates[-1].mention)


def _is_free(text: str, placed: _Placed, before: int) -> bool:
    """Return whether a mention may be the doer: behind no preposition, or right before its verb ("after Ana had")."""
    return not _PREPOSITION.search(text[max(0, placed.start - 12) : placed.start]) or (
        before - placed.end <= _NEAR and _AUXILIARIES.fullmatch(text, placed.end, before) is not None
        and _OPENS.search(text[max(0, placed.start - 12) : placed.start]) is not None
    )  # fmt: skip


def _not_itself(chosen: _Placed, placed: Sequence[_Placed], actors: Sequence[Actor]) -> Party | None:
    """Return the other of two actors where a pronoun would mean the one named behind it ("he gave $3 to Keller")."""
    actor = _party(chosen.mention).actor
    named = any(
        p.start > chosen.start and p.mention.kind == "name" and _party(p.mention).actor == actor for p in placed
    )
    if chosen.mention.kind != "pronoun" or not named or len(actors) != 2:
        return None
    return next((Party(other.name, other.id) for other in actors if other.id != actor), None)


def _described(before: str, placed: _Placed, actors: Sequence[Actor]) -> Party | None:
    """Return the other of two actors in "the man who called B a liar gave": the one described is not the one named."""
    match = _DESCRIBED.search(before[: placed.start][-60:])
    if match is None or len(actors) != 2 or len(placed.mention.parties) != 1:
        return None
    other = [actor for actor in actors if actor.id != placed.mention.parties[0].actor]
    return Party(other[0].name, other[0].id) if len(other) == 1 else None


def _agent(text: str, placed: Sequence[_Placed], act_end: int) -> Party | None:
    """Return the mention behind "by" within a few words of the act."""
    for p in placed:
        if act_end < p.start <= act_end + 60 and re.search(r"\bby\s(?:the\s)?$", text[act_end : p.start]):
            return _party(p.mention)
    return None


def _party(mention: Mention) -> Party:
    if len(mention.parties) == 1:
        return mention.parties[0]
    return Party(" and ".join(party.name for party in mention.parties))


def _owned(text: str, placed: _Placed, before: int) -> Party | None:
    """Return the owned organisation: the "committee" of "her committee spent" stands for her."""
    written, end = text[placed.start : placed.end], placed.end
    if written.lower() not in _POSSESSIVES and not written.endswith(("'s", "’s", "s'", "s’")):
        owner = re.match(r"['’]s?", text[end:before])
        if owner is None:
            return None
        end += owner.end()
    match = _ORGANISATION.match(text[:before], end)
    if match is None:
        return None
    return Party(match["name"] or match["noun"].strip(), via=_party(placed.mention).actor)


def _related(text: str, free: Sequence[_Placed], name: tuple[int, str]) -> Party | None:
    """Return the name as standing for the actor that owns it just before ("his committee, Forward PAC")."""
    if not free or name[0] - free[-1].end > 60:
        return None
    owned = _owned(text, free[-1], name[0] + len(name[1]))
    return Party(name[1], via=owned.via) if owned else None


def _name(text: str, start: int, before: int, placed: Sequence[_Placed]) -> tuple[int, str] | None:
    """Return place and words of the last name before the act that is no mention and stands behind no preposition."""
    found = None
    for match in _NAME.finditer(text, start, before):
        if any(p.start < match.end() and match.start() < p.end for p in placed):
            continue
        name = re.sub(r"['’]s?(?:\s.*)?$", "", match[0]).strip(" .")
        behind = _PREPOSITION.search(text[max(0, match.start() - 12) : match.start()])
        first = match.start() == start or not text[start : match.start()].strip(" “\"‘'(")
        # A capital that only opens the sentence makes a name where the act follows at once.
        gap = before - match.end()
        opens = first and " " not in name and name == match[0].strip(" .") and gap > (1 if is_plural(name) else _CLOSE)
        if not behind and not opens and not _NOT_NAMES.fullmatch(match[0].split()[0]):
            found = (match.start(), name)
    return found
