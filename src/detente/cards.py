"""Records whose point is a sentence, as cards for a terminal: what it is in one line, its words beneath."""

from __future__ import annotations

import textwrap
from collections.abc import Callable, Iterable

from .plain_words import count_of, describe_date
from .rows import Row
from .types import Story, When

_INDENT = "    "


def card(row: Row, story: Story, width: int) -> str:
    """Return one record: a line of facts with its id, its words, and who published them."""
    facts = " · ".join(part for part in (*CARDS[row["kind"]](row, story), row.get("id", "")) if part)
    lines = textwrap.wrap(printable(facts), width, subsequent_indent="  ")
    for text, outlet in _words(row):
        lines += textwrap.wrap(
            printable(f"“{text}” ({outlet})" if outlet else f"“{text}”"),
            width,
            initial_indent=_INDENT,
            subsequent_indent=_INDENT,
        )
    return "\n".join(lines) + "\n\n"


def printable(text: str) -> str:
    """Return text without control characters: a document must not move the reader's cursor or colours."""
    return "".join(c if c.isprintable() or c == "\n" else " " for c in text)


def _event(row: Row, story: Story) -> Iterable[str]:
    when = next((e.when for e in story.events if e.id == row["id"]), None)
    actors, recipients = _parties(row["actor"]), _parties(row["recipient"])
    return (
        _date(when),
        f"{actors} → {recipients}" if recipients else actors,
        row["type"] + (f" ({row['mode']})" if row["mode"] else ""),
        "" if row["modality"] == "asserted" else row["modality"],
        "hedged" if all(m["hedged"] for m in row["mentions"]) else "",
        f"{count_of(row['independent_sources'], 'source')}, sure {row['confidence']:.2f}",
    )


def _claim(row: Row, story: Story) -> Iterable[str]:
    as_of = f"as of {row['as_of']}" if row["as_of"] else ""
    return _name(row["subject"], story), row["text"], row["qualifier"].replace("_", " "), row["scope"], as_of


def _quote(row: Row, story: Story) -> Iterable[str]:
    firmness = "" if row["firmness"] == "asserted" else row["firmness"]
    return _name(row["speaker"], story) or "nobody named", row["cue"] or "", row["quote_type"], firmness


def _expectation(row: Row, story: Story) -> Iterable[str]:
    due = next((x.due for x in story.expectations if x.id == row["id"]), None)
    known = due is not None and (due.start or due.end)
    return row["status"], row["type"], f"due {_date(due)}" if known else "no date given", _name(row["who"], story)


def _reaction(row: Row, story: Story) -> Iterable[str]:
    toward = _name(row["toward"], story)
    return row["author"] or "an outlet's summary", row["stance"] + (f" toward {toward}" if toward else "")


def _characterisation(row: Row, story: Story) -> Iterable[str]:
    when = next((c.when for c in story.characterisations if c.id == row["id"]), None)
    return _date(when), f"{row['state']} ({row['polarity']})", f"because of “{row['cause']}”" if row["cause"] else ""


CARDS: dict[str, Callable[[Row, Story], Iterable[str]]] = {
    "event": _event,
    "claim": _claim,
    "quote": _quote,
    "expectation": _expectation,
    "reaction": _reaction,
    "characterisation": _characterisation,
}


def _words(row: Row) -> list[tuple[str, str]]:
    """Return the sentences of a record with their outlets, each sentence once."""
    places = row.get("mentions") or [{**row, "text": row.get("sentence") or row["text"]}]
    return list({p["text"]: (p["text"], p.get("publisher", "")) for p in reversed(places)}.values())[::-1]


def _date(when: When | None) -> str:
    return describe_date(when) if when else ""


def _parties(parties: list[Row]) -> str:
    return " and ".join(dict.fromkeys(str(p["name"]) for p in parties))


def _name(value: str | None, story: Story) -> str:
    """Return the name behind an actor's or proxy's id; other text as it is."""
    names = {actor.id: actor.name for actor in story.actors}
    names |= {proxy.id: proxy.name for actor in story.actors for proxy in actor.proxies}
    return names.get(value or "", value or "")
