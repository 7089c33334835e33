"""Write the rules' list in docs/dates.md from the rules themselves: `python docs/generate_dates.py`."""

from __future__ import annotations

from pathlib import Path

from detente.coding.timex.rules import RULE_FILES, DateRule, read_example
from detente.rulebook import load_rules

PAGE = Path(__file__).parent / "dates.md"
_START, _END = "<!-- rules: made by docs/generate_dates.py -->", "<!-- end of rules -->"


def rules_list() -> str:
    """Return one table per rule file: each rule's id, type, example and value."""
    return "\n".join(_table(name) for name in RULE_FILES)


def fill(page: str) -> str:
    """Return the page with its rules' list made anew."""
    head, _, rest = page.partition(_START)
    return f"{head}{_START}\n\n{rules_list()}\n{_END}{rest.partition(_END)[2]}"


def _table(name: str) -> str:
    rows = [_row(rule) for rule in load_rules(f"dates/{name}", DateRule)]
    return "\n".join([f"### {name}\n", "| rule | type | example | value |", "|---|---|---|---|", *rows, ""])


def _row(rule: DateRule) -> str:
    _, words, value = read_example(rule.examples[0])
    return f"| `{rule.id}` | {rule.type} | {words} | `{value}` |"


if __name__ == "__main__":
    PAGE.write_text(fill(PAGE.read_text(encoding="utf-8")), encoding="utf-8")
