"""A told story of any size, made up by a fixed rule: what pages are timed and tested with."""

from __future__ import annotations

import random
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

from detente.store import Store
from detente.storyfile import NAME, write_story_file
from detente.types import (
    Actor,
    Attribution,
    Characterisation,
    Claim,
    Copy,
    Difference,
    Document,
    Event,
    EventMention,
    EventType,
    Expectation,
    Firmness,
    Gap,
    Outcome,
    Party,
    Passage,
    Phase,
    Polarity,
    Quantity,
    Question,
    Reaction,
    SourceSummary,
    Story,
    TurningPoint,
    When,
)

ADA, BRUNO = Party("Ada Verne", "a"), Party("Bruno Castell", "b")
FIRST = date(2015, 1, 5)
_DAYS = 3_800
_OUTLETS = 120
_TYPES: tuple[tuple[EventType, int, float, str], ...] = (
    ("AGREE", 1, 3.0, "agreed with"), ("CONSULT", 1, 2.5, "met"), ("SUPPORT", 1, 5.0, "praised"),
    ("AID", 2, 8.0, "paid"), ("ACCUSE", 3, -3.0, "accused"), ("REJECT", 3, -3.5, "rebuffed"),
    ("THREATEN", 3, -4.0, "threatened"), ("SANCTION", 4, -6.0, "cancelled a contract with"),
)  # fmt: skip
_HEDGED = Firmness("hedged", ("reportedly",), 1.0)


@dataclass(slots=True)
class _Writing:
    """A document as it is written: its sentences so far, and how long they are."""

    id: str
    day: date
    parts: list[str] = field(default_factory=list)
    length: int = 0

    def write(self, sentence: str) -> Passage:
        """Add a sentence and return where it stands; every fourth ends its paragraph."""
        end = "\n\n" if len(self.parts) % 4 == 3 else " "
        passage = Passage(self.id, self.length, self.length + len(sentence), sentence)
        self.parts.append(sentence + end)
        self.length += len(sentence) + len(end)
        return passage


