"""Claims: who a figure is about, what it says, its scope, its date and on whose word it stands."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

import pytest

from detente.coding.claims import find_claims
from detente.coding.dates import tag_dates
from detente.coding.figures.acts import ActRule
from detente.coding.figures.claim_text import SpeechRule
from detente.coding.figures.scopes import modality_of, read_scope, relation
from detente.coding.quantities import find_quantities
from detente.rulebook import load_rules
from detente.types import (
    Actor,
    Attribution,
    Claim,
    Document,
    Firmness,
    Mention,
    Party,
    Passage,
    Proxy,
    Reading,
    Sentence,
    When,
)

BRANDT = Actor("a", "Ada Brandt", "person", ("Brandt",), proxies=(Proxy("pac", "Forward PAC", "body"),))
KELLER = Actor("b", "Olof Keller", "person", ("Keller",))
OSTIA = Actor("a", "Ostia", "state")
PUBLISHED = When(date(2031, 5, 20), date(2031, 5, 20), "day", "stated")
ACTS = load_rules("claims/acts", ActRule)
SPEECH = load_rules("claims/figures_of_speech", SpeechRule)


def read(text: str, *, block: str = "body", actors: tuple[Actor, ...] = (BRANDT, KELLER)) -> Reading:
    """A reading of one text: sentences by full stops, mentions by exact names."""
    document = Document("d", text, published=PUBLISHED)
    sentences = tuple(
        Sentence(Passage("d", m.start(), m.end(), m[0]), index, 0, block)  # type: ignore[arg-type]
        for index, m in enumerate(re.finditer(r"\S.*?(?:[.!?](?=\s+[A-Z])|$)", text))
    )
    parties = {name: Party(actor.name, actor.id) for actor in actors for name in (actor.name, *actor.aliases)}
    parties |= {proxy.name: Party(proxy.name, proxy.id, actor.id) for actor in actors for proxy in actor.proxies}
    names = "|".join(sorted(parties, key=len, reverse=True))
    mentions = tuple(
        Mention(Passage("d", m.start(), m.end(), m[0]), (parties[m[0]],), "name", "test.name")
        for m in re.finditer(rf"\b(?:{names})\b", text)
    )
    quantities = tuple(q for s in sentences for q in find_quantities(s.passage))
    return Reading(document, actors, PUBLISHED, sentences, mentions, tag_dates(sentences, PUBLISHED), (), quantities)


def only(text: str) -> Claim:
    claims = find_claims(read(text))
    assert len(claims) == 1
    return claims[0]


@pytest.mark.parametrize(
    ("text", "subject", "actor"),
    [
        ("Brandt gave $4 million to Keller.", "Ada Brandt", "a"),
        ("$4 million was given to Keller by Brandt.", "Ada Brandt", "a"),
        ("Brandt, who gave $4 million to Keller, left.", "Ada Brandt", "a"),
        ("Forward PAC spent $4 million on adverts.", "Forward PAC", "a"),
        ("Brandt's committee spent $4 million on adverts.", "committee", "a"),
        ("Brandt met Keller. Marnbank lent $4 million to the party.", "Marnbank", ""),
        ("The man who called Keller a liar gave $4 million to the party.", "Ada Brandt", "a"),
        ("Keller said that Brandt's $4 million purchase of the ship would fail.", "Ada Brandt", "a"),
        ("Keller said that the $4 million purchase of the ship would fail.", "unstated", ""),
        ("The row wiped $4 million off Brandt's carmaker.", "carmaker", "a"),
        ("About $4 million. What Brandt gave to Keller by May.", "Ada Brandt", "a"),
        ("Brandt met Keller. Of that, $4 million went to Forward PAC.", "Ada Brandt", "a"),
        ("The mayor of Marn spent $4 million on a bridge, Brandt says.", "The mayor", ""),
        ("Brandt fell. The loss came to $4 million.", "Ada Brandt", "a"),
    ],
)
def test_the_subject_is_the_doer_or_the_one_spoken_of(text: str, subject: str, actor: str) -> None:
    claim = only(text)
    assert (claim.subject.name, claim.subject.actor) == (subject, actor)


def test_what_is_the_predicate_and_object_without_the_number() -> None:
    assert only("Brandt spent more than $4 million on canvassing.").what == "spent on canvassing"


@pytest.mark.parametrize(
    ("text", "scope"),
    [
        ("Brandt gave $4 million to the League.", "to the League"),
        ("Brandt spent $4 million on canvassing alone.", "on canvassing; alone"),
        ("Brandt gave $4 million to Keller and other causes, she said.", "to Olof Keller and other causes"),
        ("Brandt pledged $4 million to the League.", "to the League; pledged"),
        ("In all, Brandt spent $4 million.", "in total"),
        ("Brandt spent $4 million.", ""),
        ("The goal? Brandt would cut $4 million from the budget.", "from the budget; as a goal"),
    ],
)
def test_the_scope_is_what_narrows_the_figure(text: str, scope: str) -> None:
    assert only(text).scope == scope


@pytest.mark.parametrize(
    ("text", "as_of", "basis"),
    [
        ("Brandt gave $4 million to Keller.", "2031-05-20", "reported"),
        ("By 3 March 2031 Brandt had given $4 million to Keller.", "2031-03-03", "stated"),
        ("Brandt gave $4 million in 2029.", "2029", "stated"),
        ("In the 2029 campaign, she and Brandt gave $4 million to Keller.", "2029", "stated"),
        ("Tell a man in 2022 that Brandt gave $4 million to Keller.", "2031-05-20", "reported"),
    ],
)
def test_the_date_is_the_clause_s_own_or_the_day_of_publication(text: str, as_of: str, basis: str) -> None:
    claim = only(text)
    assert (claim.as_of.text(), claim.as_of.basis) == (as_of, basis)


@pytest.mark.parametrize(
    ("text", "basis"),
    [
        ("Brandt gave $4 million to Keller.", "outlet"),
        ("Brandt reportedly gave $4 million to Keller.", "unstated"),
        ("Brandt gave $4 million to Keller, according to a filing.", "document"),
        ("An analysis of public records shows that Brandt gave $4 million.", "document"),
    ],
)
def test_the_basis_is_the_words_it_stands_on(text: str, basis: str) -> None:
    assert only(text).basis == basis


def test_an_attribution_gives_basis_firmness_and_its_id() -> None:
    text = "Brandt gave $4 million to Keller, a rival said."
    content = Passage("d", 0, 32, text[:32])
    denied = Firmness("denied", ("denied",), -3.0)
    attribution = Attribution("at-1", None, None, (content,), None, "indirect", "named", denied, "test.rule")
    (claim,) = find_claims(replace(read(text), attributions=(attribution,)))
    assert (claim.basis, claim.firmness.level, claim.attribution) == ("named", "denied", "at-1")


def test_a_short_sentence_takes_its_act_from_the_one_before() -> None:
    claim = only("Brandt was pouring cash into Forward PAC. It came to over $4 million.")
    assert (claim.rule, claim.scope, claim.question) == ("claim.carried", "into Forward PAC", "a|give|money")


@pytest.mark.parametrize(
    "text",
    [
        "Brandt asked the $2 trillion question.",
        "Brandt and two rivals met Keller.",
        "Brandt met Keller two weeks ago.",
        "Brandt spoke to two sources close to Keller.",
        "Brandt has a million reasons to leave.",
    ],
)
def test_figures_of_speech_dates_and_small_counts_are_no_claims(text: str) -> None:
    assert find_claims(read(text)) == ()


def test_a_figure_far_from_any_actor_is_left_out() -> None:
    text = "Brandt met Keller. It rained. It was cold. The mayor paid $4 million for a bridge."
    assert find_claims(read(text)) == ()


def test_a_sentence_too_long_to_be_one_gives_no_claims() -> None:
    assert find_claims(read("Brandt gave $4 million to Keller and " * 2_000)) == ()


def test_furniture_and_reactions_give_no_claims() -> None:
    assert find_claims(read("Brandt gave $4 million to Keller.", block="furniture")) == ()


@pytest.mark.parametrize("rule", ACTS, ids=lambda rule: rule.id)
def test_each_act_is_found_in_its_examples_and_in_no_other(rule: ActRule) -> None:
    assert rule.examples
    assert rule.never
    actors = (BRANDT, KELLER, OSTIA)
    assert all([c.rule for c in find_claims(read(text, actors=actors))] == [rule.id] for text in rule.examples)
    assert all(c.rule != rule.id for text in rule.never for c in find_claims(read(text, actors=actors)))


@pytest.mark.parametrize("rule", SPEECH, ids=lambda rule: rule.id)
def test_each_figure_of_speech_matches_its_examples_and_no_other(rule: SpeechRule) -> None:
    assert all(re.search(rule.pattern, text.lower()) for text in rule.examples)
    assert not any(re.search(rule.pattern, text.lower()) for text in rule.never)


@pytest.mark.parametrize(
    ("a", "b", "how"),
    [
        ("to the League", "to the League", "same"),
        ("to the League", "", "narrower"),
        ("", "to the League", "wider"),
        ("on adverts", "on canvassing", "different"),
        ("in 2028", "in 2030", "different"),
        ("to the League", "to the League and other groups", "narrower"),
        ("to the League; alone", "to the League", "narrower"),
        ("on Monday", "", "same"),
        ("by the end of May", "", "same"),
    ],
)
def test_scopes_lie_inside_each_other_or_apart(a: str, b: str, how: str) -> None:
    assert relation(read_scope(a), read_scope(b)) == how


@pytest.mark.parametrize(
    ("before", "modality"),
    [
        ("Brandt gave", ""),
        ("Brandt vowed to give", "pledged"),
        ("Brandt will give", "planned"),
        ("Brandt wants to cut", "goal"),
        ("would end up spending", ""),
        ("By May Brandt gave", ""),
        ("will cut ties after the execution of", ""),
    ],
)
def test_a_plan_is_told_from_a_deed(before: str, modality: str) -> None:
    assert modality_of(before) == modality


@pytest.mark.parametrize(
    ("text", "figures"),
    [
        ("Brandt's pipe lost 5,000 barrels (210,000 gallons/795,000 liters) a day.", ["5,000 barrels"]),
        ("Brandt gave £70 million ($102 million) to Keller.", ["£70 million"]),
        ("Brandt closed 110 miles (177 km) of coast.", ["110 miles"]),
        ("Brandt gave $9 million ($4 million of it in May) to Keller.", ["$9 million", "$4 million"]),
        ("Brandt employs 900 sailors (400 of them in Marn).", ["900 sailors", "400"]),
    ],
)
def test_the_same_amount_in_another_unit_is_no_second_figure(text: str, figures: list[str]) -> None:
    assert [claim.quantity.passage.text for claim in find_claims(read(text))] == figures


def test_litres_are_not_people() -> None:
    assert only("Brandt sold 900 liters of milk.").question.endswith("|liter")
