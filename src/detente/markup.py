"""Templates for hostile text: everything is escaped, control characters never reach a reader."""

from __future__ import annotations

import re
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

SHARED = Path(__file__).parent / "templates"


def environment(*folders: Path) -> Environment:
    """Return an environment for the templates in some folders and those that all share."""
    return Environment(
        loader=FileSystemLoader([*folders, SHARED]), autoescape=True, undefined=StrictUndefined, trim_blocks=True,
        lstrip_blocks=True, finalize=_printable, auto_reload=False,
    )  # fmt: skip


def style(*files: Path) -> str:
    """Return stylesheets as one."""
    return "".join(file.read_text(encoding="utf-8") for file in files)


def squeezed(css: str) -> str:
    """Return a stylesheet without the white space that only people need."""
    return re.sub(r"\s*([{};,>])\s*", r"\1", " ".join(css.split())).replace(": ", ":").replace(";}", "}")


def squeezed_script(text: str) -> str:
    """Return a script of ours without comments, and without the white space that only people need."""
    lines = re.sub(r"\n\s*(//.*)?", "\n", text)
    return re.sub(r" (=|=>|===|\+|&&|\?|:) ", r"\1", re.sub(r"(?<=[;{,(])\n", "", lines))


def _printable(value: object) -> object:
    """Return text without control characters: none may turn the writing direction of what follows it."""
    if isinstance(value, str) and not isinstance(value, Markup) and not value.isprintable():
        return "".join(c if c.isprintable() or c == "\n" else " " for c in value)
    return value
