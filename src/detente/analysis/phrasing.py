"""The words of the account: dates no more precise than known, who did what to whom, and who says so."""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping, Sequence
from datetime import date
from functools import cache
from pathlib import PurePath

from ..rulebook import load_table
from ..types import Actor, Attribution, Document, Event, EventMention, Party, Passage, Quantity, When

_MONTHS = ("January", "February", "March", "April", "May", "June",
           "July", "August", "September", "October", "November", "December")  # fmt: skip
_PRONOUNS = frozenset({"i", "we", "you", "he", "she", "it", "they", "who", "that", "which", "one", "some"})
_SIGNS = frozenset("$€£¥₹")
_QUARTERS = ("first", "second", "third", "fourth")
_WEEK = 7  # days within which news is dated by its report
_QUOTED = 260  # characters of a sentence shown; the whole of it is one click away


def day_text(day: date) -> str:
    """Return a day as "5 June 2025"."""
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"


def date_text(when: When) -> str:
    """Return a date in words, no more precise than it is known."""
    if when.start is None or when.end is None:
        known = when.start or when.end
        return "date not known" if known is None else f"{'from' if when.start else 'by'} {day_text(known)}"
    if when.basis == "reported" and (when.end - when.start).days < _WEEK:
        return f"reported {day_text(when.end)}"
    if when.precision == "quarter":
        return f"{_QUARTERS[(when.start.month - 1) // 3]} quarter of {when.start.year}"
    written = {"year": _year_text, "month": month_text}.get(when.precision, day_text)
    first, last = written(when.start), written(when.end)
    said = "reported " if when.basis == "reported" else ""
    return said + (first if first == last else f"{first} to {last}")


def month_text(day: date) -> str:
    """Return a day's month as "June 2025"."""
    return f"{_MONTHS[day.month - 1]} {day.year}"


def _year_text(day: date) -> str:
    return str(day.year)


def event_text(event: Event, names: Mapping[str, str]) -> str:
    """Return who did what to whom, in one clause without a full stop; hedges and plans are kept."""
    words = _wording(event.type, event.mode)
    actors, recipients = party_names(event.actors, names), party_names(event.recipients, names)
    if not recipients:
        verb = words["mutual"] if len(event.actors) > 1 else words["past"].removesuffix(" to").removesuffix(" with")
        clause = f"{actors} {verb}" if event.modality == "asserted" else f"{actors} {_unreal(event, words)}"
    elif event.modality == "asserted":
        clause = f"{actors} {words['past']} {recipients}"
    else:
        clause = f"{actors} {_unreal(event, words)} {recipients}"
    return f"reportedly, {clause}" if hedged(event) else clause


def _unreal(event: Event, words: Mapping[str, str]) -> str:
    plural = len(event.actors) > 1
    frames = {
        "planned": ("were to" if plural else "was to"),
        "hypothetical": "might",
        "negated": "did not",
    }
    return f"{frames[event.modality]} {words['infinitive']}"


def hedged(event: Event) -> bool:
    """Return whether no report asserts the event outright."""
    return bool(event.mentions) and all(mention.firmness.level != "asserted" for mention in event.mentions)


def party_names(parties: Iterable[Party], names: Mapping[str, str]) -> str:
    """Return the parties' names joined as in a sentence; a proxy keeps its own name, its actor in brackets."""
    shown = list(dict.fromkeys(_party_name(party, names) for party in parties))
    if len(shown) < 2:
        return "".join(shown)
    return f"{', '.join(shown[:-1])} and {shown[-1]}"


def _party_name(party: Party, names: Mapping[str, str]) -> str:
    if party.via:
        return f"{names.get(party.id, party.name)} (for {names.get(party.via, party.via)})"
    return names.get(party.id, party.name)


def actor_names(actors: Iterable[Actor]) -> dict[str, str]:
    """Return the name of each actor and proxy by id."""
    names: dict[str, str] = {}
    for actor in actors:
        names[actor.id] = actor.name
        names.update({proxy.id: proxy.name for proxy in actor.proxies})
    return names


def best_mention(event: Event, copies: Container[str] = ()) -> EventMention:
    """Return the report to quote: no copy if there is another, firm, sure, of a readable length."""
    return min(
        [m for m in event.mentions if m.passage.document_id not in copies] or event.mentions,
        key=lambda m: (m.firmness.level != "asserted", not 40 <= len(m.passage.text) <= 400, -m.confidence, m.id),
    )


def quoted(passage: Passage) -> str:
    """Return a passage's words on one line, cut at a word's end when long."""
    text = " ".join(passage.text.split()).replace("“", "‘").replace("”", "’")
    if len(text) <= _QUOTED:
        return text
    return text[:_QUOTED].rsplit(" ", 1)[0].rstrip(",;:") + " …"


def figure_text(quantity: Quantity) -> str:
    """Return a quantity as written, with its bound where the words themselves do not hold it."""
    written = " ".join(quantity.passage.text.split())
    bound = {"at_least": "at least ", "at_most": "at most ", "about": "about "}.get(quantity.qualifier, "")
    return bound + written if written[:1].isdigit() or written[:1] in _SIGNS else written


def publishers(passages: Iterable[Passage], documents: Mapping[str, Document], independent: int = 0) -> str:
    """Return who tells it: "The Harbor Ledger and 2 others"; no more sources than are independent."""
    names = list(dict.fromkeys(source_name(passage, documents) for passage in passages))
    others = (min(len(names), independent) if independent else len(names)) - 1
    first = names[0] if names else "no source"
    return first if others < 1 else f"{first} and {others} other{'' if others == 1 else 's'}"


def source_name(passage: Passage, documents: Mapping[str, Document]) -> str:
    """Return the publisher of a passage's document, else its title or path."""
    document = documents.get(passage.document_id)
    if document is None:
        return passage.document_id
    return document.publisher or document.title or PurePath(document.path).name or document.id


def according_to(event: Event, attributions: Mapping[str, Attribution], names: Mapping[str, str]) -> str:
    """Return ", according to X" where the quoted report names a source who is not one of the event's own actors."""
    attribution = attributions.get(best_mention(event).attribution)
    if attribution is None:
        return ""
    speaker, source = attribution.speaker, attribution.source
    own = {party.actor or party.name for party in event.actors}
    if speaker is not None:
        named = "" if (speaker.actor or speaker.name) in own else _party_name(speaker, names)
    else:
        named = quoted(source) if source is not None else ""
    return f", according to {named}" if named and named.lower() not in _PRONOUNS else ""


@cache
def _wordings() -> Sequence[Mapping[str, str]]:
    return load_table("telling/event_wording")


def _wording(type_: str, mode: str) -> Mapping[str, str]:
    rows = [row for row in _wordings() if row["type"] == type_]
    return next((row for row in rows if row["mode"] == mode), rows[-1])
