"""Source, cue and content of each attribution in one parsed carrier, by its dependencies."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ...types import FirmnessLevel
from ..grammar import BE, is_noun, is_verb, verb_forms
from .cues import ALLEGING, CueKind, CueVerb, cue_nouns, cue_verbs
from .subjects import EDGE, SUBJECTS, Span, is_passive, source_of, subtree, trimmed

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

_AUXILIARIES = frozenset({"aux", "auxpass", "neg"})
_DATE_WORD = re.compile(
    r"(?:mon|tues|wednes|thurs|fri|satur|sun)days?|january|february|march|april|may|june|july|august|september|october|"
    r"november|december|(?:jan|feb|aug|sept?|oct|nov|dec)\.?|today|yesterday|tomorrow|tonight|weekend|"
    r"(?:day|week|month|year|hour|minute|decade)s?|morning|afternoon|evening|night|noon|midnight|(?:19|20)\d\d"
)
_OBJECT_PARTS = frozenset({"dobj", "oprd", "xcomp", "prep", "dative", "attr", "ccomp", "pobj", "acomp"})
_OBJECTS = frozenset({"dobj", "oprd", "attr"})
_NESTING = frozenset({"attribution.clause", "attribution.according-to", "attribution.parenthetical"})
_CLAUSAL = frozenset({"attribution.clause", "attribution.infinitive"})
_MARKS = frozenset({'"', "“", "''", "``", "«", "‘", "'"})
_PRONOUNS = frozenset(
    {"it", "him", "her", "them", "me", "us", "you", "that", "this", "himself", "herself", "themselves"}
)
_RELATIVE = frozenset({"who", "which", "that", "whom"})
_FALSE = frozenset({"no", "false", "untrue", "baseless", "unfounded", "bogus", "debunked", "mistaken", "wrong"})
_EVIDENCE = frozenset({"evidence", "proof", "sign", "signs", "indication", "indications", "truth"})
_ADVERBS = 30  # characters of auxiliaries and adverbs between a subject and its verb
_VOICING = verb_forms("make made making", "issue", "have had has having", "express", "repeat", "voice")
_COMMAS = frozenset(",—–")
_STOPS = frozenset(".!?;")
_INSERTED_END = re.compile(r"(?P<adjunct>(?: [\w’'-]+){0,8}) ?(?P<end>[,—–.!?;])(?!\s*[\"“'‘«])")


@dataclass(frozen=True, slots=True)
class Frame:
    """One attribution in a carrier: spans are offsets into the carrier's text."""

    source: Span | None
    cue: Span
    content: tuple[Span, ...]
    kind: CueKind
    firmness: FirmnessLevel
    verb: str
    rule: str
    quotes: bool = False


def find_frames(doc: Doc) -> list[Frame]:
    """Return the attributions of a parsed carrier in the order of their cues."""
    found = [frame for token in doc for frame in _token_frames(token)]
    return sorted((frame for frame in found if _counts(frame, found)), key=lambda frame: frame.cue)


def bare_cue(doc: Doc) -> Frame | None:
    """Return the last cue of direct speech without content of its own, as in ``She wrote:`` before a quotation."""
    for token in reversed(doc):
        if is_verb(token):
            for verb in _verbs(token):
                if "q" in verb.frames:
                    return Frame(source_of(token), _cue_span(token, verb), (), verb.kind, verb.firmness, verb.verb,
                                 "attribution.bare-cue")  # fmt: skip
    return None


def _counts(frame: Frame, others: list[Frame]) -> bool:
    """Whether a frame is an attribution of its own: inside another's content only what somebody says is."""
    if frame.kind in {"say", "ask"} and frame.source and (frame.rule in _NESTING or frame.quotes):
        return True
    if frame.kind in {"think", "want"} and not frame.source and frame.rule != "attribution.passive":
        return False
    return not any(
        start < frame.cue[1] <= end for other in others if other is not frame for start, end in other.content
    )


def _token_frames(token: Token) -> Iterator[Frame]:
    lower = token.lower_
    if lower == "according":
        yield from _according(token)
    elif lower in ALLEGING:
        yield from _reportedly(token)
    elif lower in cue_verbs() and is_verb(token):
        yield from _verb_frame(token)
    elif lower in cue_nouns() and is_noun(token):
        yield from _noun_frame(token)


