"""Who says what: source, cue and content of every attribution in a document, linked across sentences and paragraphs."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from ..types import UNKNOWN_DATE, Attribution, Firmness, Passage, QuoteType, Reading, When, make_id
from .firmness import combine, find_wording
from .sayings.bases import source_basis
from .sayings.carriers import Carrier, Paragraph, find_carriers, find_paragraphs
from .sayings.linking import Found, link
from .sayings.quotation_marks import Quotation, count_words
from .sayings.speakers import Speakers
from .sayings.subjects import Span

if TYPE_CHECKING:
    from spacy.tokens import Doc

    from .language import Language

_SKIPPED = frozenset({"furniture", "byline", "reaction"})
_SAYING = frozenset({"firmness.softener", "firmness.reported", "firmness.appearance", "firmness.likelihood"})
_PARAPHRASE = "firmness.softener"
_MEDIUM, _CLAUSE, _BESIDE = 50, 60, 45  # characters
_BORDER = re.compile(r"[.;:!?\n\"“”]")
_SCORES = {"asserted": 3.0, "hedged": 1.0, "denied": -3.0}
_DIRECT = 0.9  # share of a content's words inside quotation marks that makes it direct


def find_attributions(reading: Reading, language: Language) -> tuple[Attribution, ...]:
    """Return the attributions of a document in reading order; furniture and readers' comments are nobody's report."""
    text = reading.document.text
    sentences = tuple(sentence for sentence in reading.sentences if sentence.block not in _SKIPPED)
    paragraphs = find_paragraphs(text, sentences)
    found = link(text, _parsed(text, paragraphs, language))
    writer = _Writer(reading, Speakers(reading), tuple(q for p in paragraphs for q in p.quotations))
    made = {item.content: writer.attribution(item) for item in sorted(found, key=_place)}
    return tuple(sorted(made.values(), key=lambda a: (a.content[0].start, a.content[-1].end)))


def _place(item: Found) -> int:
    return item.cue[0] if item.cue else item.content[0][0]


def _parsed(
    text: str, paragraphs: Sequence[Paragraph], language: Language
) -> Iterator[tuple[Paragraph, tuple[tuple[Carrier, Doc], ...]]]:
    """Yield each paragraph with its carriers and their parses; all carriers are parsed in one batch."""
    carriers = [find_carriers(text, paragraph) for paragraph in paragraphs]
    docs = iter(language.syntax([carrier.text for group in carriers for carrier in group]))
    for paragraph, group in zip(paragraphs, carriers, strict=True):
        yield paragraph, tuple((carrier, next(docs)) for carrier in group)


class _Writer:
    """Turns what was found into attributions: it holds the speakers named so far and the document's quotations."""

    def __init__(self, reading: Reading, speakers: Speakers, quotations: tuple[Quotation, ...]) -> None:
        self._reading = reading
        self._text = reading.document.text
        self._speakers = speakers
        self._quotations = quotations
        self._starts = [quotation.start for quotation in quotations]
        self._timexes = [timex.passage.start for timex in reading.timexes]

    def attribution(self, item: Found) -> Attribution:
        """Return the attribution with its speaker, kind, basis, firmness and date."""
        source = self._passage(item.source) if item.source else None
        cue = self._passage(item.cue) if item.cue else None
        kind, rule = self._kind(item.content), item.rule
        hedges = self._hedges(item)
        speaker = self._speakers.resolve(item.source) if item.source else None
        basis = source_basis(source.text if source else "", self._around(item))
        if kind == "direct" and any(rule_id == _PARAPHRASE for rule_id, _ in hedges):
            kind, rule = "mixed", "attribution.paraphrase"
        return Attribution(
            id=make_id("quote", self._reading.document.id, item.content),
            source=source,
            cue=cue,
            content=tuple(self._passage(span) for span in item.content),
            speaker=speaker,
            kind=kind,
            basis="named" if basis == "anonymous" and speaker is not None and speaker.actor else basis,
            firmness=self._firmness(item, [hedge for _, hedge in hedges]),
            rule=rule,
            when=self._when(item),
        )

    def _passage(self, span: Span) -> Passage:
        return Passage(self._reading.document.id, span[0], span[1], self._text[span[0] : span[1]])

    def _around(self, item: Found) -> str:
        """Return the cue with the words that may name its medium ("wrote in a post on X")."""
        if item.cue is None:
            return ""
        end = min((start for start, _ in item.content if start >= item.cue[1]), default=item.cue[1] + _MEDIUM)
        return self._text[item.cue[0] : min(end, item.cue[1] + _MEDIUM)].split("\n")[0]

    def _kind(self, content: Sequence[Span]) -> QuoteType:
        """Return direct when nearly all words stand inside quotation marks, indirect when none do."""
        inside = total = 0
        for start, end in content:
            total += count_words(self._text[start:end])
            for quotation in self._quotations[max(0, bisect_right(self._starts, start) - 1) :]:
                if quotation.start >= end:
                    break
                low, high = max(start, quotation.start), min(end, quotation.end)
                inside += count_words(self._text[low:high]) if low < high else 0
        if not inside:
            return "indirect"
        return "direct" if inside >= _DIRECT * total else "mixed"

    def _firmness(self, item: Found, hedges: list[Firmness]) -> Firmness:
        """Return how firmly the source says it: by the verb, and by what hedges the saying itself."""
        level = item.frame.firmness
        words = (self._text[slice(*item.cue)],) if item.cue and level != "asserted" else ()
        return combine([Firmness(level, words, _SCORES[level]), *hedges])

    def _hedges(self, item: Found) -> list[tuple[str, Firmness]]:
        """Return what hedges the saying itself: "basically told", "is said to have claimed", "reports say"."""
        if item.cue is None or item.source is None or not 0 <= item.cue[0] - item.source[1] < _CLAUSE:
            return []
        if "," in self._text[item.source[1] : item.cue[0]]:
            return []
        start = item.source[0] if item.source[1] - item.source[0] <= _CLAUSE else item.source[1]
        words = self._text[start : item.cue[1]]
        wording = find_wording(words, item.cue[0] - start, len(words))
        return [(rule.id, Firmness(rule.level, (found,), rule.score)) for rule, found in wording if rule.id in _SAYING]

    def _when(self, item: Found) -> When:
        """Return the date beside a cue that is not part of its content."""
        if item.cue is None or item.source is None:
            return UNKNOWN_DATE
        first = bisect_right(self._timexes, item.cue[0] - _BESIDE)
        for timex in self._reading.timexes[first : bisect_right(self._timexes, item.cue[1] + _BESIDE)]:
            start, end = timex.passage.start, timex.passage.end
            inside = any(a < end and start < b for a, b in (*item.content, item.source))
            between = self._text[min(end, item.cue[1]) : max(start, item.cue[0])]
            if timex.type == "DATE" and timex.when.known and not inside and not _BORDER.search(between):
                return timex.when
        return UNKNOWN_DATE
