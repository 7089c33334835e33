"""Proposals for story.toml: the two most connected names of some articles, with what they are called and by what."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import combinations

from .coding.actors import find_mentions
from .coding.language import Language
from .coding.mentions.lexicon import countries, fold, looks_personal, name_tails, person_pronoun
from .coding.mentions.role_phrases import read_role
from .coding.mentions.roles import learn_roles
from .plain_words import count_of
from .rulebook import Rule, load_rules
from .types import Actor, ActorKind, Document, Mention, Passage, Proxy, ProxyKind, Sentence

_SAMPLE = 40  # articles looked at, spread over the pile
_OPENING = 4_000  # characters of each; who it is about is said early
_KINDS: dict[str, ActorKind] = {"PERSON": "person", "GPE": "state", "NORP": "state", "ORG": "organisation"}
_GENERATIONS = frozenset({"jr", "sr", "junior", "senior", "ii", "iii", "iv"})
_TITLED = re.compile(r"^(?:Mr|Mrs|Ms|Dr|Sen|Gov|Rep|Gen|Lord|Sir|President|Senator|Governor|Secretary)\.? ")
_SHORT_ROLES = frozenset({"sen", "rep", "gov", "gen", "col", "capt", "quote", "atty"})
_POSSESSIVE = re.compile(r"(?:his|her|its|their)\b", re.IGNORECASE)
_MOST_ROLES = 5
_MOST_PROXIES = 6


@dataclass(frozen=True, slots=True)
class _Sign:
    """That articles say something stands for an actor: as what, the first sentence that does, and how many do."""

    kind: ProxyKind
    sentence: str
    times: int


class ProxyRule(Rule, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Words that say what stands for an actor."""

    kind: ProxyKind
    pattern: str


def propose_actors(
    documents: Sequence[Document], language: Language, names: Sequence[str] = ()
) -> tuple[tuple[Actor, ...], tuple[str, ...]]:
    """Return two actors with what the articles call them, and notes on why each name was proposed.

    Without ``names`` they are the two that most sentences name together; fewer come back when no two stand out.
    """
    sentences = [_sentences(document, language) for document in _spread(documents)]
    entities = [[_entities(s.text, language) for s in inside] for inside in sentences]
    kinds = _kinds(entities)
    chosen = tuple(dict.fromkeys(names)) or _most_connected(entities, kinds)
    notes = [] if names else _why(chosen, entities)
    bare = tuple(Actor(chr(97 + i), name, kinds.get(name, _guess(name))) for i, name in enumerate(chosen))
    actors, more = _describe(bare, sentences, entities, language)
    return actors, (*notes, *more)


def proxy_rules() -> tuple[ProxyRule, ...]:
    """Return the rules for what stands for an actor."""
    return load_rules("actors/proxies", ProxyRule)


def find_proxies(text: str, names: Sequence[str]) -> Iterator[tuple[str, ProxyKind, int]]:
    """Yield what a text says stands for a person or body with these names, with its kind.

    The third value is where a pronoun ("his company") stands that must be theirs, or -1 where a name says so.
    """
    called = "(?:" + "|".join(re.escape(name) for name in sorted(names, key=len, reverse=True)) + ")"
    for rule in proxy_rules():
        for match in re.finditer(rule.pattern.replace("{name}", called), text):
            proxy = match["proxy"].strip(" ,.")
            if _is_another(proxy, names) and read_role(proxy) is None:
                pronoun = _POSSESSIVE.match(match[0])
                yield proxy, rule.kind, match.start() if pronoun else -1


def _is_another(proxy: str, names: Sequence[str]) -> bool:
    """Whether a name is not one of these names; a body may be called after its owner ("the Brandt Foundation")."""
    if not any(fold(name) in fold(proxy) for name in names):
        return True
    last = fold(proxy).split()[-1]
    return len(proxy.split()) > 1 and last in name_tails() and last not in _GENERATIONS


