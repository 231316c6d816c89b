"""Leaving an article and coming back: links followed here, in the browser or saved for later; back and forward."""

from __future__ import annotations

from typing import ClassVar

from termread.article import Place
from termread.layout.geometry import cut
from termread.layout.passages import text_between
from termread.tui.addresses import display_url, is_private
from termread.tui.messages import Browse, Collect, OpenAddress, OpenEntry
from termread.tui.page.messages import LinkFollowed
from termread.tui.reader.part import Part
from termread.tui.reader.place import Spot

ASKED = 30
"""Cells in which a question about an address shows the end of its host."""


class Exits(Part):
    """The commands that lead out of the article."""

    commands: ClassVar[tuple[str, ...]] = ("browse", "collect", "go_back", "go_forward")

    def follow(self, message: LinkFollowed) -> None:
        """Open what a link leads to, if need be after a question."""
        if self.screen.from_net and is_private(message.href):
            question = f"{cut(display_url(message.href, ASKED), ASKED)} is in your own network. Open it? y/n"
            self.view.status.ask_yes_no(question, lambda yes: self._go_out(message, 2) if yes else None)
        else:
            self._go_out(message, self.screen.near(message.href))

    def _go_out(self, message: LinkFollowed, near: int) -> None:
        if message.picture or message.href.startswith("mailto:"):
            self.screen.post_message(Browse(message.href))
            return
        self.screen.history.leave(self.screen.spot)
        self.screen.save_place()
        self.screen.post_message(OpenAddress(message.href, from_page=self.screen.opened.kept.address, near=near))

    def browse(self) -> None:
        """Open the link in focus in the browser, or this article."""
        link = self.view.links.current[2] if self.view.links.current else None
        address = link or self.article.url or self.article.canonical_url
        if link and self.screen.from_net and is_private(link):
            question = f"{cut(display_url(link, ASKED), ASKED)} is in your own network. Open it in the browser? y/n"
            browse = Browse(link)
            self.view.status.ask_yes_no(question, lambda yes: self.screen.post_message(browse) if yes else None)
        elif address:
            self.screen.post_message(Browse(address))
        else:
            self.say("This article has no web address")

    def collect(self) -> None:
        """Save the link in focus for later."""
        if self.view.links.current is None:
            self.say("Focus a link with Tab first; then c saves it for later")
            return
        start, end, href = self.view.links.current
        if self.screen.from_net and is_private(href):
            self.say("Not saved: this link leads into your own network", "notice")
            return
        words = text_between(self.article, start, end)
        self.screen.post_message(Collect(href, words, origin=self.entry, near=self.screen.near(href)))

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
            self.screen.reading_place.visited == self.screen.spot.place
            and self.screen.reading_place.home(self.screen.spot.place) != place
        ):
            self.view.visit(lambda: self.view.put(place))
        else:
            self.view.put(place)
