"""Who says what: source, cue and content of every attribution in a document, linked across sentences and paragraphs."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from ..types import UNKNOWN_DATE, Attribution, Firmness, Passage, QuoteType, Reading, make_id
from .bases import source_basis
from .carriers import Carrier, Paragraph, find_carriers, find_paragraphs
from .frames import Span
from .linking import Found, link
from .quotation_marks import Quotation, count_words
from .speakers import Speakers

if TYPE_CHECKING:
    from spacy.tokens import Doc

    from .language import Language

_SCORES = {"asserted": 3.0, "hedged": 1.0, "denied": -3.0}
_DIRECT = 0.9  # share of a content's words inside quotation marks that makes it direct


def find_attributions(reading: Reading, language: Language) -> tuple[Attribution, ...]:
    """Return the attributions of a document in reading order."""
    text = reading.document.text
    paragraphs = find_paragraphs(text, reading.sentences)
    found = link(text, _parsed(text, paragraphs, language))
    speakers = Speakers(reading)
    quotations = [quotation for paragraph in paragraphs for quotation in paragraph.quotations]
    made = {item.content: _attribution(reading, item, speakers, quotations) for item in found}
    return tuple(sorted(made.values(), key=lambda a: (a.content[0].start, a.content[-1].end)))


def _parsed(
    text: str, paragraphs: Sequence[Paragraph], language: Language
) -> Iterator[tuple[Paragraph, tuple[tuple[Carrier, Doc], ...]]]:
    """Yield each paragraph with its carriers and their parses; all carriers are parsed in one batch."""
    carriers = [find_carriers(text, paragraph) for paragraph in paragraphs]
    docs = iter(language.parse([carrier.text for group in carriers for carrier in group]))
    for paragraph, group in zip(paragraphs, carriers, strict=True):
        yield paragraph, tuple((carrier, next(docs)) for carrier in group)


def _attribution(reading: Reading, item: Found, speakers: Speakers, quotations: Sequence[Quotation]) -> Attribution:
    document = reading.document
    source = _passage(reading, item.source) if item.source else None
    cue = _passage(reading, item.cue) if item.cue else None
    level = item.frame.firmness
    words = (cue.text,) if cue and level != "asserted" else ()
    return Attribution(
        id=make_id("quote", document.id, item.content),
        source=source,
        cue=cue,
        content=tuple(_passage(reading, span) for span in item.content),
        speaker=speakers.resolve(item.source) if item.source else None,
        kind=_kind(document.text, item.content, quotations),
        basis=source_basis(source.text if source else "", cue.text if cue else ""),
        firmness=Firmness(level, words, _SCORES[level]),
        rule=item.rule,
        when=UNKNOWN_DATE,
    )


def _passage(reading: Reading, span: Span) -> Passage:
    return Passage(reading.document.id, span[0], span[1], reading.document.text[span[0] : span[1]])


def _kind(text: str, content: Sequence[Span], quotations: Sequence[Quotation]) -> QuoteType:
    """Return direct when nearly all words stand inside quotation marks, indirect when none do."""
    starts = [quotation.start for quotation in quotations]
    inside = total = 0
    for start, end in content:
        total += count_words(text[start:end])
        for index in range(max(0, bisect_right(starts, start) - 1), bisect_right(starts, end)):
            low, high = max(start, quotations[index].start), min(end, quotations[index].end)
            inside += count_words(text[low:high]) if low < high else 0
    if not inside:
        return "indirect"
    return "direct" if inside >= _DIRECT * total else "mixed"
