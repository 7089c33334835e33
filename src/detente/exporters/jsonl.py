"""The whole record as JSON Lines, one object a line, ``kind`` first: the export contract of the data model."""

from __future__ import annotations

from typing import TextIO

import msgspec

from ..rows import story_rows
from ..types import Story


def write(story: Story, file: TextIO) -> None:
    """Write every record of the story."""
    for row in story_rows(story):
        file.write(msgspec.json.encode(row).decode() + "\n")
