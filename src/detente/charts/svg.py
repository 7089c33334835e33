"""SVG as text: elements, escaping, numbers. The same values always give the same bytes."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from xml.sax.saxutils import escape, quoteattr

from ..types import Passage

STYLE = Path(__file__).with_name("charts.css").read_text(encoding="utf-8")

_SAFE = re.compile(r"[\w .,:;#/()%+$?!=“”’–…·-]*", re.ASCII).fullmatch  # text that needs no escaping in an attribute


@dataclass(frozen=True, slots=True)
class Links:
    """Where a chart's parts lead: the address of a record, by id, of a span of days, of a sentence; "" is nowhere."""

    record: Callable[[str], str]
    span: Callable[[date, date], str] = lambda *_: ""
    passage: Callable[[Passage], str] = lambda _: ""


UNLINKED = Links(record=lambda _: "")


def tag(name: str, *children: str, **attributes: str | float) -> str:
    """Return an element. Children are markup already; attribute values are escaped.

    A trailing underscore lets a Python word be an attribute (``class_``); other underscores become hyphens.
    """
    written = ""
    for key, value in attributes.items():
        written += f" {_name(key)}={_value(value)}"
    inner = "".join(children) if children else ""
    return f"<{name}{written}>{inner}</{name}>" if inner else f"<{name}{written}/>"


def text(x: float, y: float, words: str, **attributes: str | float) -> str:
    """Return a text element whose words are escaped."""
    return tag("text", plain(words), x=x, y=y, **attributes) if words else ""


def title(words: str) -> str:
    """Return what a pointer or a screen reader is told about the element it is put into."""
    return tag("title", plain(words))


def linked(address: str, part: str, record: str = "") -> str:
    """Return a part that leads to an address; one without an address as it is.

    Links are left out of the tab order: the list beside the chart leads to the same places, key by key.
    """
    if not address:
        return part
    return tag("a", part, href=address, tabindex="-1", **({"data_for": record} if record else {}))


def plain(words: str) -> str:
    """Return words as XML text: what XML forbids and what would turn the writing direction becomes a space."""
    return words if _SAFE(words) else escape(_printable(words))


def number(value: float) -> str:
    """Return a coordinate with at most one decimal."""
    short = f"{value:.1f}"
    if short[-1] != "0":
        return short
    return "0" if short == "-0.0" else short[:-2]


def path(points: Iterable[tuple[float, float]], close: bool = False) -> str:
    """Return path data through points."""
    steps = "L".join(f"{number(x)} {number(y)}" for x, y in points)
    return f"M{steps}{'Z' if close else ''}"


def drawing(name: str, size: tuple[float, float], words: tuple[str, str], *children: str, image: bool = True) -> str:
    """Return a whole drawing with its title and description; ``name`` makes its ids unique on a page.

    A drawing whose parts lead somewhere is no single image but a group of them.
    """
    width, height = size
    return tag(
        "svg",
        tag("title", plain(words[0]), id=f"{name}-title"),
        tag("desc", plain(words[1]), id=f"{name}-desc"),
        *children,
        xmlns="http://www.w3.org/2000/svg",
        class_="dt-chart",
        viewBox=f"0 0 {number(width)} {number(height)}",
        role="img" if image else "group",
        aria_labelledby=f"{name}-title {name}-desc",
    )


def standalone(svg: str) -> str:
    """Return a drawing that carries its own style, for use outside a page that has `STYLE`."""
    head, _, rest = svg.partition(">")
    return f"{head}>{tag('style', escape(STYLE))}{rest}"


def _value(value: str | float) -> str:
    if isinstance(value, str):
        return f'"{value}"' if _SAFE(value) else quoteattr(_printable(value))
    return f'"{number(value)}"'


@cache
def _name(key: str) -> str:
    return key.rstrip("_").replace("_", "-")


def _printable(words: str) -> str:
    return words if words.isprintable() else "".join(c if c.isprintable() else " " for c in words)
