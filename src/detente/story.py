"""A story folder: read its documents, build it, ask it. The command line is a thin layer over this."""

from __future__ import annotations

from contextlib import ExitStack
from dataclasses import replace
from datetime import date
from pathlib import Path

from . import __version__
from .analysis.changes import find_changes
from .analysis.pairs import tell_pair
from .analysis.talk_and_deeds import add_public_record
from .assembly import Progress
from .building import BuildOptions, BuildSummary, build_stories
from .coding.coder import coder_fingerprint as event_model_fingerprint
from .coding.language import DEFAULT_MODEL
from .errors import InputError, StoryError
from .pipeline import assemble, coder_fingerprint, telling_fingerprint
from .record_store import RecordStore
from .store import Store
from .storyfile import NAME, StoryFile, read_story_file
from .types import (
    Actor,
    Attribution,
    Claim,
    Event,
    Expectation,
    Gap,
    Phase,
    Question,
    Story,
    TurningPoint,
)


class StoryFolder:
    """An open story folder (story.toml, story.db). Close it, or use `with detente.open(path) as story`."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.file: StoryFile = read_story_file(folder)
        with ExitStack() as opened:
            self.store = opened.enter_context(Store(folder / "story.db"))
            self.records = opened.enter_context(RecordStore(folder / "story.db"))
            opened.pop_all()

    def __enter__(self) -> StoryFolder:
        """Return the folder itself."""
        return self

    def __exit__(self, *_: object) -> None:
        """Close the store."""
        self.close()

    def close(self) -> None:
        """Close the store."""
        self.records.close()
        self.store.close()

    @property
    def actors(self) -> tuple[Actor, ...]:
        """The actors of story.toml."""
        return self.file.actors

    def build(
        self, engine: str = "auto", progress: Progress | None = None, options: BuildOptions | None = None
    ) -> BuildSummary:
        """Read new documents, code what is not coded yet by these rules and models, and tell the story anew.

        ``progress`` is called with the stage, how many documents are done, and how many there are (0: not known yet);
        ``options`` say more than which engine.

        Raises:
            InputError: nothing could be read and the story holds nothing.
            StoryError: another build of the story is running, or its store cannot be written.
            MissingPartError: a model, or an extra that a format or an engine needs, is missing or altered.
        """
        return build_stories([self], options or BuildOptions(engine), progress)[0]

    def fingerprint(self) -> str:
        """Return the fingerprint of the coder that codes for this story: what another made is stale."""
        return coder_fingerprint(self.actors, DEFAULT_MODEL, event_model_fingerprint())

    def tell(self) -> None:
        """Tell the story from its codings, unless it was told from the same ones by the same code.

        What it tells otherwise than the telling before is part of it.
        """
        public = (self.records.fingerprint(), self.file.watch)
        told_by = (__version__, telling_fingerprint())
        inputs = self.store.pile.inputs(told_by, self.file.title, self.fingerprint(), *public)
        if self.store.inputs() != inputs:
            before, told = self.store.told_before(), self._assemble(None)
            changes = find_changes(before, told) if before else ()
            self.store.save_story(replace(told, changes=changes), inputs)

    def story(self, as_of: date | str | None = None, pair: tuple[str, str] | None = None) -> Story:
        """Return the told story, as of a publication day (a date, or text such as "2025-06-05") if one is given.

        ``pair`` names two of several actors, by id, name or alias: the story is then theirs. Without it, it is that of
        the first two.

        Raises:
            StoryError: it has not been built yet.
            InputError: a name of the pair is no actor's.
            ValueError: the text is no ISO 8601 day.
        """
        told = self._told(as_of)
        if pair is None:
            return told
        a, b = map(self._actor, pair)
        if a == b:
            raise InputError(f"a pair is two actors; {pair[0]!r} and {pair[1]!r} are one")
        return tell_pair(told, a, b)

    def _told(self, as_of: date | str | None) -> Story:
        as_of = date.fromisoformat(as_of) if isinstance(as_of, str) else as_of
        told = self.store.told()
        if told is None:
            raise self._unbuilt()
        return told[1] if as_of is None else self._assemble(as_of)

    def _actor(self, name: str) -> str:
        """Return the id of the actor that a person means."""
        wanted = " ".join(name.casefold().split())
        for actor in self.actors:
            if wanted in {" ".join(known.casefold().split()) for known in (actor.id, actor.name, *actor.aliases)}:
                return actor.id
        known = ", ".join(f"{actor.id} ({actor.name})" for actor in self.actors)
        raise InputError(f"{name!r} is no actor of this story; its actors are {known}")

    def events(self, as_of: date | str | None = None) -> tuple[Event, ...]:
        """Return the events."""
        return self.story(as_of).events

    def phases(self, as_of: date | str | None = None) -> tuple[Phase, ...]:
        """Return the phases."""
        return self.story(as_of).phases

    def turning_points(self, as_of: date | str | None = None) -> tuple[TurningPoint, ...]:
        """Return the turning points."""
        return self.story(as_of).turning_points

    def questions(self, as_of: date | str | None = None) -> tuple[Question, ...]:
        """Return the ledger's rows."""
        return self.story(as_of).questions

    def claims(self, as_of: date | str | None = None) -> tuple[Claim, ...]:
        """Return the claims with a figure."""
        return self.story(as_of).claims

    def quotes(self, as_of: date | str | None = None) -> tuple[Attribution, ...]:
        """Return the attributions; `kind` tells direct, mixed and indirect ones apart."""
        return self.story(as_of).quotes

    def expectations(self, as_of: date | str | None = None) -> tuple[Expectation, ...]:
        """Return what was promised, threatened or due."""
        return self.story(as_of).expectations

    def gaps(self, as_of: date | str | None = None) -> tuple[Gap, ...]:
        """Return what the story does not know."""
        return self.story(as_of).gaps

    def search(self, words: str, limit: int = 20) -> list[tuple[str, str, str]]:
        """Return (kind, id, text) of what is told that contains all the words, best first: events, quotes, claims, …

        Raises:
            StoryError: it has not been built yet.
        """
        if not self.store.inputs():
            raise self._unbuilt()
        return self.store.search(words, limit)

    def _unbuilt(self) -> StoryError:
        return StoryError(self.folder, f"not built yet; run: detente build {self.folder}")

    def _assemble(self, as_of: date | None) -> Story:
        codings = list(self.store.codings())
        aside = self.store.pile.aside(as_of)
        story = assemble(self.file.title, self.actors, self.store.documents(), codings, as_of, aside)
        story = add_public_record(story, self.records.records(), self.file.watch, as_of)
        return replace(story, problems=story.problems + tuple(self.store.problems()))


def open_story(folder: Path | str) -> StoryFolder:
    """Return an open story folder.

    Raises:
        StoryError: there is no usable story.toml, or story.db cannot be opened.
    """
    return StoryFolder(Path(folder))


def is_story(path: Path) -> bool:
    """Return whether a path is a story folder."""
    return (path / NAME).is_file()
