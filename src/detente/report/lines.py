"""What every section of the report is made of: lines that unfold to their evidence, and groups of them."""

from __future__ import annotations

from dataclasses import dataclass

from ..evidence import Evidence

MOST = 400  # lines of one list at most: a report is for reading, `export` for everything
TONES = {"+": "good", "-": "bad", "0": "even"}


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the report: when, what, an excerpt, tags such as "hedged", and the evidence it unfolds to.

    ``spoken`` marks the speaker's own words throughout: they are set in quotation marks. ``id`` is the record's own
    where charts lead to the line.
    """

    when: str
    text: str
    excerpt: str = ""
    source: str = ""
    tags: tuple[str, ...] = ()
    tone: str = "even"
    spoken: bool = False
    evidence: tuple[Evidence, ...] = ()
    id: str = ""


@dataclass(frozen=True, slots=True)
class Group:
    """Lines under one heading: those shown at once, those that unfold, how many are left out, and what writers said."""

    heading: str
    note: str
    tone: str
    lines: tuple[Line, ...]
    more: tuple[Line, ...] = ()
    left_out: int = 0
    described: tuple[Line, ...] = ()
