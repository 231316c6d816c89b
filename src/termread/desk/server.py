"""A server that follows feeds for the reader: what it has comes into the library, and marks go both ways."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from termread.engine.messages import Order
from termread.errors import UsageError
from termread.feed import Feed, SourceAnswer
from termread.library.server import prefix_of
from termread.server import Account, Mark, ServerAnswer, ServerFeed, ServerOrder, ServerStory
from termread.text import clean_line
from termread.values import dataclass, replace

if TYPE_CHECKING:
    from pathlib import Path

    from termread.config import Config
    from termread.desk import Desk
    from termread.engine.engine import Engine
    from termread.library.api import Library

COMMAND_SECONDS = 60.0
"""The longest that the program for a password may take, which may ask for a passphrase."""


@dataclass(frozen=True, slots=True)
class Synced:
    """What a sync has done so far."""

    feeds: int = 0
    """Feeds that the server follows."""
    new: int = 0
    """New stories."""
    sent: int = 0
    """Marks that the server has now."""


def has_server(config: Config) -> bool:
    """Return whether the settings name a server."""
    return bool(config.server.address)


def name_of(config: Config) -> str:
    """Return what the server is called: its address, without the scheme."""
    return clean_line(config.server.address.partition("://")[2] or config.server.address)


def sync(desk: Desk, engine: Engine) -> Iterator[Synced]:
    """Bring what is new on the server in the settings, and take there what was marked here; yield what is done so far.

    Raises UsageError for wrong settings, and Unreachable, Unreadable or TooLarge if the server fails; what came is kept,
    and marks wait for the next time.
    """
    yield from _Sync(desk.library, engine, account_of(desk.config)).run()


def account_of(config: Config) -> Account:
    """Return the account in the settings, running the program for its password or token; raises UsageError."""
    settings = config.server
    address = settings.address.strip().rstrip("/")
    if "://" not in address:
        address = f"https://{address}"
    if settings.token_command or settings.token:
        secret = _printed(settings.token_command, "token_command") if settings.token_command else settings.token
        return Account(settings.kind, _without_path(address), "", secret)
    if not settings.user or not settings.password_command:
        raise UsageError("Under [server], set user and password_command, or token_command.")
    secret = _printed(settings.password_command, "password_command")
    return Account(settings.kind, _without_path(address), clean_line(settings.user), secret)


def too_open(config: Config, file: Path) -> str:
    """Return a warning if others can read the settings in *file*, which hold a token, or an empty text."""
    if not config.server.token:
        return ""
    try:
        mode = file.stat().st_mode
    except OSError:
        return ""
    return f"Others can read {file}, and it holds a token: chmod 600 it, or use token_command." if mode & 0o077 else ""


def _without_path(address: str) -> str:
    """Return an address without the path of the API itself, which people copy with it."""
    for end in ("/reader/api/0", "/reader", "/v1", "/accounts/ClientLogin"):
        address = address.removesuffix(end)
    return address


def _printed(command: Sequence[str], name: str) -> str:
    """Return the first line that *command* prints; it gets no standard input. Raises UsageError."""
    import subprocess

    try:
        done = subprocess.run(  # noqa: S603 - the reader's own program
            command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, timeout=COMMAND_SECONDS, check=True
        )
    except subprocess.CalledProcessError as error:
        raise UsageError(f"{name} under [server] failed with exit status {error.returncode}.") from None
    except subprocess.TimeoutExpired:
        raise UsageError(f"{name} under [server] took longer than {COMMAND_SECONDS:g} seconds.") from None
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) else str(error)
        raise UsageError(f"{name} under [server] could not be started ({reason}).") from None
    first = done.stdout.decode("utf-8", "replace").split("\n", 1)[0].rstrip("\r")
    if not first:
        raise UsageError(f"{name} under [server] printed nothing.")
    return first


class _Sync:
    def __init__(self, library: Library, engine: Engine, account: Account) -> None:
        self._library, self._engine, self._account = library, engine, account
        self._prefix = prefix_of(account)
        self._sources: dict[str, int] = {}
        self._feeds: dict[str, ServerFeed] = {}
        self._so_far = Synced()

    def run(self) -> Iterator[Synced]:
        since = self._library.server.begin(self._account)
        order = ServerOrder(self._account, since, self._known())
        for answer in self._ask(order):
            self._take(answer)
            yield self._so_far
        self._library.server.settle()
        marks = self._library.server.waiting()
        if marks:
            for answer in self._ask(replace(order, known=(), marks=marks)):
                self._library.server.sent(answer.sent)
                self._library.server.gone(answer.gone)
                self._so_far = replace(self._so_far, sent=self._so_far.sent + len(answer.sent))
                yield self._so_far

    def _known(self) -> tuple[str, ...]:
        return self._library.server.known() if self._account.kind == "greader" else ()

    def _ask(self, order: ServerOrder) -> Iterator[ServerAnswer]:
        for event in self._engine.run(Order("", "server", server=order, progress=False)):
            if isinstance(event, ServerAnswer):
                yield event

    def _take(self, answer: ServerAnswer) -> None:
        if answer.feeds is not None:
            self._feeds = {feed.id: feed for feed in answer.feeds}
            self._sources = self._library.server.follow(answer.feeds)
            self._so_far = replace(self._so_far, feeds=len(answer.feeds))
        if answer.stories:
            self._keep([story for story in answer.stories if story.feed in self._sources])
        if answer.unread is not None and answer.starred is not None:
            unread, starred = set(answer.unread), set(answer.starred)
            known = self._library.server.known()
            self._library.server.meet([Mark(story, story in unread, story in starred) for story in known])
        if answer.since:
            self._library.server.reached(answer.since)

    def _keep(self, stories: Sequence[ServerStory]) -> None:
        by_feed: dict[str, list[ServerStory]] = {}
        for story in stories:
            by_feed.setdefault(story.feed, []).append(story)
        taken = self._library.sources.take([self._answer(feed, some) for feed, some in by_feed.items()])
        marks = [Mark(story.id, story.unread, story.starred) for story in stories]
        self._library.server.meet(marks, {story.id: self._sources[story.feed] for story in stories}, self._prefix)
        self._so_far = replace(self._so_far, new=self._so_far.new + len(taken.new))

    def _answer(self, feed: str, stories: Sequence[ServerStory]) -> SourceAnswer:
        items = tuple(replace(story.item, guid=self._prefix + story.id) for story in stories)
        told = Feed(title=self._feeds[feed].title, home=self._feeds[feed].home, items=items)
        return SourceAnswer(self._sources[feed], "new", told)
