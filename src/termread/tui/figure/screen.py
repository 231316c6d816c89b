"""The screen of a figure: loads its picture, shows it as the terminal can, and obeys the keys for it."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.screen import Screen

from termread.commands import Where
from termread.engine.messages import Order, Picture, Progress
from termread.errors import TermreadError
from termread.layout.places import figures
from termread.palette import Role
from termread.tui.figure.files import FileCommands
from termread.tui.figure.loader import PictureLoader
from termread.tui.figure.page import FigurePage
from termread.tui.figure.view import FigureView
from termread.tui.figure.zoom import Window, Zoom
from termread.tui.page.features.images import image_of
from termread.tui.page.status import SHOWN_FOR, Said
from termread.tui.prompt import Prompt
from termread.tui.terms import bindings
from termread.tui.wording import progress_sentence
from termread.values import replace

if TYPE_CHECKING:
    from textual.timer import Timer

    from termread.article import Figure
    from termread.engine.messages import Event
    from termread.interchange import ImportRow
    from termread.tui.reader.screen import ArticleScreen

SLOW = 0.3
"""Seconds after which it is said that a picture is still being drawn."""

PAN = 0.25
"""How much of the screen a step moves."""

NO_COLOR = "Pictures need colors, and NO_COLOR is set. O opens this one in your system's viewer; S saves it."

DRAWING = "Drawing the picture; esc stops"
NOT_LOADED = "The picture is not loaded; r loads it"


class FigureScreen(Screen[None]):
    """Shows one figure of the article of a reader, and goes to the others."""

    DEFAULT_CSS = "FigureScreen { layers: default prompt; }"
    BINDINGS: ClassVar[list[BindingType]] = [*bindings("figure")]
    AUTO_FOCUS: ClassVar[str | None] = ""  # or the row that asks would have the keys
    where: ClassVar[Where] = "figure"

    def __init__(self, reader: ArticleScreen, number: int, order: Callable[[str], Order]) -> None:
        """Show figure *number* of the article of *reader*, counted from 0; *order* asks for the file at an address."""
        super().__init__()
        found = [figure for figure, _ in figures(reader.article)]
        self._reader, self._order = reader, order
        self.page = FigurePage(reader.article, found, number, reader.pager.inks, reader.look.width)
        self.view = FigureView(self.page, self._draw)
        self.prompt = Prompt(measure=reader.look.width)
        self.files = FileCommands(self, self.prompt, self.say)
        self.acts = self._acts()
        """What performs each command, by its name."""
        self._loader = PictureLoader(reader.desk.config.fetch)
        self.loaded: dict[int, bytes] = {}
        """The file of each figure that has come, by its number."""
        self._silence: Timer | None = None

    def _acts(self) -> dict[str, Callable[[], object]]:
        return {
            "figure_next": lambda: self._turn(1),
            "figure_previous": lambda: self._turn(-1),
            "zoom_in": lambda: self._zoom(lambda _: self.page.zoom.larger(1)),
            "zoom_out": lambda: self._zoom(lambda _: self.page.zoom.larger(-1)),
            "zoom_whole": lambda: self._zoom(lambda _: Zoom()),
            "zoom_width": lambda: self._zoom(self._to_width),
            "pan_left": lambda: self._pan(-PAN, 0),
            "pan_right": lambda: self._pan(PAN, 0),
            "pan_up": lambda: self._pan(0, -PAN),
            "pan_down": lambda: self._pan(0, PAN),
            "pan_screen_up": lambda: self._pan(0, -1),
            "pan_screen_down": lambda: self._pan(0, 1),
            "figure_caption": self._toggle_text,
            "figure_save": lambda: self._with_file(self.files.ask_where),
            "figure_view": lambda: self._with_file(self.files.view),
            "figure_reload": self._reload,
            "cancel": self._cancel,
            "figure_close": lambda: self.dismiss(None),
        }

    def compose(self) -> ComposeResult:
        """Yield the page of the figure, and the row that asks."""
        yield self.view
        yield self.prompt

    def on_mount(self) -> None:
        """Load the picture."""
        self._load()

    def on_screen_resume(self) -> None:
        """Follow a theme that was chosen meanwhile."""
        if self.page.inks is not self._reader.pager.inks:
            self.page.set_inks(self._reader.pager.inks)
            self.view.paint()

    def on_unmount(self) -> None:
        """Load no more."""
        self._loader.close()

    def action_perform(self, name: str) -> None:
        """Perform the command *name*."""
        self.acts[name]()

    async def perform(self, name: str) -> None:
        """Perform the command *name*, here or in the app."""
        if name in self.acts:
            self.acts[name]()
        else:
            await self.app.run_action(f"app.{name}")

    def say(self, text: str, role: Role = "status") -> None:
        """Show *text* in the status row for a few seconds."""
        self.page.said = Said(text, role, urgent=True)
        if self._silence:
            self._silence.stop()
        self._silence = self.set_timer(SHOWN_FOR, self._be_silent)
        self.view.paint()

    def _be_silent(self) -> None:
        self.page.said = None
        self.view.paint()

    # Loading and drawing

    def _load(self) -> None:
        """Load the file of the figure, unless it is here already, and draw it."""
        number, src = self.page.number, self.page.figure.src
        if number in self.loaded:
            self._draw()
        elif not src:
            self._tell("The page names no file for this picture.")
        else:
            self._tell("Loading the picture. esc stops")
            try:
                self._ask(self._order(src))
            except TermreadError as error:
                self._tell(error.text)

    def _ask(self, order: Order) -> None:
        number = self.page.number
        self._loader.ask(order, lambda event: self.app.call_later(self._take, number, event))

    def _take(self, number: int, event: Event | ImportRow | TermreadError) -> None:
        """Take what has come of figure *number*."""
        if not self.is_attached or number != self.page.number:
            return
        match event:
            case Progress():
                if number not in self.loaded:
                    self._tell(f"{progress_sentence(self.page.figure.src, event)}. esc stops")
            case Picture(drawing="file", data=(data,)):
                self.loaded[number] = data
                self._draw()
            case Picture():
                self._show(event)
            case TermreadError(text=text):
                does = "S saves it, O opens it in your viewer." if number in self.loaded else "r tries again."
                self._tell(f"{text} {does}")
            case _:
                return

    def _tell(self, text: str) -> None:
        self.page.told = text
        self.view.paint()

    def _draw(self) -> None:
        """Have the part of the picture that is to show drawn for the terminal, once that has said what it can."""
        page, data = self.page, self.loaded.get(self.page.number)
        if data is None:
            return
        if self.app.no_color:
            self._tell(NO_COLOR)
            return
        ability, window = self.view.ability(), self._window
        columns, rows = page.area
        if ability is None or not (columns and rows):
            return
        width, height = window.pixels(page.zoom) if window else self.view.pixel_area
        region = window.region(page.zoom) if window else None
        cell = ability.cell[1]
        order = Order("", verb="picture", data=data, width=width, height=height, region=region, row_pixels=cell)
        self._ask(replace(order, drawing=ability.drawing, colors=ability.colors))
        self.set_timer(SLOW, self._tell_slow)

    def _tell_slow(self) -> None:
        if self._loader.busy and self.page.number in self.loaded:
            self.say(DRAWING)

    def _show(self, picture: Picture) -> None:
        ability = self.view.ability()
        if ability is None or picture.drawing != ability.drawing:
            return
        self.page.natural, self.page.told = picture.natural, ""
        self.page.image = image_of(picture, ability)
        if self.page.said and self.page.said.text == DRAWING:
            self.page.said = None
        self.view.paint()

    def _reload(self) -> None:
        self._loader.cancel()
        self.loaded.pop(self.page.number, None)
        self._load()

    # Keys

    def _turn(self, steps: int) -> None:
        """Go to another figure; after the last one there is none."""
        number = self.page.number + steps
        if not 0 <= number < len(self.page.figures):
            self.say("No more figures" if steps > 0 else "No earlier figure")
            return
        if self._loader.busy:
            self._loader.cancel()
        self.page.turn_to(number)
        self._load()
        self.view.paint()

    @property
    def _window(self) -> Window | None:
        natural = self.page.natural
        return Window(self.view.pixel_area, natural) if natural else None

    def _zoom(self, change: Callable[[Window], Zoom]) -> None:
        window = self._window
        if window is None:
            self.say(NOT_LOADED)
            return
        self.page.zoom = window.moved(change(window), 0, 0)
        self._draw()
        self.view.paint()

    def _to_width(self, window: Window) -> Zoom:
        """Return the zoom at the full width, or the whole picture if it has that width already."""
        wide = window.width_zoom
        return Zoom() if self.page.zoom.scale == wide.scale else wide

    def _pan(self, right: float, down: float) -> None:
        if self.page.all_text:
            self.page.scroll_text(round(down / PAN))
            self.view.paint()
        elif self.page.zoom.scale > 1:
            self._zoom(lambda window: window.moved(self.page.zoom, right, down))

    def _with_file(self, act: Callable[[Figure, bytes], object]) -> None:
        data = self.loaded.get(self.page.number)
        if data is None:
            self.say(NOT_LOADED)
        else:
            act(self.page.figure, data)

    def _toggle_text(self) -> None:
        if self.page.toggle_text():
            self._draw()
            self.view.paint()
        else:
            self.say("That is the whole caption")

    def _cancel(self) -> None:
        if not self._loader.cancel():
            self.dismiss(None)
        elif self.page.image is None:
            self._tell("Stopped. r loads the picture; q goes back.")
        else:
            self.say("Stopped")
