"""Charts for a notebook: `detente.draw(story)` shows itself where it is the last line of a cell."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from ..types import Story
from .lanes import timeline_lanes
from .strip import relationship_strip
from .svg import standalone


@dataclass(frozen=True, slots=True)
class Picture:
    """A drawing as SVG text that carries its own style."""

    svg: str

    def _repr_svg_(self) -> str:
        return self.svg

    def _repr_html_(self) -> str:
        return f"<figure>{self.svg}</figure>"


def draw(story: Story, what: Literal["arc", "timeline"] = "arc", width: int = 960) -> Picture:
    """Return a story's arc, or its timeline in lanes, ``width`` units wide."""
    chart = timeline_lanes if what == "timeline" else relationship_strip
    return Picture(standalone(chart(story, width)))
