"""story.toml, the one file a person edits: title, actors, where their documents lie, what public records to watch."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import msgspec

from .errors import StoryError
from .types import Actor, ActorKind, Proxy, ProxyKind, Watch, Watched

NAME = "story.toml"
_DEFAULT_FOLDERS = ("documents", "articles")
_NOTHING = Watch()


@dataclass(frozen=True, slots=True)
class StoryFile:
    """What story.toml says; ``documents`` are the folders and files to read.

    They are those that story.toml names, resolved against its folder, and its own ``documents`` and ``articles``.
    """

    title: str
    actors: tuple[Actor, ...]
    documents: tuple[Path, ...]
    watch: Watch = _NOTHING


class _Proxy(msgspec.Struct, forbid_unknown_fields=True, frozen=True):
    id: str
    name: str
    kind: ProxyKind = "body"
    aliases: tuple[str, ...] = ()


class _Actor(msgspec.Struct, forbid_unknown_fields=True, frozen=True):
    id: str
    name: str
    kind: ActorKind = "person"
    aliases: tuple[str, ...] = ()
    roles: tuple[str, ...] = ()
    pronouns: tuple[str, ...] = ()
    proxy: tuple[_Proxy, ...] = ()


class _Watched(msgspec.Struct, forbid_unknown_fields=True, frozen=True):
    actor: str = ""
    names: tuple[str, ...] = ()
    codes: tuple[str, ...] = ()


class _Watch(msgspec.Struct, forbid_unknown_fields=True, frozen=True):
    recipient: tuple[_Watched, ...] = ()
    committee: tuple[_Watched, ...] = ()
    contributor: tuple[_Watched, ...] = ()
    orders: tuple[str, ...] = ()
    agencies: tuple[str, ...] = ()
    series: tuple[str, ...] = ()
    since: date = _NOTHING.since


class _Story(msgspec.Struct, forbid_unknown_fields=True, frozen=True):
    title: str
    actor: tuple[_Actor, ...]
    documents: tuple[str, ...] = ()
    watch: _Watch = _Watch()


def read_story_file(folder: Path) -> StoryFile:
    """Return what ``folder/story.toml`` says.

    Raises:
        StoryError: the file is missing, is not TOML, has unknown or missing keys, or its actors cannot be told apart.
    """
    path = folder / NAME
    try:
        raw = msgspec.convert(tomllib.loads(path.read_text(encoding="utf-8")), _Story)
    except FileNotFoundError as error:
        raise StoryError(path, "not found; make one with: detente init FOLDER ARTICLES") from error
    except OSError as error:
        raise StoryError(path, f"cannot be read ({error.strerror})") from error
    except UnicodeDecodeError as error:
        raise StoryError(path, f"is not UTF-8 (byte {error.start}): save it as UTF-8") from error
    except tomllib.TOMLDecodeError as error:
        raise StoryError(path, f"is not TOML: {error}") from error
    except msgspec.ValidationError as error:
        raise StoryError(path, str(error)) from error
    actors = tuple(_actor(a) for a in raw.actor)
    _check_actors(path, actors)
    own = tuple(folder / d for d in _DEFAULT_FOLDERS if (folder / d).is_dir())
    documents = tuple(dict.fromkeys((*(folder / d for d in raw.documents), *own)))
    return StoryFile(raw.title, actors, documents, _watch(path, raw.watch, actors))


def write_story_file(folder: Path, title: str, actors: tuple[Actor, ...], documents: tuple[Path, ...] = ()) -> Path:
    """Write ``folder/story.toml`` (never over an existing one) and return its path.

    Raises:
        StoryError: there is one already, or the folder cannot be written.
    """
    path = folder / NAME
    lines = [f"title = {toml_value(title)}"]
    if documents:
        lines.append(f"documents = {toml_value([str(d.resolve()) for d in documents])}")
    for actor in actors:
        lines += [
            "",
            "[[actor]]",
            f"id = {toml_value(actor.id)}",
            f"name = {toml_value(actor.name)}",
            f"kind = {toml_value(actor.kind)}",
        ]
        lines += [f"{key} = {toml_value(getattr(actor, key))}" for key in ("aliases", "roles", "pronouns")]
        for proxy in actor.proxies:
            lines += [
                "",
                "[[actor.proxy]]",
                f"id = {toml_value(proxy.id)}",
                f"name = {toml_value(proxy.name)}",
                f"kind = {toml_value(proxy.kind)}",
                f"aliases = {toml_value(proxy.aliases)}",
            ]
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with path.open("x", encoding="utf-8") as file:
            file.write("\n".join(lines) + "\n")
    except FileExistsError as error:
        raise StoryError(path, "exists already; edit it, or choose another folder") from error
    except OSError as error:
        raise StoryError(path, f"cannot be written ({error.strerror}); choose another folder") from error
    return path


def _actor(raw: _Actor) -> Actor:
    proxies = tuple(Proxy(p.id, p.name, p.kind, p.aliases) for p in raw.proxy)
    return Actor(raw.id, raw.name, raw.kind, raw.aliases, raw.roles, raw.pronouns, proxies)


def _watch(path: Path, raw: _Watch, actors: tuple[Actor, ...]) -> Watch:
    """Return the watch list; whoever is watched stands for an actor or proxy of the story, or for nobody."""
    ids = {"", *(a.id for a in actors), *(p.id for a in actors for p in a.proxies)}
    for each in (*raw.recipient, *raw.committee, *raw.contributor):
        if each.actor not in ids:
            raise StoryError(path, f"[watch]: there is no actor or proxy with the id {each.actor!r}")
        if not any(name.strip() for name in (*each.names, *each.codes)):
            raise StoryError(path, "[watch]: give names or codes (UEI, committee id) of each that is watched")
    recipients, committees, contributors = (
        tuple(Watched(w.actor, w.names, w.codes) for w in watched)
        for watched in (raw.recipient, raw.committee, raw.contributor)
    )
    return Watch(recipients, committees, contributors, raw.orders, raw.agencies, raw.series, raw.since)


def _check_actors(path: Path, actors: tuple[Actor, ...]) -> None:
    """Refuse fewer than two actors, an id used twice, an empty name, and one name for two actors."""
    if len(actors) < 2:
        raise StoryError(path, "a story needs two [[actor]] tables")
    owner: dict[str, str] = {}
    ids: set[str] = set()
    for actor in actors:
        things: tuple[Actor | Proxy, ...] = (actor, *actor.proxies)
        for thing in things:
            if thing.id in ids or not thing.id:
                raise StoryError(path, f"the id {thing.id!r} is empty or used twice")
            ids.add(thing.id)
            for name in (thing.name, *thing.aliases):
                key = " ".join(name.casefold().split())
                if not key:
                    raise StoryError(path, f"{thing.id}: a name or alias is empty")
                if owner.setdefault(key, actor.id) != actor.id:
                    raise StoryError(
                        path, f"{name!r} is a name of both {owner[key]!r} and {actor.id!r}; keep it in one"
                    )


def toml_value(value: object) -> str:
    """Return a text, number, boolean or list of them as TOML, which takes JSON's way of writing them."""
    return msgspec.json.encode(value).decode().replace("\x7f", "\\u007f")
