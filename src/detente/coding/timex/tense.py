"""Which way the verb beside an expression looks: back, ahead, or neither. No parser: the words of its clause."""

from __future__ import annotations

import re

from .rules import words

_REACH = 120  # characters looked at on each side: a clause, in linear time
_BREAK = re.compile(
    r"[;:()“”\"—]|--|\.\s|,\s|\b(?:and|but|when|because|although|while|if|who|which|that)\b", re.IGNORECASE
)
_ADVERB = r"(?:\s+(?:not|also|then|soon|now|never|still|again|even|[a-z]+ly))?"
_ARRANGED = "scheduled|expected|due|slated|supposed|planned|set|ready|likely|poised|going|bound"
_BELIEVED = "".join(rf"(?<!\b{verb}\s)" for verb in ("found", "believed", "thought", "said", "seems", "known"))
_UNDENIED = "".join(rf"(?<!{word}\s)" for word in ("to", "not", "n't", "n’t", "never", "did", "ever", "the", "a"))
_CUE = re.compile(
    rf"(?P<perfect>\b(?:[Ww]ill|[Ww]ould|should|must|may|might|could){_ADVERB}\s+have\b|\b(?:could\s+not|couldn't)\b"
    rf"|\bhad\s+(?:[a-z]+\s+)?been\s+(?:{_ARRANGED})\b(?:\s+to\s+(?:be\s+)?[a-z]+)?)"
    rf"|(?P<firm>(?:\b(?:[Ww]ill|won't|[Ss]hall|[Ww]ould|wouldn't|should|must|may|might|can|could)\b|['’]ll\b)"
    rf"{_ADVERB}(?:\s+be\b)?(?:\s+[a-z]+)?|\b(?:is|are|was|were|be)\s+to\s+(?:be\s+)?[a-z]+|{_BELIEVED}\bto\s+be\s+[a-z]+"
    rf"|\b(?:{_ARRANGED})\s+(?:to\s+(?:be\s+)?[a-z]+|for|on|in|at|later|next)\b"
    rf"|(?:\b(?:is|are)|\b(?:[Hh]e|[Ss]he|[Ii]t|[Ww]ho|[Tt]hey)['’](?:s|re)){_ADVERB}"
    rf"\s+(?:{'|'.join(words('coming_participle'))})\b"
    rf"|\b(?:{'|'.join(words('coming_verb'))})\b(?<!\bhousing\sstarts)|{_UNDENIED}\b(?:{'|'.join(words('coming_plain'))})\b)"
    r"|(?P<pledge>\b(?:agreed|promised|vowed|pledged|threatened|offered|asked|urged|invited|ordered|told)\s+to\s+\w+)"
    r"|(?P<weak>\bto\s+(?!the|his|her|their|its|our|more|less|all|some|this|that|about|what)[a-z]{3,}(?<!ed)\b)"
    rf"|(?P<present>\b(?:is|are|am)\b(?:{_ADVERB}\s+(?!{_ARRANGED})(?:{'|'.join(words('past_verb'))}|[a-z]{{3,}}ed)\b)?)"
    rf"|(?P<back>\b(?:{'|'.join(words('past_verb'))}|has|have|since)\b"
    r"|(?<!\ba\s)(?<!\ban\s)(?<!\bthe\s)(?<!\bof\s)(?<!\bits\s)(?<!\bhis\s)\b(?!un)[a-z]{3,}ed\b"
    r"|^\W*[A-Z][a-z]{2,}(?<!Unit)(?<!Ahm)(?<!Moham)ed\b)"
)
_DEADLINE = re.compile(
    r"\b(?:has|have|must|gives?|gave|given|set|postpone[ds]?|delay(?:s|ed)?|adjourn(?:s|ed)?|extend(?:s|ed)?|put\s+off|"
    r"pushed\s+back|suspend(?:s|ed)?|recess(?:es|ed)?|defer(?:s|red)?|shut(?:\s+down)?)\b[^.;]{0,60}\b(?:until|till)\s+$"
    r"|\b(?:remains?|stays?)\b[^.;]{0,60}\b(?:until|till|through)\s+$"
    r"|\bdeadline\s+of\s+$|\b(?:ahead|in\s+advance)\s+of\s+$|\b(?:[Bb]eginning|[Ss]tarting|[Ee]ffective|[Cc]ommencing)\s+(?:on\s+)?$"
    r"|\b(?:is|are)\s+(?:only\s+|just\s+)?(?:(?:on|in|for)\s+)?$"
    r"|\b(?:must|should|needs?\s+to|has\s+to|have\s+to)\b[^.;]{0,60}\bby\s+$"
)
_DONE = re.compile(rf"['’]s\s+(?:[\w-]+\s+){{0,2}}?(?:{'|'.join(words('done_noun'))})\b")
_HAPPENED = re.compile(
    r"\b(?:from|after|since|in|following|of)\s+(?:the|an?|his|her|its|their)\s+(?:[\w-]+\s+){0,2}?"
    rf"(?:{'|'.join(words('happened_noun'))})\s+(?:on\s+)?$"
)
_CAUSE = re.compile(
    r"(?<=ed\s)due\s+to\b|\bdue\s+to\s+(?:an?|the|its|his|her|their|our|this|that|these|those|lack|[a-z]+ing)\b"
)
_PLACED = re.compile(r"\b[A-Z][\w.]*,\s+$")
_SET_OFF = re.compile(r"\s*(?:[.,]|$)")
_MODAL = re.compile(
    rf"\b(?:[Ww]ill|[Ww]ould|[Ss]hall|may|might|could|should|must|(?:is|are)\s+to|{_ARRANGED})\b|['’]ll\b"
)
_TRADED = re.compile(r"\s+(?:delivery|futures|contracts?)\b")
_LIMIT = re.compile(r"\b(?:by|until|till)\s+$")
_HAD = re.compile(r"\bhad\b(?!\s+to\b)")
_REACHED = re.compile(r"\W*(?:by|until|till)\s+[\w.' ]{1,24}?\s+(?:[\w'-]+\s+){1,4}(?:was|were|had)\b")
_OPENING = 12  # characters: an expression this near the start of its sentence belongs to its first verb
_HEADS = re.compile(r"\s*(?:[-–—|]|:)\s")  # "May 3: Rebels take the bridge", as in a chronicle
_FRONTED = re.compile(
    r"\W*(?:In|On|At|By|During|From|Over|Within|(?:The|An?|Two|Three|\d+)\s+(?:day|week|month|year)s?)\b"
)
_SENSE = {"firm": 2, "pledge": 2, "weak": 1, "present": 0, "back": -1, "perfect": -1}


