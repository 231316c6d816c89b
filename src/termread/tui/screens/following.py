"""Following: links to where they lead, here, in the browser or kept for later; and the way back and forward."""

from __future__ import annotations

from textual import on

from termread.article import Place
from termread.layout.geometry import cut
from termread.layout.passages import text_between
from termread.tui.messages import Browse, Collect, OpenAddress, OpenEntry
from termread.tui.page.messages import Jumped, LinkFollowed
from termread.tui.screens.reading import Reading
from termread.tui.widgets.addresses import leads_home, told
from termread.tui.widgets.history import Spot

ASKED = 30
"""Cells in which a question about an address shows the end of its host."""


class Following(Reading, layer=True):
    """The part of the reader that leads elsewhere."""

    # Links

    @on(LinkFollowed)
    def follow(self, message: LinkFollowed) -> None:
        """Open what a link leads to."""
        message.stop()
        if self.from_net and leads_home(message.href):
            question = f"{cut(told(message.href, ASKED), ASKED)} lies in your own network. Go there? y/n"
            self.view.status.ask_yes_no(question, lambda yes: self._go_out(message, 2) if yes else None)
        else:
            self._go_out(message, self.near(message.href))

    def _go_out(self, message: LinkFollowed, near: int) -> None:
        if message.picture or message.href.startswith("mailto:"):
            self.post_message(Browse(message.href))
            return
        self.history.leave(self.spot)
        self.save_place()
        self.post_message(OpenAddress(message.href, from_page=self.opened.kept.address, near=near))

    def action_browse(self) -> None:
        """Open the link in focus in the browser, or this article."""
        link = self.view.links.current[2] if self.view.links.current else None
        address = link or self.article.url or self.article.canonical_url
        if link and self.from_net and leads_home(link):
            question = f"{cut(told(link, ASKED), ASKED)} lies in your own network. Open it in the browser? y/n"
            browse = Browse(link)
            self.view.status.ask_yes_no(question, lambda yes: self.post_message(browse) if yes else None)
        elif address:
            self.post_message(Browse(address))
        else:
            self.say("This article has no address on the net")

    def action_collect(self) -> None:
        """Keep the link in focus for later."""
        if self.view.links.current is None:
            self.say("Tab goes to a link; c keeps it for later")
            return
        start, end, href = self.view.links.current
        if self.from_net and leads_home(href):
            self.say("This link leads into your own network, and is not kept", "notice")
            return
        words = text_between(self.article, start, end)
        self.post_message(Collect(href, words, origin=self.entry, near=self.near(href)))

    # Back and forward

    @on(Jumped)
    def remember_jump(self, message: Jumped) -> None:
        """Remember where a jump began."""
        message.stop()
        self.history.leave(Spot(self.entry, message.place))

    def action_go_back(self) -> None:
        """Go back to where the last jump began."""
        self._turn(self.history.back(self.spot), "Nothing lies behind")

    def action_go_forward(self) -> None:
        """Go forward again."""
        self._turn(self.history.forward(self.spot), "Nothing lies ahead")

    def _turn(self, spot: Spot | None, none: str) -> None:
        if spot is None:
            self.say(none)
        elif spot.entry == self.entry:
            self._return(spot.place)
        else:
            self.save_place()
            self.post_message(OpenEntry(spot.entry, place=spot.place))

    def _return(self, place: Place) -> None:
        """Go to *place*; before the place where the reader reads, the way there is still a look."""
        if self.reading_place.visited == self.spot.place and self.reading_place.home(self.spot.place) != place:
            self.view.visit(lambda: self.view.put(place))
        else:
            self.view.put(place)
