"""Give every utterance its cue and speaker: across sentences and paragraphs, where no single parse shows them."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from .carriers import Carrier, Paragraph
from .frames import Frame, bare_cue, find_frames
from .layouts import find_label, label_before, name_after
from .quotation_marks import QUOTATION_MARKS, Quotation
from .subjects import Span

if TYPE_CHECKING:
    from spacy.tokens import Doc

_TOP = 10  # sentences: a headline stands above its article
_BENEATH = 20_000  # characters of the article that a headline's speaker is looked for in
_NEAR = 12  # contents before a quotation's end that may hold it
_MOST_PIECES = 100
_ASIDE = 120  # characters between a cue and the rest of the quotation it interrupts
_ORPHAN_WORDS = 5  # a shorter quotation that no cue governs is no one's: it may be a scare quote
_LAYOUT = Frame(None, (0, 0), (), "say", "asserted", "", "attribution.layout")


@dataclass(frozen=True, slots=True)
class Found:
    """An attribution before its speaker is known; spans are offsets into the document."""

    source: Span | None
    cue: Span | None
    content: tuple[Span, ...]
    frame: Frame
    rule: str


@dataclass(frozen=True, slots=True)
class Thread:
    """What a reader has in mind at a paragraph's end: the last speaker, an open quotation, a cue with a colon.

    ``unowned`` is an open quotation whose speaker is still to come.
    """

    speaker: int = -1
    open: bool = False
    colon: Found | None = None
    unowned: Span | None = None


@dataclass(frozen=True, slots=True)
class Scene:
    """A paragraph with its parsed carriers, and the thread that leads into it."""

    text: str
    paragraph: Paragraph
    carriers: tuple[tuple[Carrier, Doc], ...]
    thread: Thread


def link(text: str, parsed: Iterable[tuple[Paragraph, tuple[tuple[Carrier, Doc], ...]]]) -> list[Found]:
    """Return the attributions of a document's paragraphs, the quotations linked to their speakers."""
    found: list[Found] = []
    thread = Thread()
    for paragraph, carriers in parsed:
        scene = Scene(text, paragraph, carriers, thread)
        first = len(found)
        headline = _headline(scene)
        found.extend(headline)
        for carrier, doc in () if headline else carriers:
            placed = (_placed(carrier, frame) for frame in find_frames(doc))
            found.extend(item for item in placed if not _is_quoted(item, carrier.quotations))
        speaker = thread.speaker
        owners = _owners(paragraph.quotations, found, first)
        for quotation in paragraph.quotations:
            owner = owners.get(quotation.start, -1)
            speaker = owner if owner >= 0 else _adopt(scene, quotation, found, speaker)
            if speaker >= 0 and thread.unowned is not None and quotation is paragraph.quotations[0]:
                content = (thread.unowned, *found[speaker].content)
                found[speaker] = replace(found[speaker], content=content)
        thread = _thread(scene, found, first, speaker)
    return _joined(text, found)


def _joined(text: str, found: list[Found]) -> list[Found]:
    """Return the attributions with those of one cue made one: ``"…," he said, "…"``."""
    joined: dict[object, Found] = {}
    for number, item in enumerate(found):
        key = number if item.cue is None or item.rule == "attribution.continued" else (item.cue, item.source)
        held = joined.get(key)
        joined[key] = item if held is None else _merged(text, held, item)
    return list(joined.values())


def _merged(text: str, first: Found, second: Found) -> Found:
    """Return two attributions of one cue as one; beside a quotation, words outside of it are no content."""
    quoted = [item for item in (first, second) if text[item.content[0][0]] in QUOTATION_MARKS]
    kept = quoted or [first, second]
    return replace(kept[0], content=tuple(sorted({span for item in kept for span in item.content})))


def _headline(scene: Scene) -> list[Found]:
    """Return the attribution of a headline that is a name, a colon and what the name says."""
    sentences = scene.paragraph.sentences
    if sentences[0].index >= _TOP or (sentences[0].index > 0 and sentences[0].block not in {"title", "heading"}):
        return []
    label = find_label(scene.text, scene.paragraph.start, scene.paragraph.end)
    if label is None or not _is_told_of(scene, label[0]):
        return []
    start, end = label[2]
    content = (start, start + len(scene.text[start:end].rstrip(" .")))
    return [Found(label[0], label[1], (content,), _LAYOUT, "attribution.headline")]


def _is_told_of(scene: Scene, name: Span) -> bool:
    """Whether the article beneath a headline names its speaker too, or the headline quotes."""
    words = scene.text[name[0] : name[1]].split()
    end = scene.paragraph.end
    if words[0].lower() not in {"the", "a", "an"} and scene.paragraph.quotations:
        return True
    return words[-1].lower() in scene.text[end : end + _BENEATH].lower()


def _placed(carrier: Carrier, frame: Frame) -> Found:
    """Return a frame with its spans moved into the document."""
    source = carrier.place(*frame.source) if frame.source else None
    uttered = tuple(span for span in frame.content if carrier.stand_in(span[0]))
    content = tuple(_with_marks(_utterance(carrier, span), carrier.quotations) for span in uttered or frame.content)
    return Found(source, carrier.place(*frame.cue), content, frame, frame.rule)


