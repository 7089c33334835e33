"""Front matter: the YAML block between two lines of dashes at the head of a text."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

import yaml  # type: ignore[import-untyped]

_LONGEST = 20_000  # characters; no article's front matter is longer
_BLOCK = re.compile(r"\s{0,20}---[ \t]*\n(?P<yaml>.*?)\n(?:---|\.\.\.)[ \t]*(?:\n|$)", re.S)
_LINE = re.compile(r"^(?P<key>[A-Za-z_]{1,30})[ \t]*:[ \t]*(?P<value>\S.*)$", re.M)


@dataclass(frozen=True, slots=True)
class FrontMatter:
    """The fields of a front matter (strings, lists and dicts of strings), the text after it, and what was wrong."""

    body: str
    fields: dict[str, object] = field(default_factory=dict)
    problem: str = ""

    def text(self, *keys: str) -> str:
        """Return the first of these fields that is a plain value."""
        return next((value for key in keys if isinstance(value := self.fields.get(key), str) and value), "")

    def names(self, *keys: str) -> str:
        """Return the people in the first of these fields: a name, a list of names, or of {name, username}."""
        for key in keys:
            value = self.fields.get(key)
            people = value if isinstance(value, list) else [value]
            if names := [name for person in people if (name := _name(person))]:
                return ", ".join(names)
        return ""


def split_front_matter(text: str) -> FrontMatter:
    """Return a text's front matter and body; broken front matter gives what its plain lines say, and a problem."""
    match = _BLOCK.match(text[:_LONGEST])
    if not match:
        opened = re.match(r"\s{0,20}---[ \t]*\n[A-Za-z_]{1,30}[ \t]*:", text)
        return FrontMatter(text, problem="front matter is not closed by a line of dashes" if opened else "")
    body = text[match.end() :]
    try:
        # The base loader makes only strings, lists and dicts: no date, no boolean, no object is ever built.
        fields = yaml.load(match["yaml"].replace("\t", "    "), Loader=yaml.BaseLoader)
    except yaml.YAMLError as error:
        return FrontMatter(body, _plain_lines(match["yaml"]), f"front matter is not valid YAML{_place(error)}")
    except RecursionError:
        return FrontMatter(body, {}, "front matter is nested too deeply")
    if not isinstance(fields, dict):
        # A rule of dashes above and below a passage is typography, not front matter.
        return FrontMatter(text)
    return FrontMatter(body, {str(key).lower(): value for key, value in fields.items()})


def _plain_lines(block: str) -> dict[str, object]:
    return {match["key"].lower(): match["value"].strip().strip("\"'") for match in _LINE.finditer(block)}


def _place(error: yaml.YAMLError) -> str:
    mark = getattr(error, "problem_mark", None)
    return f" (line {mark.line + 2})" if mark else ""


def _name(person: object) -> str:
    if isinstance(person, dict):
        person = person.get("name") or person.get("username")
    return person.strip() if isinstance(person, str) else ""
