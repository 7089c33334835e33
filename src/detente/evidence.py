"""Evidence for readers: a sentence marked in its paragraph, who published it and when, who says it, how firmly."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

from .analysis.phrasing import actor_names, party_names, source_name
from .plain_words import BASIS_NAMES, SPEAKER_NAMES, describe_date
from .types import Attribution, Copy, Document, EventMention, Firmness, Passage, Story

_CONTEXT = 320  # characters of the paragraph shown before and after a sentence
_SENTENCE = 1_200  # characters of a sentence shown; a longer one is a list or a broken page
_MOST = 50  # passages shown for one record; `explain` gives them all
_NAME = 60  # characters of a source's name
_FIRM = Firmness()


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a paragraph: ``mark`` is "" for context, "sentence" for the evidence, "hedge" for hedging words."""

    text: str
    mark: str = ""


@dataclass(frozen=True, slots=True)
class Evidence:
    """One sentence as a reader checks it. ``reprints`` names the outlets that carried the same text."""

    pieces: tuple[Piece, ...]
    outlet: str
    title: str
    url: str
    published: str
    notes: tuple[str, ...]
    made_by: str
    reprints: tuple[str, ...] = ()
    document_id: str = ""
    start: int = 0


@dataclass(frozen=True, slots=True)
class Found:
    """A passage to show, with what is known of how it was found."""

    passage: Passage
    rule: str = ""
    firmness: Firmness = _FIRM
    attribution: str = ""
    confidence: float | None = None

    @classmethod
    def in_mention(cls, mention: EventMention) -> Found:
        """Return what an event's mention was found by."""
        return cls(mention.passage, mention.rule, mention.firmness, mention.attribution, mention.confidence)


class Library:
    """A story's documents and attributions by id, and which document each reprint repeats.

    One without ``texts`` knows who published what, but shows no evidence: it serves lists that lead to it.
    """

    def __init__(self, story: Story, texts: bool = True) -> None:
        self._texts = texts
        self.documents: Mapping[str, Document] = {d.id: d for d in story.documents}
        self.attributions: Mapping[str, Attribution] = {q.id: q for q in story.quotes}
        self.names: Mapping[str, str] = actor_names(story.actors)
        self._originals = _originals(story.copies)

    def original(self, document_id: str) -> str:
        """Return the id of the document that this one repeats, or its own."""
        return self._originals.get(document_id, document_id)

    def is_reprint(self, document_id: str) -> bool:
        """Return whether a document repeats another."""
        return document_id in self._originals

    def outlet(self, passage: Passage) -> str:
        """Return who published a passage; a document without a publisher goes by its title, cut short."""
        name = source_name(passage, self.documents)
        return name if len(name) <= _NAME else name[:_NAME].rsplit(" ", 1)[0].rstrip(" ,:;-") + "…"

    def show(self, found: Sequence[Found], record_id: str = "") -> tuple[Evidence, ...]:
        """Return the evidence of a record, the earliest source first; reprints are folded into what they repeat."""
        if not self._texts:
            return ()
        ordered = sorted(found, key=lambda f: self._order(f.passage))[:_MOST]
        shown: list[Found] = []
        reprints: dict[str, list[str]] = {}
        for each in ordered:
            document_id = each.passage.document_id
            original = self.original(document_id)
            if original != document_id and any(s.passage.document_id == original for s in shown):
                reprints.setdefault(original, []).append(source_name(each.passage, self.documents))
            elif not any(_same_sentence(each.passage, s.passage) for s in shown):
                shown.append(each)
        return tuple(
            self._evidence(group, record_id, tuple(dict.fromkeys(reprints.pop(group[0].passage.document_id, ()))))
            for group in self._paragraphs(shown)
        )

    def _paragraphs(self, shown: Iterable[Found]) -> list[list[Found]]:
        """Return what is found, that of one paragraph together: it is shown once with every sentence marked."""
        groups: list[list[Found]] = []
        for each in shown:
            document = self.documents.get(each.passage.document_id)
            before = groups[-1][-1].passage if groups else None
            if document and before and _same_paragraph(document.text, before, each.passage):
                groups[-1].append(each)
            else:
                groups.append([each])
        return groups

    def _order(self, passage: Passage) -> tuple[bool, bool, str, str, int]:
        document = self.documents.get(passage.document_id)
        published = document.published.text() if document else ""
        return self.is_reprint(passage.document_id), not published, published, passage.document_id, passage.start

    def _evidence(self, found: Sequence[Found], record_id: str, reprints: tuple[str, ...]) -> Evidence:
        passages = [each.passage for each in found]
        document = self.documents.get(passages[0].document_id, Document(passages[0].document_id, passages[0].text))
        rules = dict.fromkeys(f"found by {each.rule}" for each in found if each.rule)
        sure = [each.confidence for each in found if each.confidence is not None]
        made_by = [*rules, f"confidence {max(sure):.2f}" if sure else "", record_id]
        return Evidence(
            pieces=mark_passages(document.text, passages, [word for each in found for word in each.firmness.words]),
            outlet=source_name(passages[0], self.documents),
            title=document.title,
            url=safe_url(document.url),
            published=describe_published(document),
            notes=tuple(dict.fromkeys(note for each in found for note in self._notes(each))),
            made_by=" · ".join(filter(None, made_by)),
            reprints=reprints,
            document_id=passages[0].document_id,
            start=passages[0].start,
        )

    def _notes(self, found: Found) -> Iterable[str]:
        said = self.attributions.get(found.attribution)
        if said is not None:
            yield f"according to {self.speaker(said)}"
        if found.firmness.level != "asserted":
            words = ", ".join(f"“{word}”" for word in dict.fromkeys(found.firmness.words))
            yield f"{found.firmness.level}: {words}" if words else found.firmness.level

    def speaker(self, said: Attribution) -> str:
        """Return who says it, as a reader would name them."""
        if said.speaker is not None:
            return party_names((said.speaker,), self.names)
        return said.source.text if said.source is not None else SPEAKER_NAMES[said.basis]


