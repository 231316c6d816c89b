"""A conversation with a server that has the Google Reader API."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from termread.config import FetchSettings
from termread.errors import TooLarge, Unreachable
from termread.fetch.api import Call, request
from termread.fetch.faults import fault
from termread.parse.servers.greader import auth_of, edit_token_of, feeds_of, ids_of, long_id, stories_of
from termread.server import Account, Mark, ServerAnswer, ServerOrder, ServerStory

PART = 100
"""Stories asked for, or marked, at a time."""
IDS = 1_000
"""Ids asked for at a time: the most that Inoreader gives."""
MOST = 500_000
"""Ids of a list that are read."""
_API = "reader/api/0"
_STATE = "user/-/state/com.google"
_JSON = ("output", "json")


class GoogleReader:
    """A server as one account sees it."""

    def __init__(self, account: Account, settings: FetchSettings) -> None:
        """Talk to the server of *account*."""
        self._account, self._settings = account, settings
        self._headers: dict[str, str] = {}
        self._edit_token: str | None = None

    def bring(self, order: ServerOrder) -> Iterator[ServerAnswer]:
        """Yield its feeds, the stories not *known* that are unread or starred, then the ids of all that are."""
        self._log_in()
        yield ServerAnswer(feeds=feeds_of(self._get(f"{_API}/subscription/list", _JSON)))
        unread = self._ids(("s", f"{_STATE}/reading-list"), ("xt", f"{_STATE}/read"))
        starred = self._ids(("s", f"{_STATE}/starred"))
        known = set(order.known)
        fresh = [story for story in dict.fromkeys((*unread, *starred)) if story not in known]
        for start in range(0, len(fresh), PART):
            for some in self._stories(fresh[start : start + PART]):
                yield ServerAnswer(stories=some)
        yield ServerAnswer(unread=tuple(unread), starred=tuple(starred), since="all")

    def send(self, order: ServerOrder) -> Iterator[ServerAnswer]:
        """Mark stories there as read, unread, starred or not, and yield those that now are."""
        self._log_in()
        for name, state, how in (
            ("unread", "read", {True: "r", False: "a"}),
            ("starred", "starred", {True: "a", False: "r"}),
        ):
            for value, change in how.items():
                marks = [mark for mark in order.marks if getattr(mark, name) is value]
                for start in range(0, len(marks), PART):
                    some = marks[start : start + PART]
                    self._edit((change, f"{_STATE}/{state}"), [mark.story for mark in some])
                    yield ServerAnswer(sent=tuple(Mark(mark.story, **{name: value}) for mark in some))

    def _log_in(self) -> None:
        """Get the token that all requests carry, by name and password, unless the account has one."""
        account, token = self._account, self._account.secret
        if account.user:
            form = ("Email", account.user), ("Passwd", account.secret)
            token = auth_of(self._request(Call("accounts/ClientLogin", method="POST", form=form)))
            if not token:
                raise fault(
                    "no-api",
                    "The server gave no token for the name and password. Check kind and address under [server].",
                )
        self._headers = {"Authorization": f"GoogleLogin auth={token}"}

    def _ids(self, *which: tuple[str, str]) -> list[str]:
        """Return the ids of a whole list."""
        found: dict[str, None] = {}
        more = ""
        while True:
            query = (_JSON, *which, ("n", str(IDS)), *([("c", more)] if more else []))
            part = ids_of(self._get(f"{_API}/stream/items/ids", *query))
            before = len(found)
            found.update(dict.fromkeys(part.ids))
            if not part.more or len(found) == before:
                return list(found)
            if len(found) > MOST:
                raise TooLarge(
                    f"The server lists more than {MOST:,} stories. Mark old ones as read there.", code="large"
                )
            more = part.more

    def _stories(self, ids: Sequence[str]) -> Iterator[tuple[ServerStory, ...]]:
        """Yield the stories with these *ids*, in smaller parts if they are too large for one."""
        form = (*(("i", long_id(story)) for story in ids), ("T", self._token()))
        call = Call(f"{_API}/stream/items/contents", (_JSON,), "POST", form)
        try:
            yield stories_of(self._request(call))
        except TooLarge:
            if len(ids) == 1:
                raise
            for half in (ids[: len(ids) // 2], ids[len(ids) // 2 :]):
                yield from self._stories(half)

    def _edit(self, change: tuple[str, str], stories: Sequence[str]) -> None:
        """Add (`a`) or remove (`r`) a tag; a token for changes that has expired is got anew, once."""
        for last in (False, True):
            form = (("T", self._token()), change, *(("i", long_id(story)) for story in stories))
            try:
                self._request(Call(f"{_API}/edit-tag", method="POST", form=form))
            except Unreachable as error:
                if last or error.code != "status-401":
                    raise
                self._edit_token = None
            else:
                return

    def _token(self) -> str:
        """Return the token for changes."""
        if self._edit_token is None:
            self._edit_token = edit_token_of(self._get(f"{_API}/token"))
        return self._edit_token

    def _get(self, path: str, *query: tuple[str, str]) -> bytes:
        return self._request(Call(path, query))

    def _request(self, call: Call) -> bytes:
        return request(self._account.address, call, self._headers, self._settings)
