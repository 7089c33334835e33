"""The error tree.

    DetenteError
    ├── InputError        nothing usable in what was given               exit code 3
    │   └── StoryError    story.toml or the store cannot be used         exit code 3
    ├── RuleError         a rule file cannot be used                     exit code 3
    ├── RecordsError      a public-record service cannot be used         exit code 3
    │   ├── ServiceError  it does not answer, or refuses                 exit code 3
    │   ├── ResponseError what it answered cannot be read                exit code 3
    │   └── QuotaError    its daily calls are used up                    exit code 3
    ├── WorkerError       the processes that code documents break        exit code 3
    ├── ClusterError      a Ray cluster cannot be reached or started     exit code 3
    └── MissingPartError  an extra or a model is not installed           exit code 4

One bad article is a `Problem` in the story and the run goes on; these errors stop it.
"""

from __future__ import annotations

from pathlib import Path


class DetenteError(Exception):
    """Something a person can mend; the message names its subject and what to do."""

    exit_code = 3

    def __reduce__(self) -> tuple[object, ...]:
        """Return how it is carried from a worker process to the one that asked: message and all, as it was made."""
        return _as_it_was, (type(self), self.args, self.__dict__)


class InputError(DetenteError):
    """Nothing usable in what was given."""


class StoryError(InputError):
    """A story folder, its story.toml or its store cannot be used."""

    def __init__(self, path: Path, problem: str) -> None:
        super().__init__(f"{path}: {problem}")
        self.path = path
        self.problem = problem


class RuleError(DetenteError):
    """A rule file cannot be used."""

    def __init__(self, path: Path, rule: str, problem: str) -> None:
        super().__init__(f"{path.name}: rule {rule!r}: {problem}")
        self.path = path
        self.rule = rule
        self.problem = problem


class RecordsError(DetenteError):
    """A public-record service cannot be used; the message names the service, what is wrong and what to do."""

    def __init__(self, service: str, problem: str, remedy: str) -> None:
        super().__init__(f"{service}: {problem}; {remedy}")
        self.service = service
        self.problem = problem
        self.remedy = remedy


class ServiceError(RecordsError):
    """A service does not answer, or refuses to."""


class ResponseError(RecordsError):
    """What a service answered, or a file of its, cannot be read."""


class QuotaError(RecordsError):
    """A service's daily calls are used up."""


class MissingPartError(DetenteError):
    """An optional package or a model is missing or altered; the message gives the command that installs it."""

    exit_code = 4

    def __init__(self, part: str, remedy: str) -> None:
        super().__init__(f"{part} is not available: {remedy}")
        self.part = part
        self.remedy = remedy


class WorkerError(DetenteError):
    """The worker processes break before they begin a document."""

    def __init__(self, how: str) -> None:
        super().__init__(f"{how} before it read anything: free some memory, or build with --engine inline to see why")


class ClusterError(DetenteError):
    """A Ray cluster cannot be reached, or not be started; the message names its address and what to do."""

    def __init__(self, address: str, problem: str) -> None:
        if address == "local":
            what, remedy = "Ray does not start here", "free some memory"
        else:
            what, remedy = f"no Ray cluster at {address}", "start one with ray start --head and name its HOST:PORT"
        super().__init__(f"{what} ({problem}): {remedy}, or build with --engine processes")
        self.address = address
        self.problem = problem


def _as_it_was(kind: type[DetenteError], args: tuple[object, ...], fields: dict[str, object]) -> DetenteError:
    error = kind.__new__(kind, *args)
    error.args = args
    error.__dict__.update(fields)
    return error
