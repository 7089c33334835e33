"""How sure it is that an event happened, on UW's scale from -3 (it did not) to +3 (it did), read off the dependencies.

A word starts from what stands beside it (modals, negation, adverbs), and each word that governs it takes its share:
"refused to leave" turns *leave* round, "hopes to leave" leaves it open, "managed to leave" keeps it.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from ..rulebook import load_table

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

_CERTAIN = 3.0
_OPEN = {"wish": 0.9, "plan": 1.6}  # what somebody wants or tries, and what is agreed, ordered or planned
_DEPTH = 8
_UNWANTED, _SAID, _THOUGHT, _CONDITION, _PURPOSE, _NEGATED, _DOUBTED = 1.1, 2.7, 1.3, 0.8, 1.5, 2.3, 0.6
_CLAUSES = frozenset({"xcomp", "ccomp", "pcomp", "acl"})
_ARGUMENTS = frozenset({"dobj", "nsubjpass", "attr", "oprd"})
_CONDITIONS = frozenset({"if", "unless", "whether", "should"})
_DEGREES = {"aux": "modal", "advmod": "adverb", "amod": "adjective", "det": "adjective"}
_VERBAL = frozenset({"VERB", "AUX", "ADJ"})


def score_event(doc: Doc, token_index: int) -> float:
    """Return how sure it is that the event a word names happened, from -3 (it did not) to +3 (it did)."""
    node = doc[token_index]
    score = _own_score(node)
    for _ in range(_DEPTH):
        head = node.head
        if head is node:
            break
        relation, through = node.dep_, node
        if relation in {"pobj", "pcomp"} and head.pos_ in {"ADP", "SCONJ"}:
            if head.lower_ == "without":
                return -_NEGATED
            through, head = head, head.head
        if head is through or not _passes(node, relation, head):
            break
        if any(child.dep_ == "mark" and child.lower_ in _CONDITIONS for child in node.children):
            return max(-_DOUBTED, min(score, _CONDITION))
        score = _governed(score, node, relation, head)
        node = head
    return max(-_CERTAIN, min(_CERTAIN, score))


def _own_score(token: Token) -> float:
    """Return a word's score from the words beside it."""
    score = min((_degree(child) for child in token.children), default=_CERTAIN)
    negations = sum(_negates(token, child) for child in token.children)
    negated = negations == 1 or any(_is_none(child) for child in token.children)
    return -min(_NEGATED, abs(score) + 0.5) if negated else score


def _degree(child: Token) -> float:
    """Return how far a word beside an event lowers its score."""
    kind = _DEGREES.get(child.dep_, "")
    if kind:
        return _degrees()[kind].get(child.lower_, _CERTAIN)
    return _CONDITION if child.dep_ == "mark" and child.lower_ in _CONDITIONS else _CERTAIN


def _negates(token: Token, child: Token) -> bool:
    if child.lower_ not in _degrees()["negation"] or _until(token, child):
        return False
    return child.i < token.i or child.dep_ in {"neg", "det", "advmod", "preconj"}


def _is_none(child: Token) -> bool:
    """Whether a subject or object is "no" something."""
    return child.dep_ in {"nsubj", "nsubjpass", "dobj"} and any(word.lower_ == "no" for word in child.children)


def _until(token: Token, negation: Token) -> bool:
    """Whether a negation only puts off ("not until Friday") or adds ("not only")."""
    following = token.doc[negation.i + 1 : negation.i + 3]
    return any(word.lower_ in {"until", "only", "just", "matter"} for word in following)


def _passes(node: Token, relation: str, head: Token) -> bool:
    """Whether what governs a word has a say in whether it happened."""
    if relation == "conj":
        return not _stands_apart(node, head)
    if relation == "acl":
        return _is_infinitive(node) or _class(head) != ""
    if relation in _CLAUSES or relation in {"advcl", "compound"}:
        return True
    return _passes_noun(node, relation, head)


