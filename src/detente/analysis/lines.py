"""A line of the written account."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from ..types import Passage

LineKind = Literal[
    "state", "phase", "turn", "event", "words", "finding", "ledger", "due", "gap", "pair", "change", "record"
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the account: its words, its date in words, the passages it rests on, and what kind of line it is."""

    text: str
    date_text: str
    evidence: tuple[Passage, ...]
    kind: LineKind
