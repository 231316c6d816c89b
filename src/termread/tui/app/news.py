"""What is followed, while the program is open: refreshing it beside the screen, following, and saving an edition."""

from __future__ import annotations

from functools import partial
from time import monotonic
from typing import TYPE_CHECKING

from termread.commands import label
from termread.commands.keymaps import keys_of
from termread.errors import LibraryError, TermreadError
from termread.library.undo_log import changes_from
from termread.text import clean_line
from termread.tui import messages
from termread.tui.wording import progress_sentence, short

if TYPE_CHECKING:
    from termread.desk.following import Followed
    from termread.desk.news import Failure, Refresh, Refreshed
    from termread.library.news import Source
    from termread.tui.app.host import Host

FIRST = 20.0
"""Seconds after the start at which what is due is asked for the first time."""
EVERY = 1.0
"""Seconds between two looks at what has come, while it is coming."""
NAMED = 3
"""Sources that failed which are named; `termread following` lists them all."""


class News:
    """Refreshes, follows and saves for the app, one refresh at a time."""

    def __init__(self, app: Host) -> None:
        """Work for *app*; nothing begins by itself until `begin`."""
        self._app = app
        self._refresh: Refresh | None = None
        self._asked = False
        """Whether the reader asked for the refresh that runs."""
        self._last: Refreshed | None = None
        """How far the last one came."""
        self._stopped = False
        """Whether the reader stopped it."""
        self._told: tuple[Failure, ...] = ()
        """What was said to have failed."""
        self._looked = 0.0
        self._new = 0

    @property
    def running(self) -> bool:
        """Whether a refresh runs."""
        return self._refresh is not None

    def begin(self) -> None:
        """Ask what is due a while after the start, and again and again."""
        if self._app.is_headless:
            return
        minutes = self._app.desk.config.follow.refresh
        if minutes:
            self._app.set_timer(FIRST, self._automatically)
            self._app.set_interval(60 * minutes, self._automatically)

    def _automatically(self) -> None:
        if self._follows_anything and not self._app.desk.trouble:
            self.refresh(asked=False)

    @property
    def _follows_anything(self) -> bool:
        """Whether there is anything to ask."""
        desk = self._app.desk
        try:
            return bool(desk.library.sources.counts().sources or desk.config.server.address)
        except LibraryError:
            return False

    # Refreshing

    def refresh(self, *, asked: bool = True) -> None:
        """Ask what is followed for new stories: all of it if the reader *asked*, else what is due."""
        from termread.desk.news import refresh

        if self._refresh is not None:
            self._asked = self._asked or asked
            return
        if asked and not self._follows_anything:
            self._app.say("You follow nothing yet: @ on an article, or `termread follow`")
            return
        self._refresh, self._asked, self._new = refresh(self._app.desk, everything=asked), asked, 0
        self._last, self._stopped = None, False
        if asked:
            self._progress("Looking for new stories")
        work = partial(self._work, self._refresh)
        self._app.background.run(work, lambda _: self._ended(None), self._ended)

    def cancel(self) -> bool:
        """Stop the refresh that runs; what has come is kept. Returns whether one ran that the reader knows of."""
        if self._refresh is None or not self._asked:
            return False
        self._stopped = True
        self._refresh.cancel()
        return True

    def stop(self) -> None:
        """Stop whatever runs: the program ends."""
        if self._refresh is not None:
            self._refresh.cancel()

    def _work(self, refresh: Refresh) -> None:
        """Refresh, in another thread; raises TermreadError where it cannot go on."""
        for so_far in refresh:
            self._app.call_later(self._came, so_far)

    def _came(self, so_far: Refreshed) -> None:
        """Say how far it is, and show what is new."""
        self._last = so_far
        if self._asked:
            got, wanted = so_far.texts
            if wanted:
                self._progress(f"Fetching new stories whole: {got:,} of {wanted:,}")
            else:
                self._progress(f"Looking for new stories: {so_far.done:,} of {so_far.total:,} sources")
        if so_far.new > self._new and monotonic() - self._looked > EVERY:
            self._new, self._looked = so_far.new, monotonic()
            self._app.refresh_shelf()

    def _ended(self, error: TermreadError | None) -> None:
        asked, last, self._refresh = self._asked, self._last, None
        self._progress("")
        self._app.refresh_shelf()
        if error is not None and asked:
            self._app.say(error.text, "error")
        elif self._stopped and last is not None:
            self._app.say(f"Stopped after {last.done:,} of {last.total:,} sources: {_counted(last.new)}", "status")
        elif last is not None:
            self._sum_up(last, asked=asked)

    def _sum_up(self, last: Refreshed, *, asked: bool) -> None:
        """Say what is new if the reader asked, and once which sources failed."""
        failed = tuple(each for each in last.failed if not each.readable)
        fresh = {each.source for each in failed} - {each.source for each in self._told}
        self._told = failed
        said = _counted(last.new).capitalize()
        if failed and (asked or fresh):
            names = ", ".join(clean_line(each.title) for each in failed[:NAMED])
            more = f" and {len(failed) - NAMED} more" if len(failed) > NAMED else ""
            said = f"{len(failed)} of {last.total:,} sources failed: {names}{more}; {self._key('sources')} says why"
            self._app.say(said, "notice")
        elif asked:
            self._app.say(said, "status")

    def _key(self, command: str) -> str:
        """Return the first key of *command*."""
        keys = keys_of(self._app.desk.config)[command]
        return label(keys[0]) if keys else "termread following"

    def _progress(self, text: str) -> None:
        self._app.tell_shelf(text)

    # Following

    def follow(self, message: messages.Follow) -> None:
        """Find the source of a page and follow it; one that is followed already may be unfollowed."""
        app = self._app
        sources = app.desk.library.sources
        known = next((each for each in sources.all() if each.id == message.source), None)
        known = known or app.desk.library.source_of(message.entry)
        if known is not None:
            self._offer_to_unfollow(known, message.origin)
            return

        def find() -> Followed:
            from termread.desk import Desk
            from termread.desk.following import Followed, follow

            desk = Desk(app.desk.config, app.desk.folders, library=app.desk.library)
            try:
                with changes_from(message.origin):
                    for event in follow(desk, message.address):
                        if isinstance(event, Followed):
                            return event
                        app.call_later(app.say, progress_sentence(message.address, event), "status")
            finally:
                desk.engine.close()
            raise TermreadError(f"Nothing to follow at {short(message.address)}.")

        def found(followed: Followed) -> None:
            if followed.new:
                source = followed.source
                app.refresh_shelf()
                app.say(f"Following {clean_line(source.name)} ({short(source.address)}); U undoes", "status")
            else:
                self._offer_to_unfollow(followed.source, message.origin)

        app.say(f"Looking for the feed of {short(message.address)}", "status")
        app.background.run(find, found, app.fail)

    def _offer_to_unfollow(self, source: Source, origin: int) -> None:
        from termread.tui.dialogs.question import YesNo

        app, name = self._app, clean_line(source.name)

        def answered(yes: bool | None) -> None:
            if yes:
                with changes_from(origin):
                    app.changes.make(lambda: app.desk.library.sources.unfollow(source.id), unfollowed)

        def unfollowed(_: object) -> None:
            app.refresh_shelf()
            app.say(f"Unfollowed {name}; U undoes", "status")

        app.push_screen(YesNo(f"You follow {name}. Unfollow it? y/n", answered))

    # An edition

    def save(self, message: messages.SaveEdition) -> None:
        """Save stories as one EPUB beside the screen."""
        from termread.desk import Desk
        from termread.desk.edition import save_edition

        app, path = self._app, message.path

        def work() -> str:
            desk = Desk(app.desk.config, app.desk.folders, library=app.desk.library)
            try:
                stories = desk.library.sources.stories(ids=message.ids, limit=len(message.ids))
                save_edition(desk, stories, path)
            except OSError as error:
                why = error.strerror or "it failed"
                raise LibraryError(f"{clean_line(str(path))} could not be written: {why}.", code="output") from error
            finally:
                desk.engine.close()
            count = len(message.ids)
            return f"Saved {count} stor{'y' if count == 1 else 'ies'} to {clean_line(path.name)}"

        app.say(f"Saving {clean_line(path.name)}", "status")
        app.background.run(work, lambda text: app.say(text, "status"), app.fail)


def _counted(new: int) -> str:
    """Return how many stories are *new*."""
    return f"{new:,} new stor{'y' if new == 1 else 'ies'}" if new else "no new stories"
