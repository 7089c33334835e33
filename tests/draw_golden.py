"""Draw the golden charts anew: python tests/draw_golden.py, then read the diff before you accept it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from detente.charts import ledger_chart, relationship_strip, timeline_lanes
from sample_story import EMPTY, STORY, long_story

FOLDER = Path(__file__).parent / "golden" / "svg"


def golden_charts() -> Iterator[tuple[str, str]]:
    """Yield (file name, SVG) of every golden chart."""
    for name, story in (("sample", STORY), ("empty", EMPTY), ("crowded", long_story(400))):
        yield f"strip-{name}.svg", relationship_strip(story)
        yield f"lanes-{name}.svg", timeline_lanes(story)
    yield "strip-narrow.svg", relationship_strip(STORY, 360)
    yield "lanes-narrow.svg", timeline_lanes(STORY, 360)
    yield "ledger-sample.svg", ledger_chart(STORY, STORY.questions[0])
    yield "ledger-narrow.svg", ledger_chart(STORY, STORY.questions[0], 360)


if __name__ == "__main__":
    FOLDER.mkdir(parents=True, exist_ok=True)
    for file_name, svg in golden_charts():
        (FOLDER / file_name).write_text(svg, encoding="utf-8")
