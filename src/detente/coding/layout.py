"""What each stretch of a document is for: title, heading, body, list, byline, furniture, reaction, advice.

The text is cut at its line ends, in reading order; offsets are into the text as it is. What single lines say about
themselves is in ``rules/layout.toml``; this module adds what only a line's place can tell.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache
from itertools import dropwhile, pairwise
from typing import Literal

from ..rulebook import Rule, load_rules
from ..types import Block, BlockKind, Document, Passage

Scope = Literal["line", "within", "all", "cued", "list", "short"]
_Mark = Literal["", "item", "hashes"]

_LONGEST_HEADING = 90
_MOST_HEADING_WORDS = 13
_LONGEST_TITLE = 240
_PROSE = 110  # characters: a line this long beneath "Related" is the article going on
_SHORT = 110  # characters: no broken line of a paragraph is longer
_LONGEST_MATCH = 4_000
_LINE = re.compile(r"[^\n]+")
_WORD = re.compile(r"\w+")
_MARKS = re.compile(r"[^\w\"“‘'@©$£€(\[]{1,12}|[^\w\"“‘'@©$£€(]{1,12}")
_ITEM = re.compile(r"(?:[•▪◦‣●○■·*+-]|\(?\d{1,2}[.)]|\(?[a-z]\))[ \t]+(?=\S)")
_HASHES = re.compile(r"#{1,6}[ \t]+(?=\S)")
_QUOTED_BLOCK = re.compile(r"(?:>[ \t]?){1,5}")
_OUTLET = re.compile(r"\s[|–—»•-]\s[^|]{1,40}$")
_OPEN_QUOTES = "\"“‘'"
_SENTENCE_ENDS = tuple('.!?:;…"”’)')
_NO_HEADING_END = tuple(".,;:!…-–—\"”'’)")
_NO_TITLE_END = tuple(".,;:!…")
_OPENING_LINES = 8
_OPENING = frozenset({"all", "cued", "list", "short"})


class LayoutRule(Rule, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """What a line that matches is, and for a heading what the lines beneath it are."""

    kind: BlockKind
    pattern: str
    scope: Scope = "line"
    section: BlockKind = "body"
    longest: int = 300
    ignore_case: bool = True


@dataclass(frozen=True, slots=True)
class _Line:
    """A line without its indent and its list, heading or quoting marks; ``gap``: an empty line stands before it."""

    start: int
    text: str
    gap: bool
    mark: _Mark

    @property
    def end(self) -> int:
        """The offset after its last word."""
        return self.start + len(self.text)


@dataclass(frozen=True, slots=True)
class _Section:
    """What the heading above says about the lines beneath it."""

    kind: BlockKind = "body"
    scope: Scope = "line"
    rule: str = ""


def find_blocks(document: Document) -> tuple[Block, ...]:
    """Return the blocks of a document in reading order."""
    lines = _join_wrapped(_cut(document.text), document.text)
    return tuple(
        Block(kind, Passage(document.id, line.start, line.end, line.text), rule)
        for line, (kind, rule) in zip(lines, _classify(lines, _fold(document.title)), strict=True)
    )


def match_rule(line: str) -> LayoutRule | None:
    """Return the first rule that a line matches, whatever its scope."""
    marks = _MARKS.match(line)
    match = _patterns().match(line, marks.end() if marks else 0, min(len(line), _LONGEST_MATCH))
    if match is None:
        return None
    rule = load_rules("layout", LayoutRule)[int((match.lastgroup or "r0")[1:])]
    return rule if len(line) <= rule.longest else None


@cache
def _patterns() -> re.Pattern[str]:
    """Return all rules as one pattern, each a group named by its place in the file."""
    rules = load_rules("layout", LayoutRule)
    flags = ["i:" if rule.ignore_case else ":" for rule in rules]
    return re.compile("|".join(f"(?P<r{n}>(?{flags[n]}{rule.pattern}))" for n, rule in enumerate(rules)))


def _cut(text: str) -> list[_Line]:
    """Return the lines that hold words."""
    lines: list[_Line] = []
    for match in _LINE.finditer(text):
        start, mark = _skip_marks(text, match)
        words = text[start : match.end()].rstrip()
        # A line without a letter or digit is a rule of dashes or stars.
        if any(character.isalnum() for character in words):
            gap = not lines or text.count("\n", lines[-1].end, start) > 1
            lines.append(_Line(start, words, gap, mark))
    return lines


def _skip_marks(text: str, match: re.Match[str]) -> tuple[int, _Mark]:
    """Return where a line's own words begin, and which mark stands before them."""
    start = match.end() - len(match[0].lstrip())
    if quoted := _QUOTED_BLOCK.match(text, start, match.end()):
        start = quoted.end()
    if hashes := _HASHES.match(text, start, match.end()):
        return hashes.end(), "hashes"
    if item := _ITEM.match(text, start, match.end()):
        return item.end(), "item"
    return start, ""


