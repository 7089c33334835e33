"""Gathering: which claims answer one question.

Claims of one subject, act and unit share a key. Where the act says little ("for seven years", "33 countries"), the
words they are about must meet too.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from decimal import Decimal

from ..coding.figures.acts import act_rule, is_act_word
from ..coding.figures.scopes import content, of_a_day, read_scope
from ..plain_words import describe_day
from ..types import Claim

Sum = tuple[str, Decimal | None, str, str]  # whose, how much, in what, per what

_NARROW = 1  # words in common that join counts of one specific noun
_BROAD = 2  # words in common that join durations, shares, sums and numbers of people
_GROUPS, _MEMBERS = 4, 12  # groups looked at for one claim, and the newest members of each
_SUMS = frozenset({"money", "percent"})
_RECIPIENT = re.compile(r"(?:(?:in)?to|for)\s(?:[a-z]+\s){0,2}(?P<name>[A-Z][\w&’'-]*(?:\s[A-Z][\w&’'-]*){0,4})")
_PURPOSE = re.compile(r"(?:on|for)\s([a-z][^;,]*)")
_KNOWN = re.compile(r"(?i)\b(?:the|that|this|those)\s(?:\w+\s)?$")  # before a sum that was spoken of
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
    told = _told_sums(rows)
    for key, bucket in loose.items():
        loose[key] = [claim for claim in bucket if not _joins(claim, rows, told)]
    strict = [part for row in rows.values() for part in divide(row)]
    return [*strict, *(group for key, bucket in loose.items() for group in _by_words(bucket, *key[1:]))]


def _joins(claim: Claim, rows: Mapping[str, list[Claim]], told: Mapping[Sum, set[str]]) -> bool:
    """Put a sum spoken of as known ("the $2 trillion that …") with the one row that told the same sum of its subject.

    A loose or unknown act says little; the article and the same amount at the same rate say which row is meant.
    """
    start = claim.quantity.passage.start - claim.passage.start
    if parts(claim)[2] != "money" or not _KNOWN.search(claim.passage.text[max(0, start - 24) : max(0, start)]):
        return False
    keys = told.get(_sum(claim), set())
    if len(keys) == 1:
        rows[next(iter(keys))].append(claim)
    return len(keys) == 1


def _told_sums(rows: Mapping[str, list[Claim]]) -> dict[Sum, set[str]]:
    """Return the rows that tell each sum of each subject."""
    told: dict[Sum, set[str]] = defaultdict(set)
    for key, row in rows.items():
        for claim in row:
            told[_sum(claim)].add(key)
    return told


def _sum(claim: Claim) -> Sum:
    quantity = claim.quantity
    value = quantity.low if quantity.low is not None else quantity.high
    return parts(claim)[0], value, quantity.unit, quantity.rate


def divide(row: Sequence[Claim]) -> list[list[Claim]]:
    """Return a row as rows of one rate, one payer and one recipient each, where two documents fill each of them.

    A figure that stands alone stays with the others: there the pairs say how it differs from them.
    """
    groups = [list(row)]
    for trait, least in ((_rate, 2), (_modality, 2), (_payer, 2), (recipient, 2), (event_day, 1), (_purpose, 1)):
        groups = [part for group in groups for part in _by_trait(group, trait, least)]
    return groups


def _modality(claim: Claim) -> str:
    return read_scope(claim.scope).modality


def _purpose(claim: Claim) -> str:
    """Return the words of what a sum was spent on or for, in order; "" where the claim names no purpose."""
    phrase = _PURPOSE.match(claim.scope) if parts(claim)[2] == "money" else None
    return " ".join(sorted(content(phrase[1]))) if phrase else ""


def _by_trait(row: list[Claim], trait: Callable[[Claim], str], least: int) -> list[list[Claim]]:
    """Return the parts of a row that share a trait, and what is left; the row itself where too few would be left."""
    found: dict[str, list[Claim]] = defaultdict(list)
    for claim in row:
        found[trait(claim)].append(claim)
    full = [part for name, part in found.items() if name and len({c.passage.document_id for c in part}) > 1]
    if len(found) == 1 or not full:
        return [row]
    rest = [claim for part in found.values() if part not in full for claim in part]
    if 0 < len(rest) < least:
        return [row]
    return [*full, rest] if rest else full


def _rate(claim: Claim) -> str:
    return claim.quantity.rate


def _payer(claim: Claim) -> str:
    return claim.subject.id or claim.subject.name


def recipient(claim: Claim) -> str:
    """Return "to Forward PAC" of a sum of money given to a name; "" for other claims."""
    _, act, unit = parts(claim)
    rule = act_rule(act)
    if unit != "money" or rule is None or not rule.tally:
        return ""
    match = _RECIPIENT.match(claim.scope)
    return f"to {match['name']}" if match else ""


def event_day(claim: Claim) -> str:
    """Return the day, in words, of what was done to people on one day; "" for other claims."""
    rule, when = act_rule(parts(claim)[1]), claim.as_of
    if rule is None or not rule.victims or rule.tally or when.start != when.end or not of_a_day(claim.scope):
        return ""
    return describe_day(when.start)


def parts(claim: Claim) -> tuple[str, str, str]:
    """Return subject, act and unit of a claim's question key."""
    who, act, unit = [*claim.question.split("|"), "", ""][:3]
    return who, act, unit


def _by_words(claims: Sequence[Claim], unit: str, act: str) -> list[list[Claim]]:
    """Return groups of claims, each like another of its group."""
    broad = unit in ("time", "people", "percent", "") or (unit in _SUMS and not act)
    needed = _BROAD if broad else _NARROW
    groups: list[list[Claim]] = []
    members: list[list[frozenset[str]]] = []
    holders: dict[str, set[int]] = defaultdict(set)
    for claim in claims:
        words = about(claim, unit)
        shared = Counter(group for word in words for group in holders[word])
        near = sorted(shared, key=lambda group: (-shared[group], group))[:_GROUPS]
        best = next((g for g in near if any(_alike(words, m, needed) for m in members[g][-_MEMBERS:])), len(groups))
        if best == len(groups):
            groups.append([])
            members.append([])
        groups[best].append(claim)
        members[best].append(words)
        for word in words:
            holders[word].add(best)
    return groups


def _alike(a: frozenset[str], b: frozenset[str], needed: int) -> bool:
    """Return whether two sets of words have enough in common, and half of the smaller one."""
    shared = len(a & b)
    return shared >= needed and 2 * shared >= min(len(a), len(b))


def related(a: Claim, b: Claim) -> bool | None:
    """Return whether the words of two claims of one question are about one thing; None where one has none to tell."""
    unit = parts(a)[2]
    one, two = about(a, unit), about(b, unit)
    if not one or not two:
        return None
    return 2 * len(one & two) >= min(len(one), len(two))


def about(claim: Claim, unit: str) -> frozenset[str]:
    """Return the words a claim is about, without its subject, its unit and numbers."""
    names = content(claim.subject.name)
    words = (content(claim.what) | read_scope(claim.scope).words) - names - {unit}
    if unit == "time":
        words -= _TIME_WORDS
    words -= _act_words(claim)
    return frozenset(word for word in words if not re.search(r"\d", word))


def _act_words(claim: Claim) -> frozenset[str]:
    """Return the words of a strict act: "gave" and "donated" tell nothing apart."""
    rule = act_rule(parts(claim)[1])
    if rule is None or rule.loose:
        return frozenset()
    return frozenset(word for w in claim.what.split() if is_act_word(rule, w.lower()) for word in content(w))
