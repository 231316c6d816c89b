"""How the page looks, and what is known of it: find, contents, width, justification, images, cuts, information."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from termread.layout.geometry import fit
from termread.layout.places import figures, headings
from termread.tui.messages import LookChanged, ReadAgain
from termread.tui.page.status import SHOWN_FOR
from termread.tui.reader.part import Part
from termread.values import replace

if TYPE_CHECKING:
    from termread.document import Receipt
    from termread.library.model import Kept
    from termread.tui.entries import Entry

STEP = 4
"""Cells by which a key makes the page wider or narrower."""

NARROWEST, WIDEST = 20, 200
PRESETS = (56, 72, 100, WIDEST)

MAY_FETCH = (
    "Images come from the sites that a page names. These sites see your IP address and what you read. "
    "Show images, here and in other articles? y/n"
)
"""What is asked before the first image is fetched from the web."""

SPACINGS = {
    (0, "space"): "Tight lines",
    (1, "space"): "Loose lines",
    (0, "indent"): "Paragraphs by an indent",
}


class LookControls(Part):
    """The commands that change how the page looks, or show what it does not."""

    commands: ClassVar[tuple[str, ...]] = (
        *("find", "contents", "narrower", "wider", "measure_default", "measure_preset", "justify", "spacing"),
        *("pictures", "zen", "cuts", "information"),
    )

    def find(self) -> None:
        """Find words as they are typed."""
        self.pager.find.begin()
        self.ask_words("")

    def ask_words(self, words: str) -> None:
        """Ask for words to find, of which *words* are there."""
        find, prompt = self.pager.find, self.screen.prompt
        prompt.ask("/", find.keep, value=words, hint="words", typed=self._find, dropped=find.drop)
        prompt.tell(find.count if words else "")

    def _find(self, words: str) -> None:
        self.pager.find.as_typed(words)
        self.screen.prompt.tell(self.pager.find.count if words else "")

    def narrower(self) -> None:
        """Make the page narrower."""
        self._measure(max(NARROWEST, min(self.screen.look.width, self.pager.geometry.measure) - self.pager.times(STEP)))

    def wider(self) -> None:
        """Make the page wider, as far as the screen goes."""
        room = max(self.pager.geometry.columns - STEP, self.screen.look.width)
        self._measure(min(WIDEST, room, self.screen.look.width + self.pager.times(STEP)))

    def measure_default(self) -> None:
        """Make the page as wide as the settings have it."""
        self._measure(self.desk.config.page.width)

    def measure_preset(self) -> None:
        """Make the page as wide as the next preset that is wider here; after the widest, the narrowest."""
        sheet = self.pager.geometry
        wider = [each for each in PRESETS if fit(sheet.columns, sheet.rows, each).measure > sheet.measure]
        self._measure(wider[0] if wider else PRESETS[0])

    def justify(self) -> None:
        """Justify the text, or leave its right edge ragged."""
        justify = not self.screen.look.justify
        self._change("Justified" if justify else "Not justified", justify=justify)

    def spacing(self) -> None:
        """Go through tight lines, loose lines, and paragraphs told apart by an indent."""
        styles = list(SPACINGS)
        here = (self.screen.look.spacing, self.screen.look.paragraphs)
        style = styles[(styles.index(here) + 1) % len(styles)] if here in styles else styles[0]
        self._change(SPACINGS[style], spacing=style[0], paragraphs=style[1])

    def pictures(self) -> None:
        """Show images, or only their captions; the first time, ask whether they may be fetched from the web."""
        from termread.layout.figures import CARRIED
        from termread.tui.dialogs.question import YesNo

        pictures = self.screen.look.pictures
        sources = [figure.src for figure, _ in figures(self.article) if figure.src]
        if self.screen.app.no_color:
            self.say("NO_COLOR is set: there are no images without colors")
        elif pictures == "ask" and any(not src.startswith(CARRIED) for src in sources):
            self.screen.prepare_images()
            self.screen.app.push_screen(YesNo(MAY_FETCH, self._may_fetch))
        elif pictures == "ask" and not sources:
            self.say("No images in this article")
        elif pictures == "off":
            self.screen.prepare_images()
            self.pager.images.retry()
            self._change("Images on", pictures="on")
        else:
            self._change("Images off", pictures="off")

    def _may_fetch(self, yes: bool | None) -> None:
        if yes:
            self._change("Images on", pictures="on")

    def zen(self) -> None:
        """Hide the status row, or show it again."""
        self._change("", zen=not self.screen.look.zen)
        if self.desk.temporary:
            said = self.desk.said("Status row hidden" if self.screen.look.zen else "Status row shown")
            self.screen.app.notify(said, timeout=SHOWN_FOR, markup=False)  # there may be no row to say it in

    def cuts(self) -> None:
        """Show what was cut, or leave it out again."""
        if not self.article.cut:
            self.say("Nothing was cut from this page")
            return
        self.screen.open.cuts = not self.screen.open.cuts
        self.pager.set_page(self.screen.open.page)
        many = len(self.article.cut)
        self.say(
            f"{many} {'part' if many == 1 else 'parts'} cut from the page, shown dimmed"
            if self.screen.open.cuts
            else "Cuts hidden"
        )

    def contents(self) -> None:
        """Show the headings, with where the reader is."""
        from termread.tui.dialogs.lists import Chooser
        from termread.tui.entries import Entry

        found = headings(self.article)
        if not found:
            self.say("No headings in this article")
            return
        eye = self.pager.viewport.eye
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
        self.screen.app.push_screen(Chooser(self.pager.inks.theme, title, entries, cursor=here), self._go_to_heading)

    def information(self) -> None:
        """Show what is known about the article."""
        from termread.tui.dialogs.information import Information

        def show(found: tuple[Kept, Receipt]) -> None:
            panel = Information(self.pager.inks.theme, self.article, *found)
            self.screen.app.push_screen(panel, self._decode_anew)

        self.changes.look(lambda: (self.library.entry(self.entry), self.library.receipt(self.entry)), show)

    def _decode_anew(self, charset: str | None) -> None:
        if charset:
            self.screen.post_message(ReadAgain(self.entry, charset))

    def _percent(self, place: Any) -> str:
        layout = self.pager.viewport.layout
        return f"{100 * layout.line_of(place) // max(1, layout.height)} %"

    def _go_to_heading(self, entry: Entry | None) -> None:
        if entry is not None:
            self.pager.jump(entry.value)

    def _measure(self, cells: int) -> None:
        self._change("", width=cells)
        self.say(self.desk.said(f"{self.pager.geometry.measure} columns wide"))

    def _change(self, what: str, **changes: Any) -> None:
        """Change the look at once here, and ask the app to remember it and to change every other article."""
        look = replace(self.screen.look, **changes)
        self.screen.set_look(look, self.pager.inks.theme)
        self.screen.post_message(LookChanged(look))
        if what:
            self.say(self.desk.said(what))
