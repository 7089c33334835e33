from dataclasses import replace

import pytest

from detente.checks import check_story
from detente.types import Passage


def test_a_sound_story_has_no_findings(story):
    assert check_story(replace(story, quotes=())) == []


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (
            lambda s: {"reactions": (replace(s.reactions[0], passage=Passage("doc-1", 0, 5, "wrong")),)},
            "are not 'wrong'",
        ),
        (
            lambda s: {"reactions": (replace(s.reactions[0], passage=Passage("gone", 0, 5, "wrong")),)},
            "missing document",
        ),
        (lambda s: {"claims": ()}, "names the missing claim"),
        (lambda s: {"events": (*s.events, *s.events)}, "two events"),
        (lambda s: {"events": (replace(s.events[0], mentions=()),)}, "has no source"),
        (lambda s: {"phases": (s.phases[0], s.phases[0])}, "overlap"),
    ],
)
def test_a_broken_story_is_found(story, change, message):
    broken = replace(story, quotes=(), **change(story))
    assert any(message in line for line in check_story(broken))