def describe_published(document: Document, short: bool = False) -> str:
    """Return when a document was published and, unless ``short``, how that is known where it does not say so itself."""
    published = document.published
    if published.start is None and published.end is None:
        return "publication date unknown"
    words = f"published {describe_date(published).removeprefix('reported ')}"
    if short or published.basis == "stated":
        return words
    return f"{words} ({BASIS_NAMES[published.basis]}{': ' + published.reason if published.reason else ''})"


def safe_url(url: str) -> str:
    """Return a web address that is safe to link to; "" for any other scheme or a malformed one."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return ""
    safe = parts.scheme in {"http", "https"} and parts.netloc and url.isprintable() and " " not in url
    return url if safe else ""


def mark_passages(text: str, passages: Sequence[Passage], hedges: Iterable[str] = ()) -> tuple[Piece, ...]:
    """Return passages of one paragraph in their place, marked, and the hedging words in them marked again."""
    if any(text[p.start : p.end] != p.text for p in passages):
        return tuple(Piece(p.text[:_SENTENCE], "sentence") for p in passages)
    words = tuple(hedges)
    left, right = _context_start(text, passages[0].start), _context_end(text, passages[-1].end)
    pieces = [Piece(("… " if left[1] else "") + text[left[0] : passages[0].start])]
    for number, passage in enumerate(passages):
        between = text[passages[number - 1].end : passage.start] if number else ""
        pieces += [Piece(between), *_sentence_pieces(passage.text, words)]
    pieces.append(Piece(text[passages[-1].end : right[0]] + (" …" if right[1] else "")))
    return tuple(piece for piece in pieces if piece.text)


def _context_start(text: str, start: int) -> tuple[int, bool]:
    """Return where the paragraph, or its last part that is shown, begins, and whether it was cut."""
    paragraph = text.rfind("\n", max(0, start - _CONTEXT), start) + 1
    if paragraph or start <= _CONTEXT:
        return paragraph, False
    space = text.find(" ", start - _CONTEXT, start)
    return (space + 1 if space >= 0 else start - _CONTEXT), True


def _context_end(text: str, end: int) -> tuple[int, bool]:
    paragraph = text.find("\n", end, end + _CONTEXT)
    if paragraph >= 0 or len(text) <= end + _CONTEXT:
        return (paragraph if paragraph >= 0 else len(text)), False
    space = text.rfind(" ", end, end + _CONTEXT)
    return (space if space >= 0 else end + _CONTEXT), True


def _sentence_pieces(sentence: str, hedges: tuple[str, ...]) -> list[Piece]:
    if len(sentence) > _SENTENCE:
        sentence = sentence[:_SENTENCE] + " …"
    words = sorted({re.escape(word) for word in hedges if word.strip()}, key=lambda w: (-len(w), w))
    if not words:
        return [Piece(sentence, "sentence")]
    parts = re.split(rf"\b({'|'.join(words)})\b", sentence, flags=re.IGNORECASE)
    return [Piece(part, "hedge" if i % 2 else "sentence") for i, part in enumerate(parts) if part]


def _same_sentence(a: Passage, b: Passage) -> bool:
    return a.document_id == b.document_id and a.start < b.end and b.start < a.end


def _same_paragraph(text: str, before: Passage, after: Passage) -> bool:
    """Whether one passage follows another in a paragraph, near enough to be shown together."""
    near = before.document_id == after.document_id and before.end <= after.start <= before.end + _CONTEXT
    matches = text[before.start : before.end] == before.text and text[after.start : after.end] == after.text
    return near and matches and "\n" not in text[before.end : after.start]


def _originals(copies: Iterable[Copy]) -> dict[str, str]:
    """Return the first document of each chain of reprints."""
    of = {copy.document_id: copy.of for copy in copies}
    first: dict[str, str] = {}
    for document_id in of:
        seen, root = {document_id}, of[document_id]
        while root in of and root not in seen:
            seen.add(root)
            root = of[root]
        first[document_id] = root
    return first