def _verbs(token: Token) -> list[CueVerb]:
    """Return the cue verbs a token may be, given the words that follow it."""
    following = {child.lower_ for child in token.children if child.dep_ in {"prt", "prep", "advmod", "acomp", "dative"}}
    after = {other.lower_ for other in token.doc[token.i + 1 : token.i + 3]}
    return [
        verb
        for verb in cue_verbs().get(token.lower_, ())
        if not verb.rest or set(verb.rest.split()) <= following | after
    ]


def _verb_frame(token: Token) -> Iterator[Frame]:
    for verb in _verbs(token):
        source = source_of(token)
        content, rule = _inserted(token, verb, source) or _content(token, verb)
        if not content:
            continue
        cue = _cue_span(token, verb)
        content = _without(token.doc.text, content, source if source else cue, cue)
        firmness = _firmness(token, verb)
        if source is None and verb.kind in {"think", "want"} and is_passive(token) and rule in _CLAUSAL:
            rule, firmness, content = "attribution.passive", "hedged", (*_passive_subject(token), *content)
        if content and not _is_nobodys(token, verb, source):
            quotes = any(
                token.doc.text.find('"', *span) >= 0 or token.doc.text.find("“", *span) >= 0 for span in content
            )
            yield Frame(source, cue, content, verb.kind, firmness, verb.verb, rule, quotes)
        return


def _passive_subject(token: Token) -> tuple[Span, ...]:
    """Return whom something is expected of: ``she is expected to leave`` says it of her."""
    return tuple(subtree(child) for child in token.children if child.dep_ == "nsubjpass")


def _inserted(token: Token, verb: CueVerb, source: Span | None) -> tuple[tuple[Span, ...], str] | None:
    """Return the sentence around ``, he said,`` or before a closing ``, he said.``, shown by its commas alone."""
    said = _said(token, source) if "q" in verb.frames and source else None
    if said is None or source is None:
        return None
    text, sentence = token.doc.text, token.sent
    start = max(sentence.start_char, text.rfind("\n", sentence.start_char, said[0]) + 1)
    before = text[start : said[0]].rstrip()
    after = _INSERTED_END.match(text, said[1], sentence.end_char)
    if before[-1:] not in _COMMAS or after is None:
        return None
    if "c" not in verb.frames or before.rstrip(EDGE)[-1:] in _MARKS or text[slice(*source)].lower() in _RELATIVE:
        return None
    closing = after["end"] in _STOPS
    if (len(before.split()) < 2 and not closing) or (after["adjunct"] and _has_content_after(token)):
        return None
    return (
        trimmed(text, sentence.start_char, sentence.end_char if not closing else source[0]),
    ), "attribution.inserted"


def _said(token: Token, source: Span) -> Span | None:
    """Return the span of a subject and its verb where they stand side by side: ``he said``, ``said Amadi``."""
    text, end = token.doc.text, token.idx + len(token)
    if source[1] <= token.idx <= source[1] + _ADVERBS:
        between = text[source[1] : token.idx]
        return None if "," in between or '"' in between else (source[0], end)
    return (token.idx, source[1]) if end < source[0] <= end + 1 else None


def _has_content_after(token: Token) -> bool:
    return any(child.i > token.i and child.dep_ in {"ccomp", "dobj", "xcomp", "oprd"} for child in token.children)


def _content(token: Token, verb: CueVerb) -> tuple[tuple[Span, ...], str]:
    """Return the content a cue verb governs, and the rule that found it."""
    if "c" in verb.frames or "q" in verb.frames:
        clauses = [child for child in token.children if child.dep_ == "ccomp" and verb.rest != child.lower_]
        if "c" not in verb.frames:
            clauses = [clause for clause in clauses if _is_quoted(clause)]
        if clauses:
            return tuple(_clause_span(clause) for clause in clauses), "attribution.clause"
        if token.dep_ in {"parataxis", "ccomp", "advcl"} and _is_parenthetical(token):
            return (subtree(token.head),), "attribution.parenthetical"
    if "x" in verb.frames:
        infinitives = [c for c in token.children if c.dep_ in {"xcomp", "ccomp"} and c.i > token.i]
        if infinitives:
            first = _infinitive(token, infinitives[0], verb)
            return (
                (first, infinitives[-1].right_edge.idx + len(infinitives[-1].right_edge)),
            ), "attribution.infinitive"
    if "o" in verb.frames:
        span = _object(token, verb)
        told = span is not None and token.doc.text[slice(*span)].lower() not in _PRONOUNS
        return ((span,), "attribution.object") if span and told else ((), "")
    return (), ""


