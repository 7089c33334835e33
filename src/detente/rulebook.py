"""Load and check rules: TOML files of rules with examples, CSV files for long lists.

Every rule has an id, examples it must match and sentences it must leave alone; unknown keys are refused.
"""

from __future__ import annotations

import csv
import hashlib
import tomllib
from functools import cache
from pathlib import Path
from typing import TypeVar

import msgspec

from .errors import RuleError

RULES = Path(__file__).parent / "rules"


class Rule(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """What every rule has. A module's own rules inherit from it and add their fields."""

    id: str
    examples: tuple[str, ...] = ()
    never: tuple[str, ...] = ()


R = TypeVar("R", bound=Rule)


@cache
def load_rules(name: str, schema: type[R]) -> tuple[R, ...]:
    """Return the ``[[rule]]`` entries of ``rules/<name>.toml``, in file order.

    Raises:
        RuleError: the file is not TOML, a rule has unknown or missing keys, or two rules share an id.
    """
    path = RULES / f"{name}.toml"
    try:
        table = tomllib.loads(path.read_text(encoding="utf-8"))
    except tomllib.TOMLDecodeError as error:
        raise RuleError(path, "(file)", str(error)) from error
    rules: list[R] = []
    for entry in table.get("rule", []):
        rule_id = str(entry.get("id", "(no id)"))
        try:
            rules.append(msgspec.convert(entry, schema))
        except msgspec.ValidationError as error:
            raise RuleError(path, rule_id, str(error)) from error
        if any(rule.id == rule_id for rule in rules[:-1]):
            raise RuleError(path, rule_id, "the id is used twice")
    return tuple(rules)


@cache
def load_table(name: str) -> tuple[dict[str, str], ...]:
    """Return the rows of ``rules/<name>.csv``, each a dict keyed by the header."""
    with (RULES / f"{name}.csv").open(encoding="utf-8", newline="") as lines:
        return tuple(csv.DictReader(lines))


@cache
def rules_fingerprint() -> str:
    """Return 12 hex digits that change when any rule file changes."""
    digest = hashlib.sha256()
    for path in sorted(RULES.rglob("*.*")):
        if path.suffix in {".toml", ".csv"}:
            digest.update(path.relative_to(RULES).as_posix().encode())
            digest.update(path.read_bytes())
    return digest.hexdigest()[:12]
