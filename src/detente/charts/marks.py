"""The shapes of marks: what colour says, shape says too."""

from __future__ import annotations

from .svg import path, tag


def draw_mark(shape: int, x: float, y: float, style: str, size: float = 5) -> str:
    """Return a mark: circle, diamond, square, triangle, inverted triangle or cross, by number."""
    kind = shape % 6
    if kind == 0:
        return tag("circle", cx=x, cy=y, r=size, class_=f"dt-mark {style}")
    big = size * 1.25
    points = {
        1: [(x, y - big), (x + big, y), (x, y + big), (x - big, y)],
        2: [(x - size, y - size), (x + size, y - size), (x + size, y + size), (x - size, y + size)],
        3: [(x, y - big), (x + big, y + size), (x - big, y + size)],
        4: [(x, y + big), (x + big, y - size), (x - big, y - size)],
    }.get(kind)
    if points:
        return tag("path", d=path(points, close=True), class_=f"dt-mark {style}")
    cross = path([(x - size, y - size), (x + size, y + size)]) + path([(x - size, y + size), (x + size, y - size)])
    return tag("path", d=cross, class_=f"dt-line {style}")
