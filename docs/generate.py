"""Write the generated pages of the documentation: `python docs/generate.py`. A test holds them up to date."""

from __future__ import annotations

import argparse
import os
from collections.abc import Iterator
from pathlib import Path

from detente.cli import command_parser
from detente.exporters.codebook import codebook_markdown

DOCS = Path(__file__).parent


def cli_reference() -> str:
    """Return the command line's reference as Markdown, made from the commands' own help."""
    os.environ["COLUMNS"] = "100"  # argparse wraps its help at the terminal's width
    parser = command_parser()
    parts = ["# Command reference\n", "Made from `detente --help` by `python docs/generate.py`.\n", _block(parser)]
    for action in parser._actions:
        if isinstance(action, argparse._SubParsersAction):
            parts += [section for name, sub in action.choices.items() for section in _sections(name, sub)]
    return "\n".join(parts)


def _sections(name: str, parser: argparse.ArgumentParser) -> Iterator[str]:
    """Yield a command's help, then that of the commands under it."""
    yield f"## detente {name}\n\n{_block(parser)}"
    for action in parser._actions:
        if isinstance(action, argparse._SubParsersAction):
            for under, sub in action.choices.items():
                yield from _sections(f"{name} {under}", sub)


def _block(parser: argparse.ArgumentParser) -> str:
    return f"```text\n{parser.format_help().rstrip()}\n```\n"


def main() -> None:
    """Write every generated page."""
    (DOCS / "cli.md").write_text(cli_reference(), encoding="utf-8")
    (DOCS / "codebook.md").write_text(codebook_markdown(), encoding="utf-8")


if __name__ == "__main__":
    main()
