"""Readers' and the public's responses inside an article: whose words, and what stance they take.

A comment's stance is voted by the words in ``rules/reactions.toml``; irony defeats such words easily, so a comment
that says two things at once, or nothing that a rule knows, is neutral.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import groupby
from typing import Literal

from ..rulebook import Rule, load_rules
from ..types import BlockKind, Mention, Passage, Reaction, Reading, Stance, make_id

_LONGEST = 4_000  # characters of a comment that are looked at
_PROSE: frozenset[BlockKind] = frozenset({"body", "list"})
_CLOSING = "\"”’'*_ \t\n"


class ReactionRule(Rule, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Words that introduce a comment, take a stance, or sum up the public's response."""

    reads: Literal["speaker", "stance", "both", "summary"]
    pattern: str
    stance: Stance = "neutral"
    toward: Literal["relationship", "party", ""] = ""
    weight: int = 1
    ignore_case: bool = True


def find_reactions(reading: Reading) -> tuple[Reaction, ...]:
    """Return one reaction for each comment, and one for each summary of the public's response, in reading order."""
    mentions = sorted(reading.mentions, key=_start)
    found = [_comment(author, words, mentions) for author, words in _comments(reading)]
    found += [r for s in reading.sentences if s.block in _PROSE and (r := _summary(s.passage))]
    return tuple(sorted(found, key=lambda reaction: reaction.passage.start))


def match_rule(rule: ReactionRule, text: str) -> re.Match[str] | None:
    """Return where a rule's words stand in a comment or sentence."""
    return _compiled(rule).search(text[:_LONGEST])


@cache
def _compiled(rule: ReactionRule) -> re.Pattern[str]:
    return re.compile(rule.pattern, re.IGNORECASE if rule.ignore_case else re.NOFLAG)


@cache
def _rules(reads: str) -> tuple[ReactionRule, ...]:
    return tuple(rule for rule in load_rules("reactions", ReactionRule) if rule.reads == reads)


def _comments(reading: Reading) -> Iterator[tuple[str, Passage]]:
    """Yield the author, as written, and the own words of each comment: a block, or the one after its author's name."""
    marked = (s for s in reading.sentences if s.block == "reaction")
    named = ""
    for _, block in groupby(marked, key=lambda sentence: sentence.paragraph):
        sentences = [sentence.passage for sentence in block]
        start, end = sentences[0].start, sentences[-1].end
        author, words = _split_author(Passage(reading.document.id, start, end, reading.document.text[start:end]))
        if words.text:
            yield author or named, words
        named = "" if words.text else author


def _comment(author: str, words: Passage, mentions: Sequence[Mention]) -> Reaction:
    stance, aim, rule = _stance(words.text)
    return _reaction(words, author, stance, _toward(aim, words, mentions), rule)


def _split_author(whole: Passage) -> tuple[str, Passage]:
    """Return who a comment is by, as written, and its own words, which may be none."""
    for rule in _rules("speaker"):
        if match := match_rule(rule, whole.text):
            start, end = match.span("words") if "words" in match.groupdict() else (match.end(), len(whole.text))
            return match["author"], whole.slice(start, start + len(whole.text[start:end].rstrip(_CLOSING)))
    return "", whole


def _stance(text: str) -> tuple[Stance, str, str]:
    """Return the stance of some words, what it is toward, and the rule that weighed most."""
    votes: dict[Stance, list[ReactionRule]] = defaultdict(list)
    for rule in _rules("stance"):
        if match_rule(rule, text):
            votes[rule.stance].append(rule)
    ranked = sorted(votes.values(), key=lambda rules: sum(rule.weight for rule in rules), reverse=True)
    if not ranked:
        return "neutral", "", "reaction.no-stance"
    totals = [sum(rule.weight for rule in rules) for rules in ranked[:2]]
    if len(totals) == 2 and totals[0] == totals[1]:
        return "neutral", "", "reaction.both-ways"
    heaviest = max(ranked[0], key=lambda rule: rule.weight)
    return heaviest.stance, heaviest.toward, heaviest.id


def _toward(aim: str, words: Passage, mentions: Sequence[Mention]) -> str:
    """Return what a stance is toward: the relationship, the one actor the words are about, or "" when unsure."""
    if aim == "relationship" or any(match_rule(rule, words.text) for rule in _rules("both")):
        return "relationship"
    first, last = (bisect_left(mentions, place, key=_start) for place in (words.start, words.end))
    named = {party.actor for mention in mentions[first:last] for party in mention.parties if party.actor}
    return "relationship" if len(named) > 1 else next(iter(named), "")


def _start(mention: Mention) -> int:
    return mention.passage.start


def _summary(sentence: Passage) -> Reaction | None:
    for rule in _rules("summary"):
        if match_rule(rule, sentence.text):
            return _reaction(sentence, "", rule.stance, rule.toward, rule.id)
    return None


def _reaction(passage: Passage, author: str, stance: Stance, toward: str, rule: str) -> Reaction:
    identity = make_id("reaction", passage.document_id, passage.start, passage.end)
    return Reaction(identity, passage, author, stance, toward, rule)
