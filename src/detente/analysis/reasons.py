"""Reasons: why the figures of a row differ, each kind of reason once with an example and how often it holds."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from ..types import Difference, DifferenceReason

_ORDER: tuple[DifferenceReason, ...] = (
    "unexplained", "later_figure", "wider_scope", "different_quantity", "copied", "rounded", "compatible", "agrees",
)  # fmt: skip


def reasons_once(differences: Iterable[Difference]) -> tuple[str, ...]:
    """Return one sentence for each kind of reason, most telling first; "(and 7 pairs alike)" where more have it."""
    told = [difference for difference in differences if difference.because]
    counts = Counter(difference.reason for difference in told)
    first: dict[DifferenceReason, str] = {}
    for difference in told:
        first.setdefault(difference.reason, difference.because)
    return tuple(first[reason] + _alike(counts[reason] - 1) for reason in _ORDER if reason in first)


def _alike(more: int) -> str:
    return "" if not more else f" (and {more} pair{'s'[: more > 1]} alike)"
