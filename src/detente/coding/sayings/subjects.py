"""Who a verb's subject is: its own, one it borrows from the verb above it, or the one that stands after it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..grammar import is_name, is_nominal, is_noun
from .cues import cue_verbs

if TYPE_CHECKING:
    from spacy.tokens import Token

Span = tuple[int, int]

SUBJECTS = frozenset({"nsubj", "csubj", "expl", "nsubjpass", "csubjpass"})
_BORROWS = frozenset({"conj", "xcomp", "advcl", "pcomp", "prep", "ccomp"})
_PASSIVE_SPEAKERS = frozenset({"quoted", "cited", "overheard", "heard", "recorded", "reported"})
_LOOK_AHEAD = 12
EDGE = " \t\n\r,;:.–—-"


def source_of(token: Token) -> Span | None:
    """Return who a verb's subject is, borrowed from the verb it depends on where it has none of its own."""
    token = _resumed(token)
    for _ in range(_LOOK_AHEAD):
        if is_passive(token) and token.lower_ not in _PASSIVE_SPEAKERS:
            return _agent(token)
        subject = _own_subject(token)
        if subject is not None:
            nobody = subject.dep_ == "expl" or subject.is_punct  # the hyphen of "vice-president", misread
            return None if nobody else _noun_phrase(subject, token)
        if token.dep_ not in _BORROWS or token.head is token:
            return None
        token = token.head
    return None


def _resumed(token: Token) -> Token:
    """Return the verb whose speaker a closing ``, adding ...`` resumes: the sentence's own where that is a cue."""
    root = token.sent.root
    closing = token.tag_ == "VBG" and token.dep_ == "advcl" and token.i > root.i
    if closing and token.doc[token.i - 1].text == "," and root.lower_ in cue_verbs():
        return root
    return token


def is_passive(token: Token) -> bool:
    """Return whether a verb is passive: its subject is not who says or thinks."""
    return any(child.dep_ == "auxpass" for child in token.children)


def _own_subject(token: Token) -> Token | None:
    """Return a verb's subject, before or after it, the noun it modifies, or the object that controls it."""
    before = [child for child in token.children if child.dep_ in SUBJECTS and child.i < token.i]
    subject = before[0] if before else _inverted_subject(token)
    if subject is None and token.dep_ == "acl" and (is_noun(token.head) or is_name(token.head)):
        return token.head
    if subject is None and token.dep_ == "xcomp":
        return next((c for c in token.head.children if c.dep_ == "dobj" and c.i < token.i), None)
    return subject


def _agent(token: Token) -> Span | None:
    for child in token.children:
        if child.dep_ == "agent":
            return next((_noun_phrase(o, token) for o in child.children if o.dep_ == "pobj"), None)
    return None


def _inverted_subject(token: Token) -> Token | None:
    """Return the subject after its verb (``said Ngozi Amadi``) where the parser took it for an object."""
    if token.i == 0 or token.tag_ == "VBG" or token.doc[token.i - 1].text not in {'"', "”", "''", ","}:
        return None
    following = [
        child for child in token.children if child.i > token.i and (is_nominal(child) or child.dep_ in SUBJECTS)
    ]
    first = following[0] if following else None
    return first if first is not None and first.left_edge.i == token.i + 1 else None


def _noun_phrase(noun: Token, verb: Token) -> Span:
    """Return a noun's span, cut before the verb's own clause where that hangs on it."""
    start, end = subtree(noun)
    if '"' in noun.doc.text[start:end]:  # a misread sentence: keep the name it begins with
        return noun.idx, noun.idx + len(noun)
    role = next((child for child in noun.children if child.dep_ == "prep" and child.lower_ == "as"), None)
    if role is not None and role.i > noun.i:
        return trimmed(noun.doc.text, start, role.idx)
    if noun.left_edge.i <= verb.i <= noun.right_edge.i:
        return (start, noun.idx + len(noun)) if noun.i < verb.i else (noun.idx, end)
    return start, end


def subtree(token: Token) -> Span:
    """Return a token's subtree, with punctuation and white space trimmed at both ends (quotation marks stay)."""
    text = token.doc.text
    start, end = token.left_edge.idx, token.right_edge.idx + len(token.right_edge)
    return trimmed(text, start, end)


def trimmed(text: str, start: int, end: int) -> Span:
    """Return a span without white space and punctuation at its ends; quotation marks stay."""
    while end > start and text[end - 1] in EDGE:
        end -= 1
    while start < end and text[start] in EDGE:
        start += 1
    return start, end