def _join_wrapped(lines: list[_Line], text: str) -> list[_Line]:
    """Return the lines with paragraphs that were broken at a column put together again."""
    inside = sum(not line.gap for line in lines[1:])
    broken = [_goes_on(a, b) for a, b in pairwise(lines)]
    if not inside or sum(broken) * 2 < inside:
        return lines
    firsts = [line for line, goes_on in zip(lines, [False, *broken], strict=True) if not goes_on]
    lasts = [line for line, goes_on in zip(lines, [*broken, False], strict=True) if not goes_on]
    return [replace(first, text=text[first.start : last.end]) for first, last in zip(firsts, lasts, strict=True)]


def _goes_on(line: _Line, following: _Line) -> bool:
    """Return whether a line may have been broken in the middle of a sentence that the next one carries on."""
    if following.gap or following.mark or not _SHORT // 4 < len(line.text) <= _SHORT:
        return False
    return not line.text.endswith(_SENTENCE_ENDS) and match_rule(following.text) is None


def _classify(lines: list[_Line], title: str) -> Iterator[tuple[BlockKind, str]]:
    """Yield the kind of each line, and the rule that says so."""
    title = title or _own_title(lines)
    section, titled, started, label = _Section(), False, False, ""
    for number, line in enumerate(lines):
        rule = _applicable(line, section)
        if title and _is_title(line, title):
            yield ("furniture", "layout.repeated-title") if titled else ("title", "layout.title")
            titled = True
        elif rule is not None:
            if rule.scope in _OPENING:
                section = _Section(rule.section, rule.scope, rule.id)
            # "One user wrote:" with nothing behind it speaks of the next line.
            label = rule.id if rule.kind == "reaction" and line.text.endswith(":") else ""
            yield rule.kind, rule.id
        elif label:
            yield "reaction", label
            label = ""
        elif _is_heading(line, number + 1 == len(lines), started, section):
            section = _Section()
            yield "heading", "layout.heading"
        else:
            kind, because = _beneath(line, section)
            started = started or kind == "body"
            section = _Section() if kind == "body" and section.scope == "short" else section
            yield kind, because


def _applicable(line: _Line, section: _Section) -> LayoutRule | None:
    """Return the rule a line matches, if the rule may be used where the line stands."""
    rule = match_rule(line.text)
    if rule is None or (rule.scope == "within" and section.kind != "reaction"):
        return None
    return rule


def _is_heading(line: _Line, last: bool, started: bool, section: _Section) -> bool:
    """Return whether a line is a heading by its shape and place: short, no sentence, with text around it."""
    if line.mark == "hashes":
        return len(line.text) <= _LONGEST_TITLE
    if last or not started or not line.gap or line.mark or section.scope in {"all", "short"}:
        return False
    words = line.text.split(maxsplit=_MOST_HEADING_WORDS)
    if len(line.text) > _LONGEST_HEADING or len(words) > _MOST_HEADING_WORDS:
        return False
    first = line.text[0]
    opens = first.isupper() or first.isdigit() or first in "$£€" or (first in _OPEN_QUOTES and _closes(line.text))
    question = line.text.endswith("?") and sum(word[0].isupper() for word in words) * 2 <= len(words)
    return opens and not question and not line.text.endswith(_NO_HEADING_END)


def _closes(text: str) -> bool:
    """Return whether a quotation mark that opens a line is closed in it."""
    return any(mark in text[1:] for mark in "\"”’'")


def _beneath(line: _Line, section: _Section) -> tuple[BlockKind, str]:
    """Return the kind of a line that says nothing about itself, from the section it stands in."""
    by_section = {
        "all": True,
        "list": line.mark == "item",
        "short": len(line.text) < _PROSE or line.mark == "item",
    }
    if by_section.get(section.scope, False):
        return section.kind, section.rule
    return ("list", "layout.item") if line.mark == "item" else ("body", "")


def _own_title(lines: list[_Line]) -> str:
    """Return the folded first line of a text if it is a title: marked as one, or alone and no sentence."""
    # A date, a byline or the site's own words may stand above the title.
    opening = dropwhile(lambda line: match_rule(line.text) is not None, lines[:_OPENING_LINES])
    first, second = next(opening, None), next(opening, None)
    if first is None or second is None or len(first.text) > _LONGEST_TITLE:
        return ""
    alone = first.gap and second.gap and not first.text.endswith(_NO_TITLE_END)
    return _fold(first.text) if first.mark == "hashes" or alone else ""


def _is_title(line: _Line, title: str) -> bool:
    """Return whether a line is the title, perhaps with the outlet's name behind a bar or dash."""
    if len(line.text) > len(title) * 2 + _SHORT:
        return False
    outlet = _OUTLET.search(line.text)
    return _fold(line.text) == title or bool(outlet and _fold(line.text[: outlet.start()]) == title)


def _fold(text: str) -> str:
    """Return the letters and digits of a line in one case, words one space apart."""
    return " ".join(_WORD.findall(text.casefold()))
