"""When an undated article was published, as far as its own words say."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from detente.coding.layout import find_blocks
from detente.coding.published import PublishedRule, infer_published, match_rule
from detente.rulebook import load_rules
from detente.types import UNKNOWN_DATE, BlockKind, Document, Passage, Sentence, When

_RULES = load_rules("published", PublishedRule)
_FRAGMENTS = (
    "As of",
    "in",
    "by",
    "March",
    "2024",
    "2023",
    "was",
    ",",
    ".",
    "31",
    "June",
    "left",
    "early",
    "-",
    "\n",
    "will",
)


def _infer(*texts: str, block: BlockKind = "body") -> When:
    """Return the published date inferred from sentences, each a paragraph of its own."""
    text = "\n".join(texts)
    starts = [sum(len(t) + 1 for t in texts[:n]) for n in range(len(texts))]
    sentences = tuple(
        Sentence(Passage("doc-1", start, start + len(t), t), n, n, block)
        for n, (start, t) in enumerate(zip(starts, texts, strict=True))
    )
    return infer_published(Document(id="doc-1", text=text), sentences)


@pytest.mark.parametrize(("rule", "sentence"), [(rule, s) for rule in _RULES for s in rule.examples])
def test_a_rule_matches_its_examples(rule: PublishedRule, sentence: str) -> None:
    match = match_rule(rule, sentence)

    assert match is not None
    assert match["date"]


@pytest.mark.parametrize(("rule", "sentence"), [(rule, s) for rule in _RULES for s in rule.never])
def test_a_rule_leaves_other_sentences_alone(rule: PublishedRule, sentence: str) -> None:
    assert match_rule(rule, sentence) is None


@pytest.mark.parametrize("rule", _RULES, ids=lambda rule: rule.id)
def test_every_rule_has_examples_both_ways(rule: PublishedRule) -> None:
    assert rule.examples
    assert rule.never


@pytest.mark.parametrize(
    "line",
    ["Published 3 June 2024", "Monday, June 3, 2024", "LISBON, June 3, 2024 (Quay News) - The two met.", "2024-06-03"],
)
def test_a_date_line_or_dateline_gives_the_day(line: str) -> None:
    when = _infer(line, "The two met in 2019.")

    assert (when.start, when.end, when.precision, when.basis) == (date(2024, 6, 3), date(2024, 6, 3), "day", "inferred")


def test_the_present_of_the_article_gives_its_month_and_quotes_the_words() -> None:
    when = _infer("Yet here we are in early 2024.", "As of March 2024, the two are rivals again.")

    assert (when.start, when.end, when.precision) == (date(2024, 3, 1), date(2024, 3, 31), "month")
    assert '"As of March 2024"' in when.reason


def test_a_vague_present_is_kept_vague() -> None:
    when = _infer("Here we are in early 2024, and nothing has changed.")

    assert (when.start, when.end, when.precision) == (date(2024, 1, 1), date(2024, 4, 30), "year")


def test_a_present_that_lies_before_what_had_already_happened_is_refuted() -> None:
    when = _infer("As of March 2023, the two are rivals.", "She resigned in May 2024.")

    assert (when.start, when.end) == (date(2024, 5, 1), None)


def test_what_had_already_happened_narrows_the_present() -> None:
    when = _infer("As of March 2024, the two are rivals.", "She resigned on 12 March 2024.")

    assert (when.start, when.end) == (date(2024, 3, 12), date(2024, 3, 31))


def test_the_newest_past_date_bounds_the_date_from_below_and_nothing_else() -> None:
    when = _infer("In May 2023 they fell out.", "By late 2024, they had stopped talking.", "He left in 2019.")

    assert (when.start, when.end, when.precision, when.basis) == (date(2024, 9, 1), None, "unknown", "inferred")
    assert not when.known
    assert "By late 2024" in when.reason


def test_a_date_ahead_in_the_same_year_bounds_it_from_above() -> None:
    when = _infer("She resigned in March 2024.", "The office is scheduled to close by July 9, 2024.")

    assert (when.start, when.end, when.precision) == (date(2024, 3, 1), date(2024, 7, 9), "year")


def test_a_date_ahead_in_another_year_leaves_it_open() -> None:
    assert _infer("She resigned in March 2024.", "The office will close on 9 May 2026.").end is None


def test_a_date_line_before_what_the_article_looks_back_on_is_not_its_own() -> None:
    when = _infer("June 3, 2019", "She resigned in May 2024.")

    assert (when.start, when.end) == (date(2024, 5, 1), None)


@pytest.mark.parametrize(("place", "known"), [("above", False), ("beneath", True)])
def test_a_weekday_and_date_above_the_title_may_be_the_page_clock(place: str, known: bool) -> None:
    lines = ["Monday, June 3, 2024", "Mayor loses ally"]
    text = "\n\n".join([*(lines if place == "above" else reversed(lines)), "The two met."])
    document = Document(id="doc-1", text=text, title="Mayor loses ally")
    blocks = find_blocks(document)

    when = infer_published(document, tuple(Sentence(b.passage, n, n, b.kind) for n, b in enumerate(blocks)))

    assert (when.known, when.end) == (known, date(2024, 6, 3))


@pytest.mark.parametrize(
    "text",
    ["", "The two met on Monday.", "He will run in 2028.", "The 2024 model is slow.", "They sold 2024 ships.",
     "Vision 2030 was agreed.", "If she had won in 2030, he would have left.", "In 0000 and 9999 they met."],
)  # fmt: skip
def test_without_honest_evidence_the_date_is_unknown(text: str) -> None:
    assert _infer(text) == UNKNOWN_DATE


@pytest.mark.parametrize("block", ["furniture", "reaction", "advice"])
def test_what_is_not_reporting_is_no_evidence(block: BlockKind) -> None:
    assert _infer("The two met.", "As of March 2024, the two are rivals.", block=block) == UNKNOWN_DATE


@given(st.lists(st.sampled_from(_FRAGMENTS)))
@settings(max_examples=200, deadline=None, derandomize=True)
def test_no_sentence_ever_fails_and_intervals_run_forward(words: list[str]) -> None:
    when = _infer(" ".join(words))

    assert when.start is None or when.end is None or when.start <= when.end
