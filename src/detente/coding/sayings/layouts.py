"""Attributions by layout alone: ``Johnson: I will vote no`` in a headline, ``SMITH: Thank you.`` in a transcript."""

from __future__ import annotations

import re
from functools import cache

from ...rulebook import load_table
from .subjects import Span

_PART = r"[^\W\d_a-z][\w.’'-]{0,30}"
_NAMES = rf"(?P<name>{_PART}(?: {_PART}){{0,3}})"
_LABEL = re.compile(rf"{_NAMES}(?P<cue>:) ?(?=\S)")
_LABEL_BEFORE = re.compile(rf"(?:^|[.!?\n—–-] ?){_NAMES}(?P<cue>:) ?$")
_BYLINE = re.compile(rf"\s{{0,4}}(?P<cue>[—–―-]) ?{_NAMES}\.?[^\S\n]*(?=\n|$)")
_FAR = 90
_HEADLINE = 200


def find_label(text: str, start: int, end: int) -> tuple[Span, Span, Span] | None:
    """Return source, cue and content of a headline that is a name, a colon and what the name says."""
    label = _LABEL.match(text, start, min(end, start + _HEADLINE))
    if label is None or end - start > _HEADLINE or _is_kicker(label["name"]):
        return None
    if len(text[label.end() : end].split()) < 3:
        return None
    return label.span("name"), label.span("cue"), (label.end(), end)


def label_before(text: str, start: int, quotation: int) -> tuple[Span, Span] | None:
    """Return source and cue where a name and a colon stand right before a quotation."""
    low = max(start, quotation - _FAR)
    label = _LABEL_BEFORE.search(text[low:quotation])
    if label is None or _is_kicker(label["name"]):
        return None
    return _moved(label.span("name"), low), _moved(label.span("cue"), low)


def name_after(text: str, quotation: int) -> tuple[Span, Span] | None:
    """Return source and cue where a dash and a name stand right after a quotation and end the line."""
    byline = _BYLINE.match(text, quotation, min(len(text), quotation + _FAR))
    if byline is None:
        return None
    return byline.span("name"), byline.span("cue")


def _is_kicker(name: str) -> bool:
    """Whether a label names the kind of piece, not a speaker: "Exclusive", "Fact check"."""
    return any(word.lower() in _kickers() for word in name.split())


@cache
def _kickers() -> frozenset[str]:
    return frozenset(row["word"] for row in load_table("attribution/kickers"))


def _moved(span: Span, by: int) -> Span:
    return span[0] + by, span[1] + by
