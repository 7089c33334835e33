"""What tests of the page share: stories, each kept as a folder, and every address of the hand-made one."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from benchmarks.large_story import keep, large_story

from detente.types import Document, Passage, Story
from detente.web.app import Site
from detente.web.pages import PAGES
from detente.web.stories import open_site
from sample_story import STORY

__all__ = ["ADDRESSES", "HOSTILE", "LISTS", "ONES", "STORY", "hostile_story", "keep", "large_story", "site_of"]

# The records' page is empty in the hand-made story, which has none: test_records_page.py makes some.
LISTS = [f"/{p.name}" + ("?q=harbour" if p.name == "search" else "") for p in PAGES.values() if p.show]
LISTS.remove("/records")
ONES = {"event": "event-4", "turn": "turn-1", "claims": "question-1", "doc": "doc-3", "forward": "expect-1",
        "reactions": "reaction-1", "actors": "a"}  # fmt: skip
ADDRESSES = [*LISTS, *(f"/{page}/{record}" for page, record in ONES.items())]
HOSTILE = (
    "\"'><script>alert(1)</script><svg onload=alert(2)>"
    '<a href="javascript:alert(3)" onclick=alert(4)>x</a>\u202e\x00{{7*7}}'
)
LONG = "A" * 1_000_000


def hostile_story() -> Story:
    """The sample story with every text turned into markup that would run, and a word of a megabyte in each document."""
    texts = {d.id: f"{HOSTILE} {d.text} {LONG} {HOSTILE}" for d in STORY.documents}
    shift = len(HOSTILE) + 1

    def moved(value: object) -> object:
        if isinstance(value, Passage):
            start, end = value.start + shift, value.end + shift
            return Passage(value.document_id, start, end, texts[value.document_id][start:end])
        if isinstance(value, tuple):
            return tuple(moved(item) for item in value)
        if isinstance(value, Document):
            return replace(
                value, text=texts[value.id], title=HOSTILE, publisher=HOSTILE, author=HOSTILE, url="javascript:alert(5)"
            )
        if hasattr(value, "__dataclass_fields__"):
            return replace(value, **{name: moved(getattr(value, name)) for name in value.__dataclass_fields__})
        return value

    made = moved(STORY)
    assert isinstance(made, Story)
    actors = tuple(replace(a, name=f"{HOSTILE} {a.id}", aliases=(HOSTILE,)) for a in made.actors)
    phases = tuple(replace(p, label=HOSTILE) for p in made.phases)
    questions = tuple(replace(q, what=HOSTILE) for q in made.questions)
    gaps = tuple(replace(g, kind=HOSTILE, message=HOSTILE) for g in made.gaps)
    return replace(made, title=HOSTILE, actors=actors, phases=phases, questions=questions, gaps=gaps)


def site_of(story: Story, folder: Path) -> Site:
    """Return the site of a story kept in a folder."""
    return open_site(keep(story, folder))
