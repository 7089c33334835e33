"""Train the event coder: `python -m training.train --data DIR`, DIR laid out like shared/eval; 2 cores, CPU."""

from __future__ import annotations

import argparse
import random
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import torch
from tokenizers import Tokenizer
from torch import Tensor
from torch.nn.functional import cross_entropy, log_softmax

from detente.coding.coder import EventCoder
from detente.coding.marked import encode

from .corpus import DIRECTIONS, MODALITIES, TYPES, read_corpus
from .examples import Example, corpus_examples, held_out, licensed_examples
from .export import export
from .network import Network, pad, weights_folder
from .teaching import teach

CORPUS = Path(__file__).parent.parent / "corpus"


@dataclass(frozen=True, slots=True)
class Settings:
    """How to train."""

    epochs: int = 4
    batch: int = 32
    rate: float = 1e-4
    head_rate: float = 1e-3
    gold_weight: float = 3.0
    smoothing: float = 0.05
    seed: int = 20
    taught: float = 0.5


@dataclass(frozen=True, slots=True)
class Batch:
    """Padded rows and their labels; -100 where a head has nothing to learn from a row."""

    inputs: tuple[Tensor, Tensor, Tensor, Tensor]
    types: Tensor
    direction: Tensor
    modality: Tensor
    weight: Tensor


def main() -> None:
    """Train, calibrate and export."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, help="folder with events/dev.jsonl; without it only corpus/ is used")
    parser.add_argument("--out", type=Path, default=CORPUS.parent / "src/detente/models")
    parser.add_argument("--epochs", type=int, default=Settings().epochs)
    parser.add_argument(
        "--all", action="store_true", help="train on the held-out tenth too (after it has been measured)"
    )
    parser.add_argument("--seed", type=int, default=Settings().seed)
    parser.add_argument(
        "--teachers", type=Path, nargs="*", default=(), metavar="FOLDER",
        help="trained models whose mean answer is half of what is learnt: one model as steady as several",
    )  # fmt: skip
    options = parser.parse_args()
    settings = Settings(epochs=options.epochs, seed=options.seed)
    training, testing = load_examples(options.data, settings, options.all)
    if options.teachers:
        training = teach(training, [EventCoder.load(folder) for folder in options.teachers])
    print(f"{len(training)} rows to train on, {len(testing)} held out", flush=True)
    tokenizer = load_tokenizer()
    network = train(training, tokenizer, settings)
    export(network, tokenizer, testing, options.out)


def load_examples(data: Path | None, settings: Settings, everything: bool) -> tuple[list[Example], list[Example]]:
    """Return the rows to train on and the held-out ones."""
    rows = list(corpus_examples(read_corpus(CORPUS)))
    testing = [row for row in rows if held_out(row.pair.text)]
    training = rows if everything else [row for row in rows if not held_out(row.pair.text)]
    if data is not None:
        training += licensed_examples(data / "events/dev.jsonl", settings.gold_weight)
    return training, testing


def load_tokenizer() -> Tokenizer:
    """Return the encoder's tokenizer, neither cutting nor padding."""
    tokenizer = Tokenizer.from_file(str(weights_folder() / "tokenizer.json"))
    tokenizer.no_truncation()
    tokenizer.no_padding()
    return tokenizer


def train(examples: Sequence[Example], tokenizer: Tokenizer, settings: Settings) -> Network:
    """Return a network trained on the examples; the same seed gives the same network."""
    torch.manual_seed(settings.seed)
    network = Network()
    heads = [p for name, p in network.named_parameters() if not name.startswith("encoder.")]
    groups = [
        {"params": [p for p in network.encoder.parameters() if p.requires_grad], "lr": settings.rate},
        {"params": heads, "lr": settings.head_rate},
    ]
    optimizer = torch.optim.AdamW(groups, weight_decay=0.01, fused=True)
    total = settings.epochs * -(-len(examples) // settings.batch)
    schedule = torch.optim.lr_scheduler.LambdaLR(optimizer, lambda step: _rate(step, total))
    shuffle = random.Random(settings.seed)
    network.train()
    for epoch in range(settings.epochs):
        started, losses = time.time(), []
        for batch in _batches(examples, tokenizer, settings, shuffle):
            with torch.autocast("cpu", dtype=torch.bfloat16):  # half the time of full precision on two cores
                loss = _loss(network, batch, settings.smoothing)
            optimizer.zero_grad()
            loss.backward()
            torch.nn.utils.clip_grad_norm_(network.parameters(), 1.0)
            optimizer.step()
            schedule.step()
            losses.append(loss.item())
        print(f"epoch {epoch + 1}: loss {sum(losses) / len(losses):.3f}, {time.time() - started:.0f} s", flush=True)
    return network.eval()


def _rate(step: int, total: int) -> float:
    """Warm up over a tenth of the steps, then fall to nothing."""
    return min(1.0, 10 * (step + 1) / total, max(0.0, (total - step) / total) / 0.9)


def _batches(
    examples: Sequence[Example], tokenizer: Tokenizer, settings: Settings, shuffle: random.Random
) -> Iterator[Batch]:
    """Yield batches of rows of like length, in an order shuffled anew."""
    size = settings.batch
    rows = [(encode(example.pair, tokenizer), example) for example in examples]
    shuffle.shuffle(rows)
    pools = [sorted(rows[i : i + 40 * size], key=lambda r: len(r[0].ids)) for i in range(0, len(rows), 40 * size)]
    batches = [pool[i : i + size] for pool in pools for i in range(0, len(pool), size)]
    shuffle.shuffle(batches)
    for batch in batches:
        yield _batch([row for row, _ in batch], [example for _, example in batch], settings.taught)


def _batch(rows: Sequence[object], examples: Sequence[Example], taught: float) -> Batch:
    types = torch.zeros(len(examples), len(TYPES))
    for place, example in enumerate(examples):
        for kind in example.types:
            types[place, TYPES.index(kind)] = 1 / len(example.types)
        if example.taught:
            types[place].lerp_(torch.tensor(example.taught), taught)
    direction = [DIRECTIONS.index(e.direction) if e.direction else -100 for e in examples]
    modality = [MODALITIES.index(e.modality) if e.modality else -100 for e in examples]
    return Batch(
        pad([(row.ids, row.a, row.b) for row in rows]),  # type: ignore[attr-defined]
        types, torch.tensor(direction), torch.tensor(modality), torch.tensor([e.weight for e in examples]),
    )  # fmt: skip


def _loss(network: Network, batch: Batch, smoothing: float) -> Tensor:
    types, direction, modality = network(*batch.inputs)
    target = batch.types * (1 - smoothing) + smoothing / len(TYPES)
    loss = -(target * log_softmax(types, dim=-1)).sum(-1)
    weighed = (loss * batch.weight).sum() / batch.weight.sum()
    for logits, labels, share in ((direction, batch.direction, 0.5), (modality, batch.modality, 0.3)):
        if (labels >= 0).any():
            weighed = weighed + share * cross_entropy(logits, labels)
    return weighed


if __name__ == "__main__":
    main()