def _utterance(carrier: Carrier, span: Span) -> Span:
    """Return a span's place; one that begins with a whole utterance ends with it: what follows is the writer's."""
    first = carrier.stand_in(span[0])
    return (first.start, first.end) if first else carrier.place(*span)


def _with_marks(span: Span, quotations: tuple[Quotation, ...]) -> Span:
    """Return a span with the quotation marks that stand right at its ends."""
    start, end = span
    for quotation in quotations:
        if quotation.start == start - 1:
            start = quotation.start
        if start <= quotation.start < end < quotation.end <= end + 3:
            end = quotation.end
    return start, end


def _is_quoted(item: Found, quotations: tuple[Quotation, ...]) -> bool:
    """Whether a cue stands inside a quotation: what a speaker says of others' words is part of his own."""
    return item.cue is not None and any(q.start <= item.cue[0] and item.cue[1] <= q.end for q in quotations)


def _owners(quotations: tuple[Quotation, ...], found: list[Found], first: int) -> dict[int, int]:
    """Return, by where a quotation starts, the index of the attribution whose content holds most of it."""
    spans = sorted((span, index) for index in range(first, len(found)) for span in found[index].content)
    owners = {}
    for quotation in quotations:
        reached = bisect_left(spans, ((quotation.end, 0), 0))
        for (start, end), index in spans[max(0, reached - _NEAR) : reached]:
            if min(end, quotation.end) - max(start, quotation.start) > (quotation.end - quotation.start) / 2:
                owners[quotation.start] = index
                break
    return owners


def _adopt(scene: Scene, quotation: Quotation, found: list[Found], speaker: int) -> int:
    """Give a quotation that no cue governs to whoever is speaking; return the index of its attribution, or the old one.

    ``speaker`` is the index of the attribution that the latest quotation belongs to.
    """
    goes_on = speaker >= 0 and _goes_on(scene, quotation, found[speaker])
    if not (quotation.is_speech or goes_on or quotation.words >= _ORPHAN_WORDS):
        return speaker
    span = (quotation.start, quotation.end)
    new = _by_layout(scene, quotation) or _by_bare_cue(scene, quotation)
    opens = quotation.start - scene.paragraph.start <= 1
    if new is None and opens and scene.thread.colon is not None:
        new = replace(scene.thread.colon, content=(span,), rule="attribution.colon")
    if new is not None:
        found.append(new)
        return len(found) - 1
    if speaker < 0 or not (quotation.is_speech or goes_on):
        return speaker
    owner = found[speaker]
    if (opens and not scene.thread.open) or len(owner.content) >= _MOST_PIECES:
        found.append(replace(owner, content=(span,), rule="attribution.continued"))
        return len(found) - 1
    found[speaker] = replace(owner, content=(*owner.content, span))
    return speaker


def _goes_on(scene: Scene, quotation: Quotation, owner: Found) -> bool:
    """Whether a quotation goes on after its speaker: ``"…," he said, "…"``."""
    before = scene.text[max(scene.paragraph.start, quotation.start - 2) : quotation.start].rstrip()
    near = owner.cue is not None and 0 <= quotation.start - owner.cue[1] <= _ASIDE
    return near and before.endswith((",", "—", "–"))


def _by_layout(scene: Scene, quotation: Quotation) -> Found | None:
    """A name and a colon before the quotation, or a dash and a name after it."""
    label = label_before(scene.text, scene.paragraph.start, quotation.start)
    label = label or name_after(scene.text, quotation.end)
    if label is None:
        return None
    return Found(label[0], label[1], ((quotation.start, quotation.end),), _LAYOUT, "attribution.layout")


def _by_bare_cue(scene: Scene, quotation: Quotation) -> Found | None:
    """A verb of saying in the quotation's own sentence that governs nothing else."""
    index = bisect_right(scene.carriers, quotation.start, key=lambda pair: pair[0].start) - 1
    if index < 0 or quotation.start >= scene.carriers[index][0].end:
        return None
    carrier, doc = scene.carriers[index]
    frame = bare_cue(doc)
    if frame is None:
        return None
    return replace(_placed(carrier, frame), content=((quotation.start, quotation.end),))


def _thread(scene: Scene, found: list[Found], first: int, speaker: int) -> Thread:
    """Return what leads into the next paragraph."""
    paragraph = scene.paragraph
    open_end = bool(paragraph.quotations) and not paragraph.quotations[-1].closed
    text = scene.text[paragraph.start : paragraph.end].rstrip()
    colon = None
    if text.endswith(":") and scene.carriers:
        carrier, doc = scene.carriers[-1]
        frame = bare_cue(doc) if carrier.end >= paragraph.end else None
        colon = _placed(carrier, frame) if frame else None
    if speaker < first and not (open_end or _quotes_only(scene)):
        speaker = -1
    unowned = None
    if open_end and speaker < 0 and _quotes_only(scene):
        unowned = (paragraph.quotations[-1].start, paragraph.quotations[-1].end)
    return Thread(speaker, open_end, colon, unowned)


def _quotes_only(scene: Scene) -> bool:
    quotations = scene.paragraph.quotations
    return bool(quotations) and quotations[0].start - scene.paragraph.start <= 1
