"""Who says what in a text, for those who want no story: ``detente.quotes.quotes(text)``."""

from __future__ import annotations

from functools import cache

from .coding.attribution import find_attributions
from .coding.dates import tag_dates
from .coding.language import DEFAULT_MODEL, Language, split_sentences
from .coding.layout import find_blocks
from .types import UNKNOWN_DATE, Attribution, Document, Reading, make_id


def quotes(text: str, model: str = DEFAULT_MODEL) -> list[Attribution]:
    """Return every attribution in a text in reading order: source, cue, content, speaker, kind, basis, firmness.

    Raises:
        MissingPartError: the language model is not installed.
    """
    language = _language(model)
    document = Document(id=make_id("document", text), text=text)
    sentences = split_sentences(document, find_blocks(document), language)
    timexes = tag_dates(sentences, UNKNOWN_DATE)
    return list(find_attributions(Reading(document, (), UNKNOWN_DATE, sentences, (), timexes, (), ()), language))


@cache
def _language(model: str) -> Language:
    return Language(model)
