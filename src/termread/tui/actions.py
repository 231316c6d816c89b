"""The one table of actions: what a reader can do, by which keys, in one sentence each, and where.

Bindings, help, the command palette, keymaps and the README's table are all read off it. An action's name is its name
in the `[keys]` table of the settings, and the method `action_<name>` of the screen that it belongs to.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Literal, get_args

from termread.values import dataclass

if TYPE_CHECKING:
    from textual.binding import Binding

Group = Literal["Move", "Find", "Links", "Look", "Keep", "Mark up", "Ask", "Shelf", "Away"]
GROUPS: tuple[Group, ...] = get_args(Group)

Where = Literal["reader", "selecting", "shelf", "anywhere"]
"""Where an action's keys hold; *selecting* is the reader while a passage is being marked, and goes before it."""


@dataclass(frozen=True, slots=True)
class Action:
    """Something a reader can do. *keys* are characters, or Textual's names of keys that have none."""

    name: str
    keys: tuple[str, ...]
    group: Group
    sentence: str
    where: tuple[Where, ...] = ("reader",)
    palette: bool = True
    """Whether the command palette offers it; a single step of movement would only be in the way there."""


def _move(name: str, keys: str, sentence: str, *where: Where) -> Action:
    return Action(name, tuple(keys.split()), "Move", sentence, where or ("reader",), palette=False)


def _act(group: Group, name: str, keys: str, sentence: str, *where: Where) -> Action:
    return Action(name, tuple(keys.split()), group, sentence, where or ("reader",))


def _mark_up(name: str, keys: str, sentence: str) -> Action:
    return Action(name, tuple(keys.split()), "Mark up", sentence, ("selecting",), palette=False)


