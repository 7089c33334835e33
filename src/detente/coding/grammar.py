"""What a tagged and parsed word is, from its Penn Treebank tag alone: no word classes and no lemmas are worked out.

The steps that work those out cost a spaCy pipeline a tenth of its time, and only few words are ever asked about.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.tokens import Token

BE = frozenset({"be", "is", "are", "was", "were", "been", "being", "am", "'s", "’s", "'re", "’re", "'m", "’m"})
_VOWELS = "aeiou"
_AUXILIARIES = frozenset({"aux", "auxpass"})
_NOUNS = frozenset({"NN", "NNS"})
# Tagged as nouns: "something that was said".
_INDEFINITE = frozenset(
    {"something", "anything", "nothing", "everything", "someone", "anyone", "everyone"}
    | {"somebody", "anybody", "nobody", "everybody"}
)
_NAMES = frozenset({"NNP", "NNPS"})
_NOMINAL = _NOUNS | _NAMES | {"PRP", "PRP$", "EX", "WP", "WP$", "DT", "PDT", "WDT", "JJ", "JJR", "JJS", "AFX", "CD"}


def is_verb(token: Token) -> bool:
    """Return whether a word is a verb, an auxiliary or a modal."""
    tag = token.tag_
    return tag.startswith("VB") or tag == "MD" or (tag != "TO" and token.dep_ in _AUXILIARIES)


def is_noun(token: Token) -> bool:
    """Return whether a word is a common noun."""
    return token.tag_ in _NOUNS and token.lower_ not in _INDEFINITE


def is_name(token: Token) -> bool:
    """Return whether a word is a proper noun."""
    return token.tag_ in _NAMES


def is_nominal(token: Token) -> bool:
    """Return whether a word can begin or be a noun phrase: a noun, pronoun, determiner, adjective or number."""
    return token.tag_ in _NOMINAL


def verb_forms(*verbs: str) -> frozenset[str]:
    """Return all forms of some verbs, lower case, each given with its irregular forms behind it ("write wrote")."""
    return frozenset(form for verb in verbs for form in inflect(*verb.split()))


def inflect(verb: str, *irregular: str) -> set[str]:
    """Return the forms of a verb: the regular ones, or those with no counterpart among the irregular ones."""
    past, participle = _regular(verb)
    third = verb + ("es" if verb.endswith(("s", "sh", "ch", "x", "z", "o")) else "s")
    if verb.endswith("y") and verb[-2] not in _VOWELS:
        third = verb[:-1] + "ies"
    forms = {verb, *irregular, third}
    if not irregular:
        forms.add(past)
    if not any(form.endswith("ing") for form in irregular):
        forms.add(participle)
    return forms


def _regular(verb: str) -> tuple[str, str]:
    if verb.endswith("e"):
        return verb + "d", verb[:-1] + "ing"
    if verb.endswith("y") and verb[-2] not in _VOWELS:
        return verb[:-1] + "ied", verb + "ing"
    return verb + "ed", verb + "ing"
