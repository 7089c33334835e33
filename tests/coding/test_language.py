import pytest

from detente.coding.language import Language, split_sentences
from detente.types import Block, Document, Passage


@pytest.fixture(scope="module")
def language():
    return Language()


def test_sentences_keep_their_place_without_markup_at_the_border(language):
    text = "**The talks collapsed.** President Brandt left the hall on Friday.\n\n• Rask left at once.  "
    pieces = [text[a:b] for a, b in language.split(text)]
    assert pieces[0] == "The talks collapsed."
    assert all(not piece.startswith(("*", "•", " ")) and not piece.endswith(("*", " ")) for piece in pieces)


@pytest.mark.parametrize(
    "dateline",
    [
        "HOLMSTAD, Norr. —",
        "HOLMSTAD (NPA) --",
        "PORT ADA, Nov. 3 (Norr Wire) -",
        "ST. BRIDE’S, Norr., May 4 –",
        "HOLMSTAD/VELM —",
    ],
)
def test_a_dateline_is_no_part_of_the_first_sentence(language, dateline):
    text = f"{dateline} Gov. Ada Brandt on Thursday blamed Karl Rask for the failure of the rail bill."
    assert [text[a:b] for a, b in language.split(text)] == [dateline, text[len(dateline) + 1 :]]


@pytest.mark.parametrize(
    "text", ["NATO - the alliance - left.", "BRANDT—RASK talks failed.", "AT 9 a.m. -- or later -- she left."]
)
def test_capitals_before_a_dash_within_a_sentence_are_no_dateline(language, text):
    assert len(language.split(text)) == 1


@pytest.mark.parametrize("text", ["", "   \n", "***", "• •", "\u200b"])
def test_text_without_words_gives_no_empty_sentence(language, text):
    assert all(start < end for start, end in language.split(text))


def test_a_very_long_block_is_cut_and_nothing_is_lost(language):
    text = "Brandt and Rask met again. " * 3000
    spans = language.split(text)
    assert "".join(text[a:b] for a, b in spans).replace(" ", "") == text.replace(" ", "")
    assert all(a < b <= len(text) for a, b in spans)


def test_sentences_know_their_paragraph_and_block(language):
    text = "Brandt wins\n\nShe thanked Rask. He bowed."
    blocks = [Block("title", Passage("d", 0, 11, text[:11])), Block("body", Passage("d", 13, len(text), text[13:]))]
    sentences = split_sentences(Document("d", text), blocks, language)
    assert [(s.paragraph, s.block, s.text) for s in sentences] == [
        (0, "title", "Brandt wins"), (1, "body", "She thanked Rask."), (1, "body", "He bowed."),
    ]  # fmt: skip
    assert all(text[s.passage.start : s.passage.end] == s.text for s in sentences)


def test_a_parse_is_made_once(language):
    first, second = language.parse(["Brandt left.", "Brandt left."])
    assert first is second