def _clause_span(clause: Token) -> Span:
    """Return a clause's span, up to where its speaker goes on in another way: ``, adding that ...``."""
    start, end = subtree(clause)
    for child in clause.children:
        edge = child.left_edge
        if child.dep_ == "advcl" and child.tag_ == "VBG" and child.i > clause.i and child.lower_ in cue_verbs():
            before = child.doc[edge.i - 1].text
            if before in {",", "—", "–", "-"} and edge.i == child.i:
                end = min(end, child.doc[edge.i - 1].idx)
    return trimmed(clause.doc.text, start, end)


def _is_quoted(clause: Token) -> bool:
    left = clause.left_edge.i
    return any(word.text in _MARKS for word in clause.doc[max(0, left - 1) : left + 1])


def _infinitive(token: Token, infinitive: Token, verb: CueVerb) -> int:
    objects = [c for c in token.children if c.dep_ in {"dobj", "dative"} and token.i < c.i < infinitive.i]
    return objects[0].left_edge.idx if objects and not verb.rest else infinitive.left_edge.idx


def _is_parenthetical(token: Token) -> bool:
    """Whether a cue stands inside or after the clause it reports: ``the plan, he said, would fail``."""
    head = token.head
    own = [child for child in token.children if child.dep_ in {"ccomp", "dobj", "mark", "xcomp"}]
    if own or not is_verb(head) or not any(child.dep_ in SUBJECTS for child in token.children):
        return False
    edge = token.left_edge
    return edge.i > 0 and token.doc[edge.i - 1].text in {",", "—", "–", "-", '"', "”"}


def _object(token: Token, verb: CueVerb) -> Span | None:
    """Return the object of a cue verb with what belongs to it, dates at its end left out."""
    anchors = [c for c in token.children if c.dep_ in _OBJECTS | {"nsubj"} and c.i > token.i]
    if verb.rest:
        last = verb.rest.split()[-1]
        preps = [c for c in token.children if c.lower_ == last and c.i > token.i]
        if any(c.dep_ == "dobj" and preps and c.i < preps[0].i for c in token.children):
            return None
        anchors = [o for prep in preps for o in prep.children if o.dep_ in {"pobj", "pcomp"}] or anchors
    passive = [c for c in token.children if c.dep_ == "nsubjpass"]
    if passive:
        return subtree(passive[0])
    if not anchors or _is_date(anchors[0]):
        return None
    parts = [c for c in token.children if c.dep_ in _OBJECT_PARTS and c.i >= anchors[0].i and not _is_date(c)]
    end = max((part.right_edge for part in [*parts, anchors[0]]), key=lambda edge: edge.i)
    return anchors[0].left_edge.idx, end.idx + len(end)


def _is_date(token: Token) -> bool:
    return any(_DATE_WORD.fullmatch(word.lower_) for word in (token, *token.children))


def _noun_frame(token: Token) -> Iterator[Frame]:
    """A nominal cue with its clause: ``her claim that``, ``the senator's refusal to``, ``the myth is that``."""
    clauses = [c for c in token.children if c.dep_ in {"acl", "ccomp", "relcl"} and _introduced(c)]
    if not clauses and token.dep_ == "nsubj" and token.head.lower_ in BE:
        clauses = [c for c in token.head.children if c.dep_ == "ccomp" and _introduced(c)]
    source = _noun_source(token)
    if not clauses and source:
        clauses = [c for c in token.children if c.dep_ == "prep" and c.lower_ in {"for", "of", "about", "against"}]
    denied = any(c.lower_ in _FALSE for c in token.children) or _is_contrary(token)
    if not clauses or (token.lower_ in _EVIDENCE and not denied):
        return
    firmness = "denied" if denied else cue_nouns()[token.lower_]
    cue = (token.idx, token.idx + len(token))
    yield Frame(source, cue, (subtree(clauses[0]),), "say", firmness, token.lower_, "attribution.noun")


def _is_contrary(token: Token) -> bool:
    """Whether a belief is set against a fact: ``Contrary to reports that ...``."""
    to = token.head
    return to.lower_ == "to" and to.i > 0 and token.doc[to.i - 1].lower_ == "contrary"


def _introduced(clause: Token) -> bool:
    return any(
        (child.dep_ == "mark" and child.lower_ in {"that", "whether"}) or (child.dep_ == "aux" and child.lower_ == "to")
        for child in clause.children
    )


