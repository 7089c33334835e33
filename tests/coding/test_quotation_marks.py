"""Where quotation marks open and close."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from detente.coding.sayings.quotation_marks import find_quotations


@pytest.mark.parametrize(
    ("text", "quoted"),
    [
        ("“We lost,” she said.", ["“We lost,”"]),
        ('"We lost," she said, "badly."', ['"We lost,"', '"badly."']),
        ("''We lost,'' she said.", ["''We lost,''"]),
        ("«We lost», she said.", ["«We lost»"]),
        ("‘We lost,’ she said of the players’ vote.", ["‘We lost,’"]),
        ("“He said ‘never’ to me,” she said.", ["“He said ‘never’ to me,”"]),
        ("“We lost and will", ["“We lost and will"]),
        ("The players' and the fans' vote", []),
        ("A 6' 4\" guard and a 5' 10\" guard", []),
        ("She lost” and left", []),
    ],
)
def test_find_quotations_pairs_the_marks(text: str, quoted: list[str]) -> None:
    assert [quotation.text for quotation in find_quotations(text)] == quoted


def test_an_unclosed_quotation_says_so() -> None:
    (quotation,) = find_quotations("“We lost and will not return")
    assert not quotation.closed


@pytest.mark.parametrize(
    ("text", "speech"),
    [
        ('"We lost the vote."', True),
        ('"strategic partnership"', False),
        ('"Pact"', False),
        ('"[We] lost the vote."', True),
    ],
)
def test_an_utterance_is_told_from_a_quoted_phrase(text: str, speech: bool) -> None:
    (quotation,) = find_quotations(text)
    assert quotation.is_speech is speech


@settings(max_examples=200, deadline=None, derandomize=True)
@given(st.text(alphabet="aB.,“”„«»\"'‘’` \u200b\u200f\u202e\u0301é", max_size=60))
def test_quotations_lie_in_the_text_and_apart_from_each_other(text: str) -> None:
    end = 0
    for quotation in find_quotations(text):
        assert end <= quotation.start < quotation.end <= len(text)
        assert quotation.text == text[quotation.start : quotation.end]
        end = quotation.end