ACTIONS: tuple[Action, ...] = (
    _move(
        "line_down", "j down", "One line on; a number before it says how many, here and everywhere", "reader", "shelf"
    ),
    _move("line_up", "k up", "One line back", "reader", "shelf"),
    _move("page_forward", "space f pagedown", "One screen on", "reader", "shelf"),
    _move("page_back", "b pageup", "One screen back", "reader", "shelf"),
    _move("half_down", "d ctrl+d", "Half a screen on", "reader", "shelf"),
    _move("half_up", "u ctrl+u", "Half a screen back", "reader", "shelf"),
    _move("start", "g home", "The beginning", "reader", "shelf"),
    _move("end", "G end", "The end", "reader", "shelf"),
    _move("percent", "%", "As far as the number before it says: 50% is the middle"),
    _move("paragraph_next", "}", "The next paragraph"),
    _move("paragraph_previous", "{", "The paragraph before"),
    _move("heading_next", "]", "The next heading"),
    _move("heading_previous", "[", "The heading before"),
    _move("post_next", ")", "The next top-level post of a thread"),
    _move("post_previous", "(", "The top-level post before"),
    _move("fold", "x", "Fold this post and its replies, or unfold them"),
    _move("table_left", "<", "A wide table or a line of code: towards its left"),
    _move("table_right", ">", "A wide table or a line of code: towards its right"),
    _act("Find", "find", "/", "Find words as you type; a capital makes capitals count"),
    _act("Find", "match_next", "n", "The next match"),
    _act("Find", "match_previous", "N", "The match before"),
    _act("Find", "contents", "t", "Contents, with where you are"),
    _act("Find", "help", "?", "All keys, by what they are for", "anywhere"),
    _act("Links", "link_next", "tab", "The next link; its address stands in the last row"),
    _act("Links", "link_previous", "shift+tab", "The link before"),
    _act("Links", "hints", "F", "Letters on every link in sight: type them to go there"),
    _act("Links", "follow", "enter", "Read the link here, or go to the footnote"),
    _act("Links", "browse", "O", "Open the link, or else this article, in the browser"),
    _act("Links", "go_back", "backspace ctrl+o alt+left", "Back to where you were, in this article or the one before"),
    _act("Links", "go_forward", "alt+right", "Forward again"),
    _act("Look", "narrower", "-", "A narrower page"),
    _act("Look", "wider", "+", "A wider page"),
    _act("Look", "measure_default", "=", "The page as wide as it was made"),
    _act("Look", "measure_preset", "w", "The next width: narrow, book, wide, all there is"),
    _act("Look", "justify", "J", "Both edges even, or the right one ragged"),
    _act("Look", "spacing", ".", "Lines apart, or close; then paragraphs by an indent, or by a space"),
    _act("Look", "pictures", "i", "Pictures, or only their captions"),
    _act("Look", "theme", "T", "The next theme", "reader", "shelf"),
    _act("Look", "zen", "z", "Hide the status row, but for messages, or show it again"),
    _act("Look", "information", "I", "What is known about this article, and its charset, which can be changed there"),
    _act(
        "Keep",
        "bookmark",
        "B",
        "Bookmark the selection, the cursor's paragraph, a match just found, or the top sentence; again: remove",
    ),
    _act("Keep", "mark", "m", "Bookmark it under the letter that you type next"),
    _act("Keep", "marks", "'", "Bookmarks and highlights: a letter jumps, there they are named and removed"),
    _act("Keep", "favourite", "*", "A favourite, or no longer", "reader", "shelf"),
    _act("Keep", "archive", "e", "Done: into the archive, or back from it", "reader", "shelf"),
    _act("Keep", "tags", "#", "Its tags", "reader", "shelf"),
    _act("Keep", "save_as", "S", "Save it to a file: text, Markdown, HTML, JSON, EPUB"),
    _act(
        "Keep",
        "undo",
        "U",
        "Undo the last change of this article, or on the shelf that of the shelf",
        "reader",
        "shelf",
    ),
    _act("Keep", "redo", "ctrl+r", "Redo what was undone last", "reader", "shelf"),
    _act("Mark up", "cursor", ";", "A cursor that stands on whole paragraphs; again: away with it"),
    _act("Mark up", "select", "v", "Mark a passage; then the keys below move its end"),
    _mark_up("character_left", "h left", "One character back"),
    _mark_up("character_right", "l right", "One character on"),
    _mark_up("word_next", "w", "One word on"),
    _mark_up("word_previous", "b", "One word back"),
    _mark_up("sentence_next", ")", "One sentence on"),
    _mark_up("sentence_previous", "(", "One sentence back"),
    _mark_up("select_paragraph_next", "}", "One paragraph on"),
    _mark_up("select_paragraph_previous", "{", "One paragraph back"),
    _mark_up("select_down", "j down", "One line down"),
    _mark_up("select_up", "k up", "One line up"),
    _mark_up("other_end", "o", "Move the other end"),
    _act("Mark up", "highlight", "H", "Highlight the passage or the cursor's paragraph; again: the next colour"),
    _act("Mark up", "note", "a", "Write a note to it"),
    _act("Mark up", "copy", "y", "Copy it, its line breaks and hyphens gone"),
    _act("Mark up", "quote", "Y", "Copy it as a quotation, with author, title, date and a link to the very passage"),
    _act("Ask", "open", "o", "Open an address, or paste a text", "anywhere"),
    _act("Ask", "shelf", "s", "The shelf: all that is kept", "reader"),
    _act("Ask", "articles", "A", "The articles that are open", "anywhere"),
    _act("Ask", "reread", "r", "Read it again from where it came; your place stays"),
    _act("Ask", "cuts", "X", "Show what was cut, dimmed, in its place"),
    _act("Ask", "collect", "c", "Keep the link under the cursor for later"),
    _act("Shelf", "read", "enter l right", "Read it, where you left it; what has no text yet is fetched", "shelf"),
    _act("Shelf", "filter", "/", "Filter as you type, by title, site or author", "shelf"),
    _act("Shelf", "search", "F", "Search every word of everything kept; enter leads to the passage", "shelf"),
    _act(
        "Shelf",
        "shelf_next",
        "tab",
        "The next shelf: continue, inbox, favourites, archive, all, tags, highlights",
        "shelf",
    ),
    _act("Shelf", "shelf_previous", "shift+tab", "The shelf before", "shelf"),
    _act("Shelf", "sort", "comma", "The next order: last read, newest, title, site, published, longest", "shelf"),
    _act("Shelf", "delete", "D delete", "Delete it with all that belongs to it; U brings it back", "shelf"),
    _act("Shelf", "add", "a", "Keep an address for later", "shelf"),
    _act("Shelf", "fetch_all", "R", "Fetch all texts that are still to come", "shelf"),
    _act("Shelf", "quit", "q", "Leave", "shelf"),
    _act(
        "Away",
        "cancel",
        "escape",
        "Stop what runs, close what is open, give up what was begun",
        "reader",
        "shelf",
        "anywhere",
    ),
    _act("Away", "leave", "q", "Leave the article, for the shelf if you came from it"),
    _act("Away", "copy_or_quit", "ctrl+c", "Copy what is selected, else quit", "anywhere"),
    _act("Away", "suspend", "ctrl+z", "Off to the shell; fg comes back", "anywhere"),
    _act("Away", "palette", "ctrl+p", "Every action, heading and open article by name", "anywhere"),
    _act("Away", "mouse", "f6", "Give the mouse back to the terminal, and take it again", "anywhere"),
)

LABELS: Mapping[str, str] = {
    "up": "↑",
    "down": "↓",
    "left": "←",
    "right": "→",
    "pagedown": "pgdn",
    "pageup": "pgup",
    "escape": "esc",
    "f6": "F6",
    "comma": ",",
}


def named(name: str) -> Action:
    """Return the action called *name*; KeyError if there is none."""
    return _BY_NAME[name]


def actions(*where: Where) -> Iterator[Action]:
    """Yield the actions that hold in any of the places *where*, in the table's order; all of them if none is given."""
    for action in ACTIONS:
        if not where or set(where) & set(action.where):
            yield action


def bindings(*where: Where, call: str = "{}") -> list[Binding]:
    """Return Textual's bindings for the places *where*, which call *call* with the action's name in it.

    Each carries that name as its id, for keymaps.
    """
    from textual.binding import Binding

    return [
        Binding(",".join(action.keys), call.format(action.name), action.sentence, show=False, id=action.name)
        for action in actions(*where)
        if action.keys
    ]


def label(key: str) -> str:
    """Return *key* as a person would write it: ↓, pgdn, ctrl-d, B."""
    return "-".join(LABELS.get(part, part) for part in key.split("+")) if len(key) > 1 else key


def labels(keys: Iterable[str]) -> str:
    """Return *keys* for a table: j ↓."""
    return " ".join(map(label, keys))


_BY_NAME = {action.name: action for action in ACTIONS}
