"""Attributions by layout alone: ``Johnson: I will vote no`` in a headline, ``SMITH: Thank you.`` in a transcript."""

from __future__ import annotations

import re

from .frames import Span

_NAME = r"[^\W\d_a-z][\w.’'-]{0,30}"
_LABEL = re.compile(rf"(?P<name>{_NAME}(?: {_NAME}){{0,3}}) ?(?P<cue>:|—|–) ?(?=\S)")
_LABEL_BEFORE = re.compile(rf"(?:^|[.!?\n] )(?P<name>{_NAME}(?: {_NAME}){{0,3}})(?P<cue>:) ?$")
_BYLINE = re.compile(rf" ?[—–―-] ?(?P<name>{_NAME}(?: {_NAME}){{0,3}})")
_FAR = 90


def find_label(text: str, start: int, end: int) -> tuple[Span, Span, Span] | None:
    """Return source, cue and content of a passage that is a name, a colon and what the name says."""
    label = _LABEL.match(text, start, end)
    if label is None:
        return None
    return label.span("name"), label.span("cue"), (label.end(), end)


def label_before(text: str, start: int, quotation: int) -> tuple[Span, Span] | None:
    """Return source and cue where a name and a colon stand right before a quotation."""
    low = max(start, quotation - _FAR)
    label = _LABEL_BEFORE.search(text[low:quotation])
    return None if label is None else (_moved(label.span("name"), low), _moved(label.span("cue"), low))


def name_after(text: str, quotation: int, end: int) -> tuple[Span, Span] | None:
    """Return source and cue where a dash and a name stand right after a quotation and end its paragraph."""
    byline = _BYLINE.match(text, quotation, end)
    if byline is None or text[byline.end() : end].strip(" .,") != "":
        return None
    return byline.span("name"), (byline.start(), byline.start("name"))


def _moved(span: Span, by: int) -> Span:
    return span[0] + by, span[1] + by
