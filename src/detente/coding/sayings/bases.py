"""On what basis something is attributed: a named speaker, an anonymous one, a document, a post, an outlet, nobody."""

from __future__ import annotations

import re
from functools import cache

from ...rulebook import load_table
from ...types import AttributionBasis

_POST = re.compile(
    r"\b(?:re)?tweet(?:s|ed|ing)?\b|\b(?:re)?post(?:s|ed|ing)?\b(?! office)"
    r"|\bon (?:X|Twitter|Truth Social|Facebook|Instagram|Telegram|TikTok|Weibo|Bluesky|social media)\b"
)
_HEARSAY = re.compile(r"(?i)(?:the |some |media |news |press |unconfirmed |recent )*(?:reports|rumou?rs|speculation)")
_WORD = re.compile(r"[^\W\d_][\w-]*")
_HEAD_END = re.compile(r",| (?:of|for|from|by|in|on|at|to|with|who|that|which|about|into|close|familiar|briefed)\b")
_APPOSITION = re.compile(
    r"(?:(?:[^\W\d_A-Z]|The |A |An |His |Her |Its |Their )[^,]{2,80}|[^,]{2,60}[’']s? [^,]{3,60}), "
    r"(?P<name>[^\W\d_a-z][\w’'-]*(?:\.? [^\W\d_a-z][\w’'-]*\.?){1,3})(?:,|$)"
)
_OWNED = re.compile(r"[’']s? \S")
_NAME = re.compile(r"[^\W\d_a-z][\w’'-]*[^\W\d_]")
_VAGUE = re.compile(
    r"(?i)(?:an?|one|two|three|four|five|six|both|some|several|many|most|few|other|others|another|multiple|various"
    r"|people|somebody|someone|anyone|everyone|everybody|those|dozens|hundreds|thousands|millions) "
)
_SPEAKING = frozenset({"he", "she", "they", "i", "we", "who", "him", "her", "his", "their", "it", "that", "which"})


def source_basis(source: str, cue: str) -> AttributionBasis:
    """Return the basis of an attribution from the words of its source and of its cue with what follows it."""
    if not source:
        return "unstated"
    if _POST.search(cue):
        return "post"
    if source.lower() in _SPEAKING:
        return "named"
    if _HEARSAY.fullmatch(source):
        return "anonymous"
    head = head_of(source)
    listed = _listed(head)
    if listed:
        return listed
    return "named" if _is_named(source, head) else "anonymous"


def head_of(source: str) -> str:
    """Return a source's words up to its first preposition, clause or comma."""
    return _HEAD_END.split(source, maxsplit=1)[0]


def apposition(source: str) -> str:
    """Return what a comma adds to a description where that is a name: "the engineer, Luis Pardo"."""
    match = _APPOSITION.match(source)
    return match["name"] if match else ""


def is_vague(source: str) -> bool:
    """Return whether a source is described without being named: "two officials", "people close to her"."""
    return not _is_named(source, head_of(source))


def _listed(head: str) -> AttributionBasis | None:
    """Return the basis of the last word of a source's head that is a document or an outlet."""
    words = _WORD.findall(head)
    if not words:
        return None
    last = words[-1]
    if (last[:1].isupper() and len(words) > 1) or last in _bases():
        return _bases().get(last)
    return _bases().get(_singular(last.lower()))


def _is_named(source: str, head: str) -> bool:
    """Whether a name is the source's head or stands beside it: "the engineer, Luis Pardo"."""
    if apposition(source):
        return True
    if _OWNED.search(head):
        return False
    if _VAGUE.match(source + " "):
        return len(_NAME.findall(head)) >= 2 and head.split()[-1][:1].isupper()
    words = head.split()
    if not words:
        return False
    if words[0].lower() in {"the", "his", "her", "their", "its", "our", "my", "this", "that"}:
        return any(word[:1].isupper() for word in words[1:])
    return any(_NAME.fullmatch(word) for word in words[1:]) or (words[0][:1].isupper() and not _is_plural(words[0]))


def _is_plural(word: str) -> bool:
    return word.endswith("s") and not word.endswith("ss")


def _singular(word: str) -> str:
    return word[:-3] + "y" if word.endswith("ies") else word.removesuffix("s")


@cache
def _bases() -> dict[str, AttributionBasis]:
    kinds: dict[str, AttributionBasis] = {"document": "document", "post": "post", "outlet": "outlet"}
    return {row["word"]: kinds[row["basis"]] for row in load_table("attribution/sources")}
