"""The words of the account: who did what to whom, and who says so."""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable, Mapping, Sequence
from functools import cache
from pathlib import PurePath

from ..plain_words import describe_date, join_words
from ..rulebook import load_table
from ..types import Actor, Attribution, Document, Event, EventMention, Party, Passage

_PRONOUNS = frozenset({"i", "we", "you", "he", "she", "it", "they", "who", "that", "which", "one", "some"})
_DETERMINERS = frozenset({"the", "a", "an", "some", "many", "most", "several", "two", "three", "other", "his", "her",
                          "its", "their", "our", "another", "one", "those", "these"})  # fmt: skip
_QUOTED = 260  # characters of a sentence shown; the whole of it is one click away


def event_text(event: Event, names: Mapping[str, str]) -> str:
    """Return who did what to whom, in one clause without a full stop; hedges and plans are kept."""
    words = _wording(event.type, event.mode)
    actors, recipients = (_in_sentence(parties, names) for parties in (event.actors, event.recipients))
    if not recipients:
        verb = words["mutual"] if len(event.actors) > 1 else _alone(words["past"])
        clause = f"{actors} {verb}" if event.modality == "asserted" else f"{actors} {_alone(_unreal(event, words))}"
    elif event.modality == "asserted":
        clause = f"{actors} {words['past']} {recipients}"
    else:
        clause = f"{actors} {_unreal(event, words)} {recipients}"
    return f"reportedly, {clause}" if hedged(event) else clause


def _alone(verb: str) -> str:
    """Return a verb without the preposition that leads to whom."""
    return verb.removesuffix(" to").removesuffix(" with").removesuffix(" against").removesuffix(" of")


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
    return join_words(list(dict.fromkeys(_party_name(party, names) for party in parties)))


def _in_sentence(parties: Iterable[Party], names: Mapping[str, str]) -> str:
    """Return the parties' names as a sentence has them: "the White House (for Ada Brandt) and Berenia"."""
    return join_words(list(dict.fromkeys(_party_name(party, names, with_article) for party in parties)))


def with_article(name: str) -> str:
    """Return a name as a sentence has it: "the United States", "the FBI", "Berenia"."""
    words = name.lower().split()
    takes = bool(words) and (name.lower() in _articles("whole") or words[-1] in _articles("last"))
    return f"the {name}" if takes and words[0] not in _DETERMINERS and "'s" not in name and "’s" not in name else name


def possessive(name: str) -> str:
    """Return whose something is: "Ada Brandt's", "the United States'"."""
    said = with_article(name)
    return f"{said}'" if name.endswith("s") and said != name else f"{said}'s"


def as_opening(words: str) -> str:
    """Return words as they open a sentence."""
    return words[:1].upper() + words[1:]


def _party_name(party: Party, names: Mapping[str, str], say: Callable[[str], str] = str) -> str:
    name = say(names.get(party.id, party.name))
    return f"{name} (for {say(names.get(party.via, party.via))})" if party.via else name


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
        named = "" if (speaker.actor or speaker.name) in own else _party_name(speaker, names, with_article)
    else:
        named = quoted(source) if source is not None else ""
    named = _as_inside(named)
    return f", according to {named}" if named and named.lower() not in _PRONOUNS else ""


def _as_inside(words: str) -> str:
    """Return words that opened a sentence as they stand inside one: "the officers", "reports"."""
    first = words.split(" ", 1)[0]
    opens = first.lower() in _DETERMINERS or (first == words and first.lower() in _common_sources())
    return words[:1].lower() + words[1:] if opens else words


def differences_text(event: Event, documents: Mapping[str, Document]) -> str:
    """Return what an event's reports disagree on, with who says which: "; sources differ on its date: …", or ""."""
    told = {mention.id: mention for mention in event.mentions}
    parts = []
    for difference in event.differences:
        versions = []
        for version in difference.versions:
            mentions = [told[id_] for id_ in version.mentions if id_ in told]
            says = describe_date(mentions[0].when) if difference.about == "date" and mentions else version.says
            versions.append(f"{says} ({publishers([m.passage for m in mentions], documents)})")
        parts.append(f"; sources differ on its {difference.about}: {', '.join(versions)}")
    return "".join(parts)


@cache
def _articles(place: str) -> frozenset[str]:
    """Return the names, or last words of names, that take "the"."""
    return frozenset(row["word"] for row in load_table("telling/articles") if row["place"] == place)


@cache
def _common_sources() -> frozenset[str]:
    """Return the common nouns for those who say something, in the plural."""
    rows = [row["word"] for row in load_table("attribution/sources")] + [
        row["noun"] for row in load_table("attribution/persons")
    ]
    return frozenset(f"{word}s" for word in rows) | {"officials", "police", "others", "many", "some"}


@cache
def _wordings() -> Sequence[Mapping[str, str]]:
    return load_table("telling/event_wording")


def _wording(type_: str, mode: str) -> Mapping[str, str]:
    rows = [row for row in _wordings() if row["type"] == type_]
    return next((row for row in rows if row["mode"] == mode), rows[-1])