def _passes_noun(node: Token, relation: str, head: Token) -> bool:
    """Whether the verb of a noun has a say: not where the noun is spoken of as already there."""
    kind = _class(head)
    if node.pos_ == "NOUN" and _is_known(node) and kind not in _OPEN:
        return False
    if relation in _ARGUMENTS:
        return head.pos_ in _VERBAL
    if relation == "nsubj":
        return kind == "refuse" and head.pos_ == "AUX"
    return relation == "pobj" and kind in {*_OPEN, "refuse"}


def _is_known(noun: Token) -> bool:
    """Whether a noun is spoken of as already there: "the talks", "their quarrel"."""
    return any(
        (child.dep_ == "det" and child.lower_ in {"the", "this", "that", "these", "those"}) or child.dep_ == "poss"
        for child in noun.children
    )


def _governed(score: float, node: Token, relation: str, head: Token) -> float:
    """Return a word's score after the word that governs it has had its share."""
    if relation == "conj":
        return _joined(score, node, head)
    if relation == "advcl":
        return min(score, _PURPOSE) if _is_infinitive(node) else score
    outer = _own_score(head)
    kind = _class(head)
    if kind in _OPEN:
        return _wished(score, outer, _OPEN[kind])
    if kind == "refuse":
        return _refused(score, outer)
    if kind:
        limit = _SAID if kind == "say" else min(_THOUGHT, abs(outer))
        limit = _DOUBTED if outer < 0 else limit
        return max(-limit, min(score, limit))
    # "has no plans": the negation of the object has already counted.
    return score if relation in _ARGUMENTS and score < 0 else _product(score, outer)


def _wished(score: float, outer: float, limit: float) -> float:
    """Return the score of what somebody wants or plans; two doubts are more than one."""
    if outer < 0:
        return -_UNWANTED if score > 0 else _DOUBTED
    limit = limit if outer >= _CERTAIN else _DOUBTED
    return max(-limit, min(score, limit))


def _refused(score: float, outer: float) -> float:
    """Return the score of what somebody refused, failed or was not allowed to do."""
    if outer < 0:
        return _PURPOSE if score > 0 else -_DOUBTED
    return -_NEGATED if score > 0 else _UNWANTED


def _joined(score: float, node: Token, head: Token) -> float:
    """Return the score of a joined verb: it shares the modal and the negation of the first where it has no subject."""
    if _stands_apart(node, head) or head.pos_ not in _VERBAL:
        return score
    return _product(score, _own_score(head))


def _stands_apart(node: Token, head: Token) -> bool:
    """Whether a joined verb is a clause of its own: it has a subject or auxiliaries, or another form than the first."""
    own = any(child.dep_ in {"aux", "nsubj", "nsubjpass", "neg"} for child in node.children)
    return own or (node.pos_ == "VERB" and node.tag_ != head.tag_)


def _product(inner: float, outer: float) -> float:
    if outer < 0 and 0 < inner < 1:
        return outer  # "did not find any sign"
    sign = 1 if inner * outer >= 0 else -1
    return sign * min(abs(inner), abs(outer))


def _is_infinitive(token: Token) -> bool:
    return any(child.dep_ == "aux" and child.lower_ == "to" for child in token.children)


def _class(token: Token) -> str:
    """Return what kind of governor a word is; for "is unlikely", that of its complement."""
    if token.lemma_ in {"be", "seem", "appear", "look", "remain"}:
        complements = [child for child in token.children if child.dep_ in {"acomp", "oprd"} and child.pos_ == "ADJ"]
        found = next((_class(child) for child in complements), "")
        if found:
            return found
    pos = "noun" if token.pos_ in {"NOUN", "PROPN"} else "verb"
    return _governors().get((token.lemma_.lower(), pos), "")


@cache
def _governors() -> dict[tuple[str, str], str]:
    return {(row["word"], row["pos"]): row["class"] for row in load_table("firmness/governors")}


@cache
def _degrees() -> dict[str, dict[str, float]]:
    found: dict[str, dict[str, float]] = {"modal": {}, "adverb": {}, "adjective": {}, "negation": {}}
    for row in load_table("firmness/degrees"):
        found[row["class"]][row["word"]] = float(row["score"])
    return found
