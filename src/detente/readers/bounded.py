"""Bytes to text: bounded reading, encoding detection, and the characters that no article needs."""

from __future__ import annotations

import codecs
import re
import unicodedata
from dataclasses import dataclass
from pathlib import Path

from ..types import Problem

LONGEST_DOCUMENT = 10_000_000  # bytes or characters: some thirty times the longest magazine piece
_SAMPLE = 65_536  # bytes looked at to tell text from other things, and one encoding from another
_MOST_CONTROL = 0.03  # share of control bytes above which a file is not text
_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_NOT_TEXT = {b"%PDF-": "a PDF", b"PK\x03\x04": "a zip archive or office file", b"\x1f\x8b": "a gzip archive"}
_ONE_BYTE = ("iso8859", "latin", "cp125", "cp4", "cp5", "cp7", "cp8", "hp_roman")
_DECLARED = re.compile(r"(?:windows|iso|latin|cp|koi8|gb|big5|shift|euc|mac)[\w.:-]{0,20}", re.I)
_CONTROL = bytes(code for code in range(32) if code not in b"\t\n\r\f\v\x1b") + b"\x7f"
_INVISIBLE = "\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\ufeff\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
_TWICE_ENCODED = re.compile("[\u00c2-\u00f4][\u0080-\u00bf€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ]{1,3}")
_LINE_ENDS = str.maketrans({"\r": "\n", "\v": "\n", "\f": "\n", "\x85": "\n", "\u2028": "\n", "\u2029": "\n"})
_DROPPED = dict.fromkeys([*range(9), *range(14, 32), *range(127, 160), *range(0xD800, 0xE000), *map(ord, _INVISIBLE)])
_DROPPED.pop(0x85)
_ODD = re.compile(f"[{re.escape(''.join(map(chr, sorted(_LINE_ENDS.keys() | _DROPPED.keys()))))}]")


@dataclass(frozen=True, slots=True)
class Decoded:
    """A file's text, or why it has none; ``warning`` says what was lost in decoding."""

    text: str = ""
    failure: str = ""
    warning: str = ""


def read_bounded(path: Path) -> bytes | Problem:
    """Return a file's bytes, or a Problem when it is gone, unreadable or longer than any document."""
    try:
        with path.open("rb") as file:
            content = file.read(LONGEST_DOCUMENT + 1)
    except OSError as error:
        return Problem(str(path), "read", describe(error))
    if len(content) > LONGEST_DOCUMENT:
        limit = f"{LONGEST_DOCUMENT // 1_000_000} MB"
        return Problem(str(path), "read", f"longer than {limit}, the most one document may have: split it")
    return content


def describe(error: OSError) -> str:
    """Return a plain sentence for a file that could not be opened or read."""
    if isinstance(error, FileNotFoundError):
        return "no such file (moved or deleted?)"
    return f"cannot be read: {error.strerror or error}"


def decode(content: bytes, declared: str = "") -> Decoded:
    """Return the text of some bytes: by its mark, as UTF-8, as declared, or by the best guess at an older encoding."""
    for mark, encoding in _MARKS:
        if content.startswith(mark):
            return Decoded(content.decode(encoding, errors="replace"))
    if what := _not_text(content):
        return Decoded(failure=f"not a text file (it looks like {what})")
    try:
        return Decoded(content.decode("utf-8"))
    except UnicodeDecodeError:
        return _decode_other(content, declared)


def clean(text: str) -> str:
    """Return the text in NFC with plain line ends, mended where it was encoded twice, without invisible characters."""
    unified = _TWICE_ENCODED.sub(_mend, text).replace("\r\n", "\n")
    if _ODD.search(unified):  # few texts have any, and looking is far cheaper than translating
        unified = unified.translate(_LINE_ENDS).translate(_DROPPED)
    return unicodedata.normalize("NFC", unified)


def _mend(match: re.Match[str]) -> str:
    """Return the character that was written as UTF-8 and then read as Windows-1252 ("â€™" for an apostrophe)."""
    try:
        return b"".join(_as_byte(character) for character in match[0]).decode("utf-8")
    except UnicodeError:
        return match[0]


def _as_byte(character: str) -> bytes:
    return bytes([ord(character)]) if character <= "\xff" else character.encode("cp1252")


def _not_text(content: bytes) -> str:
    """Return what a file that is not text seems to be, or ""."""
    for magic, what in _NOT_TEXT.items():
        if content.startswith(magic):
            return what
    sample = content[:_SAMPLE]
    control = len(sample) - len(sample.translate(None, _CONTROL))
    return "binary data" if control > _MOST_CONTROL * len(sample) else ""


def _decode_other(content: bytes, declared: str) -> Decoded:
    lenient = content.decode("utf-8", errors="replace")
    lost = lenient.count("\ufffd")
    # Damaged UTF-8 still has most of its longer characters in order; text in an older encoding has hardly any.
    if lost <= sum(character > "\x7f" for character in lenient) - lost:
        return Decoded(lenient, warning=f"{lost} invalid UTF-8 bytes were replaced")
    encoding = declared if _is_encoding(declared) else _guess(content[:_SAMPLE])
    return Decoded(content.decode(encoding, errors="replace"), warning=f"not UTF-8: read as {encoding}")


def _is_encoding(name: str) -> bool:
    """Return whether a page may be right about its encoding: a known one, and one made for text."""
    try:
        return bool(_DECLARED.fullmatch(name)) and b" ".decode(name) == " "
    except (LookupError, ValueError):
        return False


def _guess(sample: bytes) -> str:
    from charset_normalizer import from_bytes

    best = from_bytes(sample).best()
    if best is None or "cp1252" in best.could_be_from_charset or best.encoding.startswith(_ONE_BYTE):
        # Many one-byte encodings fit the same bytes; English text that is not UTF-8 is nearly always this one.
        return "cp1252"
    return best.encoding
