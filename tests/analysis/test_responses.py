"""What reactions respond to, and the outlet's summary of the mood beside those it quotes."""

from __future__ import annotations

from dataclasses import replace

from tests.analysis.making import coding, document, mention, on

from detente.analysis.merge import merge_events
from detente.analysis.mood import mood_lines
from detente.analysis.responses import find_responses
from detente.types import Actor, Passage, Reaction, Stance, Story

MET = mention("Aldora and Berenia met in Marle.", "CONSULT", on("2024-04-02"), "d1", "a+b")
CLOSED = mention("Aldora closed the salt mines on the border.", "SANCTION", on("2024-03-01"), "d1", start=200)
ACTORS = (Actor("a", "Aldora", "state"), Actor("b", "Berenia", "state"))


def comment(text: str, stance: Stance, start: int, rule: str = "stance.praise", name: str = "d1") -> Reaction:
    return Reaction(f"r{start}", Passage(name, start, start + len(text), text), "", stance, "", rule)


def told(*reactions: Reaction) -> Story:
    events = merge_events([replace(coding(MET), events=(MET, CLOSED))], [document("d1", "2024-04-03", "City Post")], ())
    return Story(
        title="", actors=ACTORS, as_of=None, documents=(document("d1", "2024-04-03", "City Post"),), copies=(),
        events=events, phases=(), turning_points=(), claims=(), questions=(), quotes=(), expectations=(), outcomes=(),
        reactions=reactions, characterisations=(), sources=(), gaps=(), problems=(),
        responses=find_responses(reactions, events),
    )  # fmt: skip


def types(story: Story) -> list[str]:
    kinds = {event.id: event.type for event in story.events}
    return [kinds[response.event] for response in story.responses]


def test_a_comment_responds_to_what_its_report_leads_with():
    assert types(told(comment("How lovely!", "positive", 900))) == ["CONSULT"]


def test_a_comment_that_takes_up_an_events_words_responds_to_it():
    assert types(told(comment("Those salt mines fed us.", "negative", 900))) == ["SANCTION"]


def test_a_summary_responds_to_what_is_told_before_it():
    assert types(told(comment("Reactions were mixed.", "neutral", 300, "summary.mixed"))) == ["SANCTION"]


def test_a_reaction_in_a_document_without_events_responds_to_nothing_known():
    assert told(comment("How lovely!", "positive", 900, name="d7")).responses == ()


def test_the_summary_stands_beside_the_reactions_quoted():
    story = told(
        comment("How lovely!", "positive", 900),
        comment("Theatre.", "sceptical", 950),
        comment("They will fall out again.", "sceptical", 990),
        comment("The first reactions appear mostly positive.", "positive", 100, "summary.positive"),
    )
    quoted, summary = [line.text for line in mood_lines(story)]
    assert quoted == (
        "Reactions quoted to what is told here: Aldora and Berenia met or spoke: 3 (2 sceptical, 1 positive)"
    )
    assert summary == (
        "City Post calls the mood positive: “The first reactions appear mostly positive.”; "
        "of 3 reactions quoted beside it, 2 sceptical, 1 positive"
    )