def direction(text: str, start: int, end: int) -> int:
    """Return how the clause around ``text[start:end]`` looks: 2 ahead, 1 perhaps ahead, 0 unsaid, -1 back.

    Before the expression the last cue decides ("said he will go" looks ahead), after it the first one does
    ("threatened to go" looks back), and "Tuesday's ruling" has been given. Where its own clause has no verb, the words
    before that clause decide.
    """
    left, right = text[max(0, start - _REACH) : start], text[end : end + _REACH]
    if _DEADLINE.search(left) or _TRADED.match(right):
        return 2
    headed = start < _OPENING and _HEADS.match(right) and not _MODAL.search(right)
    if headed or _DONE.match(right) or _HAPPENED.search(left) or _is_caption(left, right):
        return -1
    *earlier, own = _BREAK.split(_CAUSE.sub("because of", left))
    before = _last_cue(own)
    if before in {None, "weak", "present"} and _LIMIT.search(left):
        return -1 if _HAD.search(own) or _REACHED.match(own + text[start:end] + right) else 2
    if before is not None:
        return _SENSE[before]
    later = _BREAK.split(_CAUSE.sub("because of", right.lstrip(", \n")))
    opens = start < _OPENING or (start < _REACH and _FRONTED.match(left) is not None)
    after = next((found for part in (later if opens else later[:1]) if (found := _CUE.search(part))), None)
    if after is not None:
        return -1 if after.lastgroup == "pledge" else _SENSE[str(after.lastgroup)]
    told = [cue for part in earlier if (cue := _last_cue(part)) is not None]
    return _SENSE[told[-1]] if told else 0


def _is_caption(left: str, right: str) -> bool:
    """Whether a day is set off after a place, as below a picture: "A speaks in Lisbon, Tuesday." tells of the past."""
    return bool(_PLACED.search(left) and _SET_OFF.match(right)) and not _MODAL.search(left)


def _last_cue(clause: str) -> str | None:
    """Return the last cue of a clause: in "will try to end it" the whole looks firmly ahead."""
    cues = [str(match.lastgroup) for match in _CUE.finditer(clause)]
    if cues[-2:] == ["firm", "weak"]:
        return "firm"
    return cues[-1] if cues else None
