"""What people said: the quotes, the reactions, and the actors with what stands for them."""

from __future__ import annotations

from dataclasses import dataclass

from ...evidence import Library
from ...report.sections import event_line, quote_line, reaction_line
from ...rows import Row
from ...shelf import Choosing
from ...types import Actor, Attribution, Event, Pair, Reaction
from ..asking import Ask, NothingThereError
from .page import Entry, Shown, pager, rows_of

_KINDS = ("direct", "mixed", "indirect")
_STANCES = ("positive", "negative", "neutral", "sceptical")
_SPEAKERS = 14
_EVENTS = 12


@dataclass(frozen=True, slots=True)
class Spoken:
    """A choice above a list: its words, how many it holds, its address, whether it is chosen."""

    words: str
    count: int
    address: str
    chosen: bool


def quotes(ask: Ask) -> Shown:
    """Return one page of what was said, in the speakers' own words unless indirect speech is asked for."""
    kind, who = ask.one_of("kind", _KINDS), ask.query.get("who", "")
    kinds = f"quote_type = '{kind}'" if kind else "spoken = 1"
    choice = Choosing(f"WHERE {kinds} AND who = ?", (who,)) if who else Choosing(f"WHERE {kinds}")
    found = ask.reader.slice(Attribution, choice, page=ask.page)
    story = ask.reader.story(*found.items)
    library = Library(story, texts=False)
    entries = [
        (Entry(quote_line(q, library), ask.addresses.place(q.content[0].document_id, q.content[0].start), q.id),
         library.speaker(q))
        for q in found.items
    ]  # fmt: skip
    values = {"entries": entries, "found": found, "who": who, "kind": kind, "speakers": _speakers(ask, library, who),
              "kinds": _kinds(ask, kind), "all": ask.addresses.to("/quotes")}  # fmt: skip
    return Shown("In their own words", values, lambda: rows_of(story, "quote"), pager(ask, found))


def _speakers(ask: Ask, library: Library, chosen: str) -> list[Spoken]:
    return [
        Spoken(library.names.get(who, who), count, ask.again(who="" if who == chosen else who), who == chosen)
        for who, count in ask.reader.facet("who")[:_SPEAKERS]
    ]


def _kinds(ask: Ask, chosen: str) -> list[Spoken]:
    counts = dict(ask.reader.facet("quote_type"))
    return [Spoken(k, counts[k], ask.again(kind="" if k == chosen else k), k == chosen) for k in _KINDS if k in counts]


def reactions(ask: Ask) -> Shown:
    """Return one page of readers' and the public's responses."""
    stance = ask.one_of("stance", _STANCES)
    choice = Choosing("WHERE stance = ?", (stance,)) if stance else Choosing()
    found = ask.reader.slice(Reaction, choice, page=ask.page)
    story = ask.reader.story(*found.items)
    library = Library(story, texts=False)
    entries = [Entry(reaction_line(r, library), ask.addresses.to(f"/reactions/{r.id}"), r.id) for r in found.items]
    counts = dict(ask.reader.facet("stance"))
    values = {
        "entries": entries,
        "found": found,
        "stances": [
            Spoken(s, counts[s], ask.again(stance="" if s == stance else s), s == stance)
            for s in _STANCES
            if s in counts
        ],
    }
    return Shown("Reactions", values, lambda: rows_of(story, "reaction"), pager(ask, found))


def reaction(ask: Ask) -> Shown:
    """Return one response with the sentence it was read from."""
    found = ask.reader.record(Reaction, ask.record)
    if found is None:
        raise NothingThereError(ask.record)
    story = ask.reader.story(found, texts=True)
    line = reaction_line(found, Library(story))
    values = {"line": line, "list": ask.addresses.to("/reactions"), "of": "Reactions", "id": found.id}
    return Shown(line.text, values, lambda: rows_of(story, "reaction"))


def actors(ask: Ask) -> Shown:
    """Return the actors with their names and what stands for them."""
    names = {actor.id: actor.name for actor in ask.reader.actors}
    pairs = [(names.get(p.a, p.a), names.get(p.b, p.b), p, p.phases[-1].label if p.phases else "not told")
             for p in ask.reader.records(Pair, "ORDER BY rowid LIMIT 60")]  # fmt: skip
    values = {
        "actors": [(actor, ask.addresses.to(f"/actors/{actor.id}")) for actor in ask.reader.actors],
        "pairs": pairs if len(names) > 2 else [],
    }
    return Shown("The actors", values, lambda: [_row(actor) for actor in ask.reader.actors])


def actor(ask: Ask) -> Shown:
    """Return one actor: the names it goes by, what it did, what it said."""
    found = next((a for a in ask.reader.actors if a.id == ask.record), None)
    if found is None:
        raise NothingThereError(ask.record)
    names = {actor.id: actor.name for actor in ask.reader.actors}
    own = [lane for lane, _ in ask.reader.facet("lane") if lane.startswith(f"{found.id}>")]
    events = [
        e
        for lane in own
        for e in ask.reader.records(Event, f"WHERE drawn AND lane = ? ORDER BY place DESC LIMIT {_EVENTS}", lane)
    ]
    library = Library(ask.reader.story(*events), texts=False)
    entries = [Entry(event_line(e, library), ask.addresses.to(f"/event/{e.id}"), e.id) for e in events if e.mentions]
    values = {
        "actor": found,
        "entries": entries[-_EVENTS:],
        "acts": [(names.get(lane.partition(">")[2], lane), ask.addresses.to("/timeline", lane=lane)) for lane in own],
        "quotes": ask.addresses.to("/quotes", who=found.id),
        "said": ask.reader.kept.get(("said", found.id), lambda: _said(ask, found.id)),
    }
    return Shown(found.name, values, lambda: [_row(found)])


def _said(ask: Ask, who: str) -> int:
    return ask.reader.count("SELECT count(*) FROM quote WHERE who = ? AND spoken = 1", who)


def _row(found: Actor) -> Row:
    return {"kind": "actor", "id": found.id, "name": found.name, "actor_kind": found.kind,
            "aliases": [*found.aliases, *found.roles], "proxies": [p.name for p in found.proxies]}  # fmt: skip
