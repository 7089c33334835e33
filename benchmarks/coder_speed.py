"""Pairs the event coder answers in a second beside sentences that the spaCy pipeline parses, same texts, one thread.

python -m benchmarks.coder_speed
"""

from __future__ import annotations

import resource
import time
from pathlib import Path

from training.corpus import read_corpus
from training.examples import corpus_examples

from detente.coding.coder import EventCoder
from detente.coding.language import Language

CORPUS = Path(__file__).parent.parent / "corpus"
_PAIRS = 1_000


def main() -> None:
    """Time loading, coding and parsing; print rates and peak memory."""
    pairs = [example.pair for example in corpus_examples(read_corpus(CORPUS))][-_PAIRS:]
    started = time.process_time()
    coder = EventCoder.load()
    print(f"load: {time.process_time() - started:.2f} s")
    started = time.process_time()
    coder.predict(pairs)
    print(f"event coder: {len(pairs) / (time.process_time() - started):.0f} pairs a second")
    print(f"peak memory: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB")
    language = Language()
    texts = list(dict.fromkeys(pair.text for pair in pairs))
    started = time.process_time()
    language.parse(texts)
    print(f"spaCy pipeline: {len(texts) / (time.process_time() - started):.0f} sentences a second")


if __name__ == "__main__":
    main()
