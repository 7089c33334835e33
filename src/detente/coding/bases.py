"""On what basis something is attributed: a named speaker, an anonymous one, a document, a post, an outlet, nobody."""

from __future__ import annotations

import re

from ..types import AttributionBasis

_POST = re.compile(r"\b(?:tweet\w*|retweet\w*|posted|posting|posts?|Truth Social|Facebook|Instagram|X)\b")
_DOCUMENT = re.compile(
    r"\b(?:report|filing|memo|letter|study|poll|survey|statement|transcript|lawsuit|complaint|indictment|records?|"
    r"documents?|papers?|email|e-mail|analysis|research|ruling|data|figures|book|memoir|affidavit)s?\b"
)
_OUTLET = re.compile(
    r"\b(?:Times|Post|Journal|Reuters|Associated Press|AP|CNN|BBC|Bloomberg|Guardian|NBC|CBS|ABC|Fox News|Politico|"
    r"Axios|newspaper|magazine|media|press|News|Tribune|Herald|Gazette)\b"
)
_NAME = re.compile(r"[^\W\d_a-z][\w’'-]+")
_PRONOUN = re.compile(r"(?i)^(?:he|she|they|i|we|it|who|him|her|his|their|that|which)$")


def source_basis(source: str, cue: str) -> AttributionBasis:
    """Return the basis of an attribution from the words of its source and cue."""
    if not source:
        return "unstated"
    if _POST.search(cue):
        return "post"
    if _PRONOUN.match(source):
        return "named"
    if _OUTLET.search(source):
        return "outlet"
    if _DOCUMENT.search(source):
        return "document"
    names = [name for name in _NAME.finditer(source) if name.start() > 0 or len(source.split()) == 1]
    return "named" if names or (_NAME.match(source) and source.split()[0].istitle()) else "anonymous"
