"""Gathering: which claims answer one question.

Claims of one subject, act and unit share a key. Where the act says little ("for seven years", "33 countries"), the
words they are about must meet too.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence

from ..coding.acts import act_rule
from ..coding.scopes import content
from ..types import Claim

_NARROW = 1  # words in common that join counts of one specific noun
_BROAD = 2  # words in common that join durations, shares, sums and numbers of people
_SUMS = frozenset({"money", "percent"})
_TIME_WORDS = content("last lasted lasts first since after time second minute hour day week month year decade")


def gather(claims: Iterable[Claim]) -> list[list[Claim]]:
    """Return the claims of each question."""
    rows: dict[str, list[Claim]] = defaultdict(list)
    loose: dict[tuple[str, str, str], list[Claim]] = defaultdict(list)
    for claim in claims:
        who, act, unit = parts(claim)
        rule = act_rule(act)
        if rule is None or rule.loose:
            loose[who, unit, act if unit in _SUMS else ""].append(claim)
        else:
            rows[claim.question].append(claim)
    return [*rows.values(), *(group for key, bucket in loose.items() for group in _by_words(bucket, *key[1:]))]


def parts(claim: Claim) -> tuple[str, str, str]:
    """Return subject, act and unit of a claim's question key."""
    who, act, unit = [*claim.question.split("|"), "", ""][:3]
    return who, act, unit


def _by_words(claims: Sequence[Claim], unit: str, act: str) -> list[list[Claim]]:
    """Return groups of claims that share enough words with the group they join."""
    broad = unit in ("time", "people", "") or (unit in _SUMS and not act)
    needed = _BROAD if broad else _NARROW
    groups: list[list[Claim]] = []
    holders: dict[str, set[int]] = defaultdict(set)
    for claim in claims:
        about = _about(claim, unit)
        shared = Counter(group for word in about for group in holders[word])
        best = max(shared, key=lambda group: (shared[group], -group), default=None)
        if best is None or shared[best] < needed:
            best = len(groups)
            groups.append([])
        groups[best].append(claim)
        for word in about:
            holders[word].add(best)
    return groups


def _about(claim: Claim, unit: str) -> frozenset[str]:
    """Return the words a claim is about, without its subject, its unit and numbers."""
    names = content(claim.subject.name)
    words = content(f"{claim.what} {claim.scope}") - names - {unit}
    if unit == "time":
        words -= _TIME_WORDS
    return frozenset(word for word in words if not re.search(r"\d", word))