def large_story(events: int, documents: int) -> Story:
    """Return a story of two invented actors with so many events and documents; the same one each time."""
    chance = random.Random(7)
    pages = [_Writing(f"doc-{n:06d}", FIRST + timedelta(days=n * _DAYS // documents)) for n in range(documents)]
    told = tuple(_event(n, pages, chance, events) for n in range(events))
    quotes = tuple(_quote(n, page) for n, page in enumerate(pages))
    claims = tuple(_claim(n, page) for n, page in enumerate(pages[::5]))
    questions = tuple(_questions(claims))
    expected = tuple(_expectation(n, page) for n, page in enumerate(pages[::10]))
    reactions = tuple(
        Reaction(f"reaction-{n}", page.write(f"“They deserve each other,” wrote reader {n}."), f"reader {n}",
                 "negative", "relationship", "reader") for n, page in enumerate(pages[::15])
    )  # fmt: skip
    states = tuple(
        Characterisation(f"state-{n}", page.write("The friendship is over, again."), "rupture", "-", _on(page.day),
                         Firmness(), None, "over") for n, page in enumerate(pages[::25])
    )  # fmt: skip
    phases, turns = _phases(told)
    return Story(
        title="Ada Verne and Bruno Castell", actors=(Actor("a", "Ada Verne", "person", ("Verne",)),
                                                     Actor("b", "Bruno Castell", "person", ("Castell",))),
        as_of=pages[-1].day, documents=tuple(_document(n, page) for n, page in enumerate(pages)),
        copies=tuple(Copy(page.id, pages[n * 20 + 18].id, 0.97) for n, page in enumerate(pages[19::20])),
        events=told, phases=phases, turning_points=turns, claims=claims, questions=questions, quotes=quotes,
        expectations=expected, outcomes=tuple(Outcome(x.id, "open") for x in expected), reactions=reactions,
        characterisations=states, sources=_sources(documents),
        gaps=(Gap("single source", f"{events // 2} of {events} events between the actors rest on one source"),),
        problems=(),
    )  # fmt: skip


def keep(story: Story, folder: Path) -> Path:
    """Keep a story as a built story folder, in place of what was told there before; return the folder."""
    folder.mkdir(parents=True, exist_ok=True)
    if not (folder / NAME).exists():
        write_story_file(folder, story.title, story.actors, ())
    with Store(folder / "story.db") as store:
        store.add_documents(story.documents)
        store.save_story(story, f"generated-{len(story.events)}")
    return folder


def _on(day: date) -> When:
    return When(day, day, "day", "stated")


def _document(number: int, page: _Writing) -> Document:
    return Document(page.id, "".join(page.parts), path=f"{page.id}.md", url=f"https://news.example/{page.id}",
                    publisher=f"Outlet {number % _OUTLETS:03d}", title=f"The quarrel, report {number}",
                    published=_on(page.day))  # fmt: skip


def _event(number: int, pages: list[_Writing], chance: random.Random, events: int) -> Event:
    kind, quad, score, verb = _TYPES[chance.randrange(8)]
    at = number * len(pages) // events
    told = [pages[min(len(pages) - 1, at + chance.randrange(3))] for _ in range(1 + number % 3)]
    day = min(page.day for page in told)
    parties = ((ADA,), (BRUNO,)) if number % 2 else ((BRUNO,), (ADA,))
    who, whom = parties[0][0].name, parties[1][0].name
    firmness = _HEDGED if number % 9 == 0 else Firmness()
    doubt = "reportedly " if number % 9 == 0 else ""
    mentions = tuple(
        EventMention(f"mention-{number}-{n}", page.write(f"{who} {doubt}{verb} {whom} over harbour berth {number}."),
                     kind, "", *parties, _on(day), "asserted", firmness, "", score, "coder", 0.9)
        for n, page in enumerate({page.id: page for page in told}.values())
    )  # fmt: skip
    side: Polarity = "+" if score > 0 else "-"
    return Event(f"event-{number:06d}", kind, "", quad, score, side, *parties, _on(day), "asserted", 0.9, len(mentions),
                 mentions)  # fmt: skip


def _quote(number: int, page: _Writing) -> Attribution:
    speaker = ADA if number % 2 else BRUNO
    sentence = page.write(f"“I have nothing more to say about pier {number},” {speaker.name} said.")
    end = sentence.text.index("”") + 1
    name = sentence.text.index(speaker.name)
    return Attribution(f"quote-{number:06d}", sentence.slice(name, name + len(speaker.name)),
                       sentence.slice(len(sentence.text) - 5, len(sentence.text) - 1), (sentence.slice(0, end),),
                       speaker, "direct", "named", Firmness(), "quote", _on(page.day))  # fmt: skip


def _claim(number: int, page: _Writing) -> Claim:
    millions = number % 97 + 3
    sentence = page.write(f"Verne gave about ${millions} million to fund {number // 12}.")
    start = sentence.text.index("about")
    figure = sentence.slice(start, sentence.text.index(" to fund"))
    value = Decimal(millions) * 1_000_000
    return Claim(f"claim-{number:06d}", sentence, Quantity(figure, value, value, "USD", "about", "money"), ADA, "gave",
                 f"fund {number // 12}", f"gave to fund {number // 12}", _on(page.day), "outlet", Firmness(), "",
                 "claim")  # fmt: skip


def _questions(claims: tuple[Claim, ...]) -> list[Question]:
    found = []
    for number, start in enumerate(range(0, len(claims), 12)):
        same = claims[start : start + 12]
        pairs = [(a, b) for i, a in enumerate(same) for b in same[i + 1 :]]
        why = tuple(Difference(a.id, b.id, "later_figure", "the later figure is the larger") for a, b in pairs)
        ids = tuple(c.id for c in same)
        found.append(Question(f"question-{number:05d}", f"How much did Ada Verne give to fund {number}?", ids,
                              "compatible" if len(same) > 1 else "single", why))  # fmt: skip
    return found


def _expectation(number: int, page: _Writing) -> Expectation:
    due = page.day + timedelta(days=40)
    words = page.write(f"Castell promised to reopen the quay by {due.isoformat()}.")
    return Expectation(f"expectation-{number:06d}", words, "promise", BRUNO, "reopen the quay", _on(due), _on(page.day),
                       Firmness(), "promise")  # fmt: skip


def _phases(events: tuple[Event, ...]) -> tuple[tuple[Phase, ...], tuple[TurningPoint, ...]]:
    labels: tuple[tuple[str, Polarity], ...] = (("alliance", "+"), ("rupture", "-"), ("truce", "+"), ("strain", "-"))
    count, length = 12, timedelta(days=_DAYS // 12)
    phases, turns = [], []
    for n in range(count):
        start = FIRST + n * length
        end = start + length - timedelta(days=1) if n < count - 1 else None
        label, side = labels[n % 4]
        rests = tuple(e.id for e in events[n * len(events) // count :][:5])
        phases.append(Phase(f"phase-{n}", label, start, end, side, 4, rests))
        if n:
            cause = events[n * len(events) // count].mentions[0].passage
            turns.append(TurningPoint(f"turn-{n}", start, start - timedelta(days=4), start, (cause,), rests))
    return tuple(phases), tuple(turns)


def _sources(documents: int) -> tuple[SourceSummary, ...]:
    each = documents // _OUTLETS
    return tuple(SourceSummary(f"Outlet {n:03d}", each, each // 20, each * 3, each // 3, each) for n in range(_OUTLETS))
