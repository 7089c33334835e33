"""Measure what merging and the whole telling cost as mentions grow: `python -m benchmarks.merge [SIZE...]`.

The mentions are made up from a fixed seed: happenings spread over ten years, each reported up to eight times in other
words, one report in five without a day.
"""

from __future__ import annotations

import random
import resource
import sys
import time
from dataclasses import replace
from datetime import date, timedelta

from detente.analysis.merge import merge_events
from detente.pipeline import assemble
from detente.types import Actor, Coding, Document, EventMention, EventType, Firmness, Party, Passage, When

_TYPES: dict[EventType, float] = {
    "ACCUSE": -3.0,
    "THREATEN": -3.5,
    "AGREE": 2.5,
    "CONSULT": 2.5,
    "SUPPORT": 5.0,
    "SANCTION": -6.0,
}
_A, _B = Party("Aldora", "a"), Party("Berenia", "b")


def make_codings(size: int, seed: int = 7) -> tuple[list[Coding], list[Document]]:
    """Return codings with about ``size`` mentions in all, two to a document, and the documents."""
    dice = random.Random(seed)
    words = [f"{a}{b}{c}" for a in "bdfglmprstv" for b in ("an", "er", "il", "os", "um") for c in ("da", "ek", "ist")]
    mentions: list[EventMention] = []
    while len(mentions) < size:
        mentions.extend(_reports(dice, words, len(mentions)))
    pairs = [mentions[i : i + 2] for i in range(0, len(mentions), 2)]
    codings = [Coding(m[0].passage.document_id, "bench", m[0].when, events=tuple(m)) for m in pairs]
    return codings, [Document(c.document_id, "", publisher=f"paper {i % 40}") for i, c in enumerate(codings)]


def _reports(dice: random.Random, words: list[str], number: int) -> list[EventMention]:
    """Return the reports of one made-up happening."""
    type_, day = dice.choice(list(_TYPES)), date(2015, 1, 1) + timedelta(days=dice.randrange(3_650))
    core, actors = dice.choices(words, k=6), dice.choice([((_A,), (_B,)), ((_B,), (_A,))])
    reports = []
    for i in range(dice.randint(1, 8)):
        text = " ".join(["Aldora", "Berenia", *dice.sample(core, 4), *dice.choices(words, k=6)])
        when = (
            When(day, day, "day", "relative")
            if dice.random() < 0.8
            else When(day.replace(day=1), day, "month", "vague")
        )
        passage = Passage(f"doc-{(number + i) // 2}", 0, len(text), text)
        reports.append(EventMention(f"evm-{number + i}", passage, type_, "", *actors, when, "asserted", Firmness(), "",
                                    _TYPES[type_], "bench", dice.uniform(0.4, 0.95)))  # fmt: skip
    return reports


def main() -> None:
    """Print mentions, events, CPU seconds of merging and of `assemble` in all, and peak memory for each size."""
    actors = (Actor("a", "Aldora", "state"), Actor("b", "Berenia", "state"))
    for size in map(int, sys.argv[1:] or ["1000", "10000", "100000"]):
        codings, documents = make_codings(size)
        published = {coding.document_id: coding.published for coding in codings}
        documents = [replace(document, published=published[document.id]) for document in documents]
        start = time.process_time()
        events = merge_events(codings, documents, ())
        merged = time.process_time() - start
        assemble("a benchmark", actors, documents, codings)
        told = time.process_time() - start - merged
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        print(f"{size:>8} mentions  {len(events):>7} events  {merged:7.2f} s  all {told:7.2f} s  {peak:7.0f} MB peak")


if __name__ == "__main__":
    main()
