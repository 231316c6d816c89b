"""How the page looks, and looks at the page from outside: finding, contents, what was cut, what is known of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from termread.layout.geometry import fit
from termread.layout.outline import headings
from termread.tui.messages import LookChanged, ReadAgain
from termread.tui.page.status import SHOWN_FOR
from termread.tui.screens.reading import Reading
from termread.values import replace

if TYPE_CHECKING:
    from termread.document import Receipt
    from termread.library.model import Kept
    from termread.tui.widgets.rows import Entry

STEP = 4
"""Cells by which a key makes the page wider or narrower."""

NARROWEST, WIDEST = 20, 200
PRESETS = (56, 72, 100, WIDEST)


class Looking(Reading, layer=True):
    """The Look group of the actions, the contents, and what was cut."""

    def action_find(self) -> None:
        """Find words as they are typed."""
        self.view.find.begin()
        self.prompt.ask("/", self._keep_find, value="", hint="words", typed=self._find, dropped=self.view.find.drop)

    def _find(self, words: str) -> None:
        self.view.find.as_typed(words)
        self.prompt.tell(self.view.find.count if words else "")

    def _keep_find(self, words: str) -> None:
        if not words:
            self.view.find.drop()
            return
        self.view.find.keep()
        if not self.view.find.spans:
            self.say(f"“{words}” is not in this article", "notice")

    def action_narrower(self) -> None:
        """Make the page narrower."""
        self._measure(max(NARROWEST, min(self.look.width, self.view.geometry.measure) - self.view.times(STEP)))

    def action_wider(self) -> None:
        """Make the page wider, as far as the screen goes."""
        room = max(self.view.geometry.columns - STEP, self.look.width)
        self._measure(min(WIDEST, room, self.look.width + self.view.times(STEP)))

    def action_measure_default(self) -> None:
        """Make the page as wide as the settings have it."""
        self._measure(self.desk.config.page.width)

    def action_measure_preset(self) -> None:
        """Make the page as wide as the next preset that is wider here; after the widest, the narrowest."""
        sheet = self.view.geometry
        wider = [each for each in PRESETS if fit(sheet.columns, sheet.rows, each).measure > sheet.measure]
        self._measure(wider[0] if wider else PRESETS[0])

    def action_justify(self) -> None:
        """Make both edges even, or the right one ragged."""
        justify = not self.look.justify
        self._change("Both edges even" if justify else "The right edge ragged", justify=justify)

    def action_spacing(self) -> None:
        """Go through close lines, lines apart, and paragraphs told apart by an indent."""
        styles = ((0, "space"), (1, "space"), (0, "indent"))
        names = ("Lines close", "Lines apart", "Paragraphs by an indent")
        here = (self.look.spacing, self.look.paragraphs)
        at = (styles.index(here) + 1) % len(styles) if here in styles else 0
        self._change(names[at], spacing=styles[at][0], paragraphs=styles[at][1])

    def action_pictures(self) -> None:
        """Show pictures, or only their captions."""
        from termread.desk.optional import missing

        pictures = not self.look.pictures
        self._change("Pictures" if pictures else "Captions only", pictures=pictures)
        if pictures and (sentence := missing("images")):
            self.say(sentence, "error")

    async def action_theme(self) -> None:
        """Take the next theme, which is the app's to choose."""
        await self.app.run_action("theme", self.app)

    def action_zen(self) -> None:
        """Take the status row away, or bring it back."""
        self._change("", zen=not self.look.zen)
        if self.desk.temporary:
            said = self.desk.said("Status row hidden" if self.look.zen else "Status row shown")
            self.app.notify(said, timeout=SHOWN_FOR, markup=False)  # there may be no row to say it in

    def action_cuts(self) -> None:
        """Show what was cut, or leave it out again."""
        if not self.article.cut:
            self.say("Nothing was cut")
            return
        self.cuts = not self.cuts
        self.view.set_page(self._page())
        many = len(self.article.cut)
        self.say(f"{many} cut from the page, shown where they stood" if self.cuts else "What was cut is left out again")

    def action_contents(self) -> None:
        """Show the headings, with where the reader is."""
        from termread.tui.screens.chooser import Chooser
        from termread.tui.widgets.rows import Entry

        found = headings(self.article)
        if not found:
            self.say("This article has no headings")
            return
        eye = self.view.viewport.eye
        here = max((number for number, (_, _, place) in enumerate(found) if place <= eye), default=0)
        least = min(level for level, _, _ in found)
        entries = [
            Entry(
                "  " * (level - least) + " ".join(text.split()),
                (),
                place,
                "heading" if level == least else "text",
                self._percent(place),
            )
            for level, text, place in found
        ]
        title = self.article.title or "Contents"
        self.app.push_screen(Chooser(self.view.inks.theme, title, entries, cursor=here), self._go_to_heading)

    def action_information(self) -> None:
        """Show what is known about the article."""
        from termread.tui.screens.information import Information

        def show(found: tuple[Kept, Receipt]) -> None:
            panel = Information(self.view.inks.theme, self.article, *found)
            self.app.push_screen(panel, self._decode_anew)

        library = self.desk.library
        self.changes.look(lambda: (library.entry(self.entry), library.receipt(self.entry)), show)

    def _decode_anew(self, charset: str | None) -> None:
        if charset:
            self.post_message(ReadAgain(self.entry, charset))

    def _percent(self, place: Any) -> str:
        layout = self.view.viewport.layout
        return f"{100 * layout.line_of(place) // max(1, layout.height)} %"

    def _go_to_heading(self, entry: Entry | None) -> None:
        if entry is not None:
            self.view.jump(entry.value)

    def _measure(self, cells: int) -> None:
        self._change("", width=cells)
        self.say(self.desk.said(f"{self.view.geometry.measure} cells wide"))

    def _change(self, what: str, **changes: Any) -> None:
        """Change the look at once here, and ask the app to remember it and to change every other article."""
        look = replace(self.look, **changes)
        self.set_look(look, self.view.inks.theme)
        self.post_message(LookChanged(look))
        if what:
            self.say(self.desk.said(what))
