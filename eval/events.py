"""Score the event coder against gold sentences: the pair given, and open (no pair given).

Only rows that state no licence are scored: the others may be trained on.
"""

from __future__ import annotations

import contextlib
import io
import json
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType
from typing import Any

from detente.coding.coder import NONE, EventCoder, MarkedPair, Prediction
from detente.coding.language import Language

from .open_events import code_open
from .scoring import load_scorer

_BINS = 10
_LICENSED = ("GSR", "UP_", "PETR")
Row = dict[str, Any]
Predicted = dict[str, list[dict[str, Any]]]


@dataclass(frozen=True, slots=True)
class Asked:
    """A gold row and the pair that is asked about, marked in its text."""

    row: Row
    names: tuple[str, str]
    pair: MarkedPair


def measure(data: Path) -> dict[str, float]:
    """Return type and quad F1, direction, triple F1, false events on neutral pairs, calibration and open triple F1.

    ``direction`` is the share of events coded for the right pair whose actor and recipient are the right way round.
    """
    scorer = load_scorer(data / "events/score.py")
    rows = read_rows(data / "events/dev.jsonl")
    coder = EventCoder.load()
    asked = [found for row in rows if (found := ask(row)) is not None]
    predictions = coder.predict([a.pair for a in asked])
    given = code_given(asked, predictions, coder.threshold)
    counts, per_type, _ = scorer.score(rows, given, True, True)
    print_table(counts, per_type, scorer)
    figures = {
        "type_f1": scorer.prf(counts["ty"], counts["ty_g"], counts["ty_p"])[2],
        "quad_f1": scorer.prf(counts["qu"], counts["qu_g"], counts["qu_p"])[2],
        "direction": counts["dy"] / max(1, counts["pair"]),
        "triple_f1": scorer.prf(counts["tr"], counts["tr_g"], counts["tr_p"])[2],
        "false_on_neutral": false_on_neutral(asked, given),
        "calibration_error": calibration_error(asked, predictions, scorer),
    }
    return figures | {"open_triple_f1": _open_triple(rows, coder, scorer)}


def read_rows(path: Path) -> list[Row]:
    """Return the gold rows of levels full and neg that nobody may train on."""
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line]
    return [row for row in rows if row["level"] in ("full", "neg") and not row["origin"].startswith(_LICENSED)]


def ask(row: Row) -> Asked | None:
    """Return the pair to ask about; a side that the gold leaves open is the same mention again."""
    if row["events"]:
        event = row["events"][0]
        names = [(event[side] or [""])[0] for side in ("source", "target")]
    else:
        names = list(row.get("pair") or ())
    if len(names) != 2 or not any(names):
        return None
    names = [name or next(filter(None, names)) for name in names]
    spans = sorted((_place(row["text"], name), name) for name in names)
    (first, first_name), (second, second_name) = spans
    return Asked(row, (first_name, second_name), MarkedPair(row["text"], *first, *second))


def code_given(asked: Iterable[Asked], predictions: Iterable[Prediction], threshold: float) -> Predicted:
    """Return the events coded for each row's pair, as the scorer reads them.

    What did not happen or only might is no event of PLOVER's: those answers are left out.
    """
    coded: Predicted = {}
    for question, prediction in zip(asked, predictions, strict=True):
        first, second = question.names
        direction = max(prediction.direction, key=prediction.direction.__getitem__)
        source, target = (second, first) if direction == "ba" else (first, second)
        coded[question.row["id"]] = [
            {"type": kind, "source": source, "target": target}
            for kind, probability in prediction.types.items()
            if kind != NONE and probability >= threshold and _happens(prediction)
        ]
    return coded


def false_on_neutral(asked: Sequence[Asked], coded: Predicted) -> float:
    """Return the share of neutral pairs given an event other than REQUEST."""
    neutral = [question.row["id"] for question in asked if not question.row["events"]]
    wrong = [i for i in neutral if any(event["type"] != "REQUEST" for event in coded[i])]
    return len(wrong) / max(1, len(neutral))


def calibration_error(asked: Sequence[Asked], predictions: Sequence[Prediction], scorer: ModuleType) -> float:
    """Return the expected calibration error of the likeliest answer over ten bins."""
    bins: list[list[tuple[float, bool]]] = [[] for _ in range(_BINS)]
    for question, prediction in zip(asked, predictions, strict=True):
        confidence = prediction.types[prediction.type]
        bins[min(_BINS - 1, int(confidence * _BINS))].append((confidence, _right(question.row, prediction, scorer)))
    gaps = (abs(sum(c for c, _ in b) - sum(right for _, right in b)) for b in bins)
    return sum(gaps) / max(1, len(asked))


def print_table(counts: Counter[str], per_type: Mapping[str, Counter[str]], scorer: ModuleType) -> None:
    """Print precision, recall and F1 of each type."""
    for kind, tally in sorted(per_type.items()):
        if tally["g"]:
            precision, recall, f1 = scorer.prf(tally["tp"], tally["g"], tally["p"])
            print(f"  {kind:10} P {precision:.2f} R {recall:.2f} F1 {f1:.2f} n={tally['g']}")
    print(f"  pairs answered: {counts['possent_any'] / max(1, counts['possent']):.3f}")


def _happens(prediction: Prediction) -> bool:
    return max(prediction.modality, key=prediction.modality.__getitem__) not in ("negated", "hypothetical")


def _right(row: Row, prediction: Prediction, scorer: ModuleType) -> bool:
    if not row["events"]:
        return prediction.type in (NONE, "REQUEST")
    return any(scorer.ok_type(event, {"type": prediction.type}, True) for event in row["events"])


def _place(text: str, name: str) -> tuple[int, int]:
    """Return where a name stands in a text; spacing may differ."""
    start = text.lower().find(name.lower())
    if start >= 0:
        return start, start + len(name)
    words = name.split()
    start = max(0, text.find(words[0]))
    return start, min(len(text), start + len(name))


def _open_triple(rows: Sequence[Row], coder: EventCoder, scorer: ModuleType) -> float:
    """Return triple F1 when the actors are found by us; every predicted event counts."""
    coded = code_open([(row["id"], row["text"]) for row in rows], coder, Language())
    with contextlib.redirect_stdout(io.StringIO()):
        result = scorer.report(rows, coded, False, True)
    f1: float = result["triple (source,target,type)"][2]
    return f1
