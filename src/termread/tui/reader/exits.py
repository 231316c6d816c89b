"""Out of an article: copies, quotations and files; links followed here, in the browser or saved for later; back and forward."""

from __future__ import annotations

import os
from pathlib import Path
from typing import ClassVar

from termread.article import Place
from termread.layout.geometry import cut
from termread.layout.passages import text_between
from termread.tui.messages import Browse, Collect, Follow, OpenAddress, OpenEntry, Save
from termread.tui.page.features import LinkFollowed
from termread.tui.page.place import Spot
from termread.tui.reader.part import Part
from termread.tui.wording import display_url, is_private

FILE_NAME = 36
"""Characters of the file name that is proposed, at most."""


class Copies(Part):
    """The commands that copy a passage, or save the article to a file."""

    commands: ClassVar[tuple[str, ...]] = ("copy", "quote", "save_as")

    def copy(self) -> None:
        """Copy what is marked, or the sentence at the top."""
        text = text_between(self.article, *(self.pager.selection.marked or self.top_sentence))
        words = len(text.split())
        self.copy_text(text, f"Copied {words} word{'s' * (words != 1)}")

    def quote(self) -> None:
        """Copy it as a quotation with its source."""
        from termread.tui.clipboard import quotation

        span = self.pager.selection.marked or self.top_sentence
        self.copy_text(quotation(self.article, span), "Copied as a quotation, with its source")

    def copy_text(self, text: str, said: str) -> None:
        """Put *text* on the clipboard and say *said*, or why it is not there."""
        from termread.tui.clipboard import copy

        self.pager.selection.drop()
        copy(self.screen.app, text, lambda why: self.say(why or said, "error" if why else "status"))

    def save_as(self) -> None:
        """Ask for a file to save the article to."""
        words = "".join(c if c.isalnum() else " " for c in self.article.title.lower()).split() or ["article"]
        while len(words) > 1 and len(" ".join(words)) > FILE_NAME:
            words.pop()
        hint = ".txt .md .html .json .epub"
        self.screen.prompt.ask("Save as", self._save, value=f"{'-'.join(words)[:FILE_NAME]}.md", hint=hint)
        self.screen.prompt.tell(hint)

    def _save(self, name: str) -> None:
        if not name.strip():
            return
        path = Path(os.path.expanduser(name.strip()))  # noqa: PTH111 - the other raises where there is no such user
        from termread.formats import by_suffix

        formats = by_suffix("one")
        kind = formats.get(path.suffix.lower())
        if kind is None:
            self.say(f"Not saved: end the name in {', '.join(formats)} to choose a format", "error")
            return
        screen = self.screen
        save = Save(screen.article, screen.opened.kept.address, path, kind, screen.look.width)
        if os.path.lexists(path):
            question = f"Overwrite? y/n ({save.name} exists)"
            self.pager.status.ask_yes_no(
                question, lambda yes: screen.post_message(save) if yes else self.say("Not saved")
            )
        else:
            screen.post_message(save)


ASKED = 30
"""Cells in which a question about an address shows the end of its host."""


class Exits(Part):
    """The commands that lead out of the article."""

    commands: ClassVar[tuple[str, ...]] = ("browse", "collect", "follow_source", "go_back", "go_forward")

    def follow(self, message: LinkFollowed) -> None:
        """Open what a link leads to, if need be after a question."""
        if self.screen.from_net and is_private(message.href):
            question = f"{cut(display_url(message.href, ASKED), ASKED)} is in your own network. Open it? y/n"
            self.pager.status.ask_yes_no(question, lambda yes: self._go_out(message, 2) if yes else None)
        else:
            self._go_out(message, self.screen.near(message.href))

    def _go_out(self, message: LinkFollowed, near: int) -> None:
        if message.href.startswith("mailto:"):
            self.screen.post_message(Browse(message.href))
            return
        self.screen.history.leave(self.screen.spot)
        self.screen.save_place()
        self.screen.post_message(OpenAddress(message.href, from_page=self.screen.opened.kept.address, near=near))

    def browse(self) -> None:
        """Open the link in focus in the browser, or this article."""
        link = self.pager.links.current[2] if self.pager.links.current else None
        address = link or self.article.url or self.article.canonical_url
        if link and self.screen.from_net and is_private(link):
            question = f"{cut(display_url(link, ASKED), ASKED)} is in your own network. Open it in the browser? y/n"
            browse = Browse(link)
            self.pager.status.ask_yes_no(question, lambda yes: self.screen.post_message(browse) if yes else None)
        elif address:
            self.screen.post_message(Browse(address))
        else:
            self.say("This article has no web address")

    def collect(self) -> None:
        """Save the link in focus for later."""
        if self.pager.links.current is None:
            self.say("Focus a link with Tab first; then c saves it for later")
            return
        start, end, href = self.pager.links.current
        if self.screen.from_net and is_private(href):
            self.say("Not saved: this link leads into your own network", "notice")
            return
        words = text_between(self.article, start, end)
        self.screen.post_message(Collect(href, words, origin=self.entry, near=self.screen.near(href)))

    def follow_source(self) -> None:
        """Follow what this article is from, or ask whether to stop."""
        address = self.article.url or self.screen.opened.kept.url or self.screen.opened.kept.address
        self.screen.post_message(Follow(address, origin=self.entry, entry=self.entry))

    def go_back(self) -> None:
        """Go back to where the last jump began."""
        self._turn(self.screen.history.back(self.screen.spot), "No earlier page")

    def go_forward(self) -> None:
        """Go forward again."""
        self._turn(self.screen.history.forward(self.screen.spot), "No later page")

    def _turn(self, spot: Spot | None, none: str) -> None:
        if spot is None:
            self.say(none)
        elif spot.entry == self.entry:
            self._return(spot.place)
        else:
            self.screen.save_place()
            self.screen.post_message(OpenEntry(spot.entry, place=spot.place))

    def _return(self, place: Place) -> None:
        """Go to *place*; before the place where the reader reads, the way there is still a look."""
        if (
            self.screen.open.reading_place.visited == self.screen.spot.place
            and self.screen.open.reading_place.home(self.screen.spot.place) != place
        ):
            self.pager.visit(lambda: self.pager.put(place))
        else:
            self.pager.put(place)
