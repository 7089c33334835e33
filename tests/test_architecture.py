"""Imports point one way, and the parts that must stay light do."""

import ast
import subprocess
import sys
import time
from pathlib import Path

import pytest

SRC = Path(__file__).parent.parent / "src" / "detente"
# Lower may not import higher; modules on one level may import each other.
ORDER = (
    "types errors",
    "rulebook rows parquet_rows public_rows storyfile readers connectors plain_words cells",
    "coding precedents",
    "analysis proposals dates quotes",
    "pipeline",
    "engines store pile partitions told_tables record_store",
    "building assembly story records making tables explain second_look event_data checks cards account_text doctor"
    " evidence markup",
    "answers fixtures",
    "charts exporters report",
    "shelf",
    "tellings",
    "web",
    "commands",
    "cli",
    "__main__ __init__",
)
LEVELS = {part: level for level, parts in enumerate(ORDER) for part in parts.split()}
READERS_MAY = {"types", "errors", "readers"}
CONNECTORS_MAY = {"types", "errors", "connectors"}
HEAVY = {"spacy", "onnxruntime", "trafilatura", "ray", "starlette", "uvicorn", "jinja2", "numpy", "rich", "tokenizers",
         "httpx2", "stamina"}  # fmt: skip


def _part(module: str) -> str:
    return module.split(".")[0]


def _imports(path: Path) -> set[str]:
    """The parts of detente that a module imports, wherever in the module it does."""
    package = path.relative_to(SRC).parts[:-1]
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.level:
            base = package[: len(package) - node.level + 1]
            names = [node.module] if node.module else [alias.name for alias in node.names]
            found |= {_part(".".join((*base, name))) for name in names} - {"__version__"}
        elif isinstance(node, ast.ImportFrom) and node.module and node.module.startswith("detente."):
            found.add(_part(node.module.removeprefix("detente.")))
    return found


MODULES = sorted(SRC.rglob("*.py"))


@pytest.mark.parametrize("path", MODULES, ids=[str(p.relative_to(SRC)) for p in MODULES])
def test_imports_point_one_way(path):
    part = _part(".".join(path.relative_to(SRC).with_suffix("").parts))
    if part == "__init__":
        return
    wrong = {i for i in _imports(path) if LEVELS[i] > LEVELS[part]}
    assert not wrong, f"{path.name} ({part}) imports {wrong}, which is above it"
    if part == "readers":
        assert _imports(path) <= READERS_MAY
    if part == "connectors":
        assert _imports(path) <= CONNECTORS_MAY


def test_only_the_command_line_prints_or_exits():
    quiet = [path for path in MODULES if "commands" not in path.parts and path.name not in {"cli.py", "__main__.py"}]
    calls = [(path.name, n) for path in quiet for n in ast.walk(ast.parse(path.read_text(encoding="utf-8")))]
    loud = [name for name, n in calls if isinstance(n, ast.Call) and getattr(n.func, "id", "") in {"print", "exit"}]
    assert loud == []


@pytest.mark.parametrize("arguments", [["--help"], ["show", "--help"], ["--version"]])
def test_help_loads_nothing_heavy(arguments):
    command = [sys.executable, "-X", "importtime", "-m", "detente", *arguments]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    loaded = {line.rsplit("|", 1)[-1].strip().split(".")[0] for line in done.stderr.splitlines() if "|" in line}
    assert not loaded & HEAVY
    assert "detente" in done.stdout


def _seconds(*arguments):
    began = time.perf_counter()
    subprocess.run([sys.executable, *arguments], capture_output=True, check=True)
    return time.perf_counter() - began


def test_help_starts_in_at_most_eight_times_an_empty_python():
    # The best of several runs: a busy machine slows both, but not always together.
    empty = min(_seconds("-c", "pass") for _ in range(7))
    assert min(_seconds("-m", "detente", "--help") for _ in range(7)) <= 8 * empty
