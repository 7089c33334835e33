"""Which language a text is written in, as far as it decides whether it can be read."""

from __future__ import annotations

import re

_OPENING = 1_000  # characters that are plainly English are enough
_SAMPLE = 5_000  # characters are plenty to tell languages apart
_FEWEST_WORDS = 12  # shorter texts are kept: names alone mislead every detector
_COMMON_WORDS = (
    "the of and to in a is that for it was on with as at by from has have be are this but not his he they said will "
    "an which their were its who after been would about had or"
)
_ENGLISH = frozenset(_COMMON_WORDS.split())
_LEAST_ENGLISH = 0.12  # share of these words; English prose has 0.3 and more, other languages below 0.06
_PLAINLY_ENGLISH = 0.2
_NAMES = {
    "ar": "Arabic", "de": "German", "es": "Spanish", "fa": "Persian", "fr": "French", "he": "Hebrew", "hi": "Hindi",
    "it": "Italian", "ja": "Japanese", "ko": "Korean", "nl": "Dutch", "pl": "Polish", "pt": "Portuguese",
    "ru": "Russian", "tr": "Turkish", "uk": "Ukrainian", "zh": "Chinese",
}  # fmt: skip


def foreign_language(text: str) -> str:
    """Return the ISO 639-1 code of a text that is not English, or "" for English and for what is too short to tell."""
    if _english(_words(text[:_OPENING])) >= _PLAINLY_ENGLISH:
        return ""
    sample = text[:_SAMPLE]
    words = _words(sample)
    if _english(words) >= _LEAST_ENGLISH:
        return ""
    script = sum(character.isalpha() and ord(character) > 0x24F for character in sample)
    if len(words) < _FEWEST_WORDS and script < 20:
        return ""
    from py3langid import classify

    language = str(classify(sample)[0])
    return "" if language == "en" else language


def language_name(code: str) -> str:
    """Return a language's English name with its code."""
    return f"{_NAMES[code]} ({code})" if code in _NAMES else f'the language "{code}"'


def _words(text: str) -> list[str]:
    return re.findall(r"[^\W\d_]+", text.lower())


def _english(words: list[str]) -> float:
    """Return the share of common English words; 0 where there are too few words to tell."""
    return sum(map(_ENGLISH.__contains__, words)) / len(words) if len(words) >= _FEWEST_WORDS else 0.0
