"""Bytes to text: encodings, bounds, and characters that no article needs."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from detente.readers import bounded
from detente.readers.bounded import clean, decode, read_bounded
from detente.types import Problem


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32", "cp1252"])
def test_decode_finds_the_encoding(encoding: str) -> None:
    text = "The café owner said “no” – and left for the façade of the old naïve harbour."

    assert decode(text.encode(encoding)).text.lstrip("\ufeff") == text


def test_damaged_utf8_stays_utf8_and_says_what_was_lost() -> None:
    decoded = decode("café, naïve, façade ".encode() + b"\xff\xfe harbour")

    assert decoded.text.startswith("café, naïve, façade ")
    assert "2 invalid" in decoded.warning


def test_a_page_may_declare_its_encoding() -> None:
    assert decode("“harbour” żółw".encode("iso-8859-2", "replace"), "iso-8859-2").text.endswith("żółw")


@pytest.mark.parametrize("declared", ["", "hex", "nonsense", "unicode_escape", "cp99999"])
def test_a_false_declaration_is_not_followed(declared: str) -> None:
    assert decode("the café by the façade".encode("cp1252"), declared).text == "the café by the façade"


@pytest.mark.parametrize("content", [b"\x7fELF\x02" + b"\x00" * 80, b"PK\x03\x04harbour", b"\x1f\x8bharbour"])
def test_decode_tells_what_is_not_text(content: bytes) -> None:
    assert "not a text file" in decode(content).failure


def test_a_stray_nul_does_not_make_an_article_binary() -> None:
    decoded = decode(b"The two\x00 leaders met at the harbour on Monday, and talked about the bridge for hours.")

    assert clean(decoded.text).startswith("The two leaders met")


@pytest.mark.parametrize(
    ("written", "cleaned"),
    [
        ("a\r\nb\rc", "a\nb\nc"),
        ("so\u00adcial\u200b me\ufeffdia", "social media"),
        ("line\u2028line", "line\nline"),
        ("cafe\u0301", "café"),
        ("bell\x07 and\x00 half \ud800", "bell and half "),
        ("tab\tstays", "tab\tstays"),
        ("itâ€™s a cafÃ© â€” she said", "it’s a café — she said"),
        ("it\u00e2\u0080\u0099s", "it’s"),
        ("Â£5 Â© here, â a", "£5 © here, â a"),
    ],
)
def test_clean_keeps_words_and_drops_what_cannot_be_seen(written: str, cleaned: str) -> None:
    assert clean(written) == cleaned


def test_a_file_longer_than_any_document_is_a_problem(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bounded, "LONGEST_DOCUMENT", 1_000_000)
    path = tmp_path / "long.txt"
    path.write_bytes(b"word " * 300_000)

    found = read_bounded(path)

    assert isinstance(found, Problem)
    assert "longer than 1 MB" in found.message


@given(st.binary(max_size=300))
@settings(max_examples=150, deadline=None, derandomize=True)
def test_decode_never_fails_and_clean_text_can_be_written(content: bytes) -> None:
    assert clean(decode(content).text).encode("utf-8") is not None