def _spread(documents: Sequence[Document]) -> Sequence[Document]:
    step = max(1, len(documents) // _SAMPLE)
    return documents[::step][:_SAMPLE]


def _sentences(document: Document, language: Language) -> tuple[Sentence, ...]:
    text = document.text[:_OPENING]
    spans = [(m.start() + a, m.start() + b) for m in re.finditer(r"[^\n]+", text) for a, b in language.split(m[0])]
    return tuple(Sentence(Passage(document.id, a, b, text[a:b]), i, i, "body") for i, (a, b) in enumerate(spans))


def _entities(text: str, language: Language) -> tuple[tuple[str, ActorKind], ...]:
    """Return the names of people, places and bodies in a sentence, with their kind."""
    found = []
    for entity in language.recognise([text])[0].ents:
        name = re.sub(r"[’']s?$|^(?:[Tt]he|Mr|Mrs|Ms|President|Prime Minister) ", "", entity.text.strip())
        if entity.label_ in _KINDS and name[:1].isupper() and len(name) > 1:
            found.append((name, _KINDS[entity.label_]))
    return tuple(found)


def _kinds(entities: Sequence[Sequence[Sequence[tuple[str, ActorKind]]]]) -> dict[str, ActorKind]:
    """Return the kind most sentences give each full name."""
    votes: dict[str, Counter[ActorKind]] = {}
    full = _full_names(entities)
    for document in entities:
        for sentence in document:
            for name, kind in sentence:
                votes.setdefault(full.get(name, name), Counter())[kind] += 1
    return {name: "person" if looks_personal(name) else counts.most_common(1)[0][0] for name, counts in votes.items()}


def _full_names(entities: Sequence[Sequence[Sequence[tuple[str, ActorKind]]]]) -> dict[str, str]:
    """Return, for each surname, the full name that most often ends in it."""
    counts = Counter(name for document in entities for sentence in document for name, _ in sentence)
    people = Counter(n for document in entities for sentence in document for n, kind in sentence if kind == "person")
    full: dict[str, str] = {}
    for name, count in sorted(counts.items(), key=lambda item: (-item[1], item[0])):
        words = name.split()
        if 2 <= len(words) <= 4 and (looks_personal(name) or 2 * people[name] > count > 1):
            full.setdefault(words[-1], name)
    return full


def _guess(name: str) -> ActorKind:
    return "person" if looks_personal(name) else "organisation"


def _most_connected(
    entities: Sequence[Sequence[Sequence[tuple[str, ActorKind]]]], kinds: dict[str, ActorKind]
) -> tuple[str, ...]:
    """Return the two names that most sentences, and most documents, hold together; the more frequent first."""
    pairs, single = _cooccurrence(entities)
    if not pairs:
        return ()
    best = min(pairs, key=lambda pair: (-pairs[pair], pair))
    return tuple(sorted(best, key=lambda name: (-single[name], name)))


def _cooccurrence(
    entities: Sequence[Sequence[Sequence[tuple[str, ActorKind]]]],
) -> tuple[Counter[tuple[str, str]], Counter[str]]:
    full = _full_names(entities)
    pairs: Counter[tuple[str, str]] = Counter()
    single: Counter[str] = Counter()
    for document in entities:
        groups = [{full.get(name, name) for name, _ in sentence} for sentence in document]
        groups.append(set().union(*groups))
        for group in groups:
            single.update(group)
            pairs.update(combinations(sorted(group), 2))
    return pairs, single


def _why(chosen: Sequence[str], entities: Sequence[Sequence[Sequence[tuple[str, ActorKind]]]]) -> list[str]:
    if len(chosen) < 2:
        return []
    full = _full_names(entities)
    together = sum(set(chosen) <= {full.get(n, n) for n, _ in s} for document in entities for s in document)
    where = f"{count_of(together, 'sentence')} of {count_of(len(entities), 'article')}"
    return [f"{chosen[0]} and {chosen[1]}: named together in {where}"]


def _describe(
    bare: tuple[Actor, ...],
    sentences: Sequence[tuple[Sentence, ...]],
    entities: Sequence[Sequence[Sequence[tuple[str, ActorKind]]]],
    language: Language,
) -> tuple[tuple[Actor, ...], list[str]]:
    seen = Counter(name for document in entities for sentence in document for name, _ in sentence)
    mentions = [find_mentions(inside, bare, language) for inside in sentences]
    roles = _roles(bare, sentences, mentions)
    flat = [mention for group in mentions for mention in group]
    aliases = _unshared({actor.id: (actor.name, *_aliases(actor, seen, bare)) for actor in bare})
    signs = {actor.id: _signs(actor, aliases[actor.id], sentences, flat) for actor in bare}
    proxies = _allot(signs, aliases, "\n".join(s.text for inside in sentences for s in inside))
    actors, notes = [], []
    for actor in bare:
        called, stands_for = aliases[actor.id], proxies[actor.id]
        held = tuple(f"the {role}" for role, _ in roles[actor.id].most_common(_MOST_ROLES))
        actors.append(Actor(actor.id, actor.name, actor.kind, called, held, _pronouns(actor), stands_for))
        notes += [f"{actor.name}: also {', '.join(called)}"] if called else []
        notes += [f"{actor.name}: called {', '.join(held)}"] if held else []
        notes += [f"{p.name} for {actor.name}: “{signs[actor.id][p.name].sentence}”" for p in stands_for]
    return tuple(actors), notes


def _roles(
    actors: tuple[Actor, ...],
    sentences: Sequence[tuple[Sentence, ...]],
    mentions: Sequence[tuple[Mention, ...]],
) -> dict[str, Counter[str]]:
    """Count the roles that the articles give each actor."""
    counts: dict[str, Counter[str]] = {actor.id: Counter() for actor in actors}
    for inside, group in zip(sentences, mentions, strict=True):
        for holding in learn_roles(inside, actors, group):
            if holding.actor and not _SHORT_ROLES & set(holding.role.words.lower().split()):
                counts[holding.actor][holding.role.words.lower()] += 1
    return counts


def _aliases(actor: Actor, seen: Counter[str], actors: tuple[Actor, ...]) -> tuple[str, ...]:
    """Return the shorter names the articles use: surname, forename, acronym; none that another actor shares."""
    words = actor.name.split()
    others = {word for other in actors if other is not actor for word in other.name.split()}
    if actor.kind == "person":
        wanted = [words[-1], words[0]] if len(words) > 1 else []
    elif actor.kind == "state":
        row = countries().get(fold(actor.name), {})
        wanted = [word for key in ("capitals", "people") for word in row.get(key, "").split(";") if word]
    else:
        wanted = ["".join(word[0] for word in words if word[0].isupper())] if len(words) > 1 else []
    first, *rest = [*wanted, ""]
    kept = [first] if first and (actor.kind != "organisation" or seen[first]) else []
    kept += [word for word in rest if word and seen[word]]
    return tuple(word for word in kept if word not in others)


def _pronouns(actor: Actor) -> tuple[str, ...]:
    if actor.kind != "person":
        return ("it", "they") if actor.kind == "state" else ("it",)
    told = person_pronoun(actor)
    return (told,) if told else ()


def _unshared(names: dict[str, tuple[str, ...]]) -> dict[str, tuple[str, ...]]:
    """Return each actor's names after its first, without those that are written like another name of the record."""
    owners = Counter(key for own in names.values() for key in {_key(name) for name in own})
    return {
        actor: tuple(name for name in own[1:] if owners[_key(name)] == 1 and _key(name) not in {"", _key(own[0])})
        for actor, own in names.items()
    }


def _signs(
    actor: Actor, aliases: tuple[str, ...], sentences: Sequence[tuple[Sentence, ...]], mentions: Sequence[Mention]
) -> dict[str, _Sign]:
    """Return what the articles say stands for an actor, by its name."""
    found: dict[str, _Sign] = {}
    own = {(m.passage.document_id, m.passage.start) for m in mentions if m.parties[0].id == actor.id}
    for passage in (s.passage for inside in sentences for s in inside):
        for name, kind, start in find_proxies(passage.text, (actor.name, *aliases)):
            # "His company" is the actor's only where the pronoun is.
            if start < 0 or (passage.document_id, passage.start + start) in own:
                first = found.get(name, _Sign(kind, passage.text[:120], 0))
                found[name] = replace(first, times=first.times + 1)
    return found


def _allot(
    signs: dict[str, dict[str, _Sign]], aliases: dict[str, tuple[str, ...]], text: str
) -> dict[str, tuple[Proxy, ...]]:
    """Return each actor's proxies: a name said of several goes to whom most sentences give it, or to nobody."""
    taken = {_slug(name) for own in aliases.values() for name in own} | set(signs)
    allotted: dict[str, tuple[Proxy, ...]] = {}
    for actor, found in signs.items():
        rivals = Counter({_slug(n): s.times for other in signs if other != actor for n, s in signs[other].items()})
        kept: list[Proxy] = []
        for name in sorted(found, key=lambda n: (-found[n].times, n)):
            slug = _slug(name)
            person = _slug(_TITLED.sub("", name))  # "Mr. Rask" stands for nobody but Rask
            if slug and not {slug, person} & taken and rivals[slug] < found[name].times and len(kept) < _MOST_PROXIES:
                short = tuple(a for a in _acronym(name, text) if _slug(a) not in taken | {slug})
                taken |= {slug, *map(_slug, short)}
                kept.append(Proxy(slug, name, found[name].kind, short))
        allotted[actor] = tuple(kept)
    return allotted


def _key(name: str) -> str:
    return " ".join(name.casefold().split())


def _acronym(name: str, text: str) -> tuple[str, ...]:
    """Return the acronym that follows a name in brackets somewhere."""
    match = re.search(re.escape(name) + r"[”\"’']? \((?:the )?[“\"]?([A-Z][A-Z.&]{1,7})[”\"]?\)", text)
    return (match[1],) if match else ()


@lru_cache(maxsize=256)
def _slug(name: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", fold(name)).strip("-")
