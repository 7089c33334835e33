"""Which language a text is written in, as far as it decides whether it can be read."""

from __future__ import annotations

import re

_SAMPLE = 5_000  # characters are plenty to tell languages apart
_FEWEST_WORDS = 12  # shorter texts are kept: names alone mislead every detector
_COMMON_WORDS = (
    "the of and to in a is that for it was on with as at by from has have be are this but not his he they said will "
    "an which their were its who after been would about had or"
)
_ENGLISH = frozenset(_COMMON_WORDS.split())
_LEAST_ENGLISH = 0.12  # share of these words; English prose has 0.3 and more, other languages below 0.06
_NAMES = {
    "ar": "Arabic", "de": "German", "es": "Spanish", "fa": "Persian", "fr": "French", "he": "Hebrew", "hi": "Hindi",
    "it": "Italian", "ja": "Japanese", "ko": "Korean", "nl": "Dutch", "pl": "Polish", "pt": "Portuguese",
    "ru": "Russian", "tr": "Turkish", "uk": "Ukrainian", "zh": "Chinese",
}  # fmt: skip


def foreign_language(text: str) -> str:
    """Return the ISO 639-1 code of a text that is not English, or "" for English and for what is too short to tell."""
    sample = text[:_SAMPLE]
    words = re.findall(r"[^\W\d_]+", sample.lower())
    if len(words) >= _FEWEST_WORDS and sum(word in _ENGLISH for word in words) >= _LEAST_ENGLISH * len(words):
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