def _noun_source(token: Token) -> Span | None:
    for child in token.children:
        if child.dep_ == "poss":
            end = child.right_edge if child.right_edge.tag_ != "POS" else child.doc[child.right_edge.i - 1]
            return child.left_edge.idx, end.idx + len(end)
        if child.dep_ == "prep" and child.lower_ in {"by", "from"}:
            return next((subtree(o) for o in child.children if o.dep_ == "pobj"), None)
    if token.dep_ in {"dobj", "attr"} and token.head.lower_ in _VOICING:
        return source_of(token.head)
    return None


def _according(token: Token) -> Iterator[Frame]:
    """``according to X``: X is the source, the rest of its clause the content."""
    following = token.doc[token.i + 1 : token.i + 2]
    if not len(following) or following[0].lower_ != "to":
        return
    to = following[0]
    objects = [c for t in (token, to) for c in t.children if c.dep_ == "pobj"]
    if not objects:
        return
    source = subtree(objects[0])
    cue = (token.idx, to.idx + len(to))
    content = _without(token.doc.text, (_clause_of(token),), (cue[0], source[1]), cue)
    if content:
        yield Frame(source, cue, content, "say", "asserted", "according to", "attribution.according-to")


def _reportedly(token: Token) -> Iterator[Frame]:
    cue = (token.idx, token.idx + len(token))
    content = _without(token.doc.text, (_clause_of(token),), cue, cue)
    if content:
        yield Frame(None, cue, content, "say", "hedged", token.lower_, "attribution.reportedly")


def _clause_of(token: Token) -> Span:
    """Return the span of the smallest clause a word modifies."""
    head = token.head
    while head.dep_ not in {"ROOT", "ccomp", "conj", "advcl", "relcl", "parataxis"} and head.head is not head:
        head = head.head
    if head.dep_ == "conj" and not is_verb(head):
        head = head.head
    return subtree(head)


def _firmness(token: Token, verb: CueVerb) -> FirmnessLevel:
    if verb.firmness == "denied" and "c" not in verb.frames:
        return "denied" if any(c.lower_ in cue_nouns() for c in token.children if c.dep_ == "dobj") else "asserted"
    negated = any(child.dep_ == "neg" for child in token.children)
    if negated and verb.kind in {"think", "want"}:
        return "denied"
    return "hedged" if negated and verb.firmness != "denied" else verb.firmness


def _cue_span(token: Token, verb: CueVerb) -> Span:
    """Return the verb with its auxiliaries, particle or preposition, and an addressee before its clause."""
    start = token.idx
    head = token.head if token.dep_ == "xcomp" and token.head.i < token.i else token
    for child in (*token.children, *head.children):
        if child.dep_ in _AUXILIARIES and child.i < token.i:
            start = min(start, child.idx)
    start = min(start, head.idx)
    end = token
    if verb.rest:
        last = verb.rest.split()[-1]
        end = next((t for t in token.doc[token.i + 1 : token.i + 4] if t.lower_ == last), end)
    elif "a" in verb.frames:
        clause = next((c for c in token.children if c.dep_ == "ccomp" and c.i > token.i), None)
        told = next((c for c in token.children if c.dep_ in {"dobj", "dative"} and c.i > token.i), None)
        if told is not None and (clause is None or told.right_edge.i < clause.left_edge.i):
            end = told.right_edge
    return start, end.idx + len(end)


def _without(text: str, spans: tuple[Span, ...], source: Span, cue: Span) -> tuple[Span, ...]:
    """Return the spans without the stretch from source to cue, splitting a span that the two stand in."""
    low, high = min(source[0], cue[0]), max(source[1], cue[1])
    kept: list[Span] = []
    for start, end in spans:
        parts = [(start, min(low, end)), (max(high, start), end)] if start < high and low < end else [(start, end)]
        kept.extend(trimmed(text, *part) for part in parts if part[0] < part[1])
    return tuple((start, end) for start, end in kept if any(letter.isalnum() for letter in text[start:end]))


def _is_nobodys(token: Token, verb: CueVerb, source: Span | None) -> bool:
    """Whether nobody in particular says it: "you might think", "if you had said", "Suppose ...", "was seen in town"."""
    words = token.doc.text[slice(*source)].lower().split() if source else []
    if token.dep_ == "acl" and token.tag_ == "VBN" and "q" not in verb.frames:
        return True  # "a firm called Halden"
    if words:
        return words[0] in {"if", "you"} and len(words) <= 2
    if token.dep_ == "ROOT" and token.tag_ == "VB":
        return True
    return verb.kind == "think" and is_passive(token) and not any(c.dep_ in {"xcomp", "ccomp"} for c in token.children)
