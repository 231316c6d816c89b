"""Every command, declared once: its name, its sentence, its keys, where they hold, and other words that find it.

Bindings, the help, the command palette, keymaps, `termread keys` and the README's table are all read off this table. A
command's name is its name in the `[keys]` table of the settings, and that of what the screen, the page or the app does.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Literal, get_args

from termread.values import dataclass

Group = Literal["Move", "Find", "Links", "Look", "Keep", "Mark up", "Open", "Figure", "Shelf", "Today", "General"]
GROUPS: tuple[Group, ...] = get_args(Group)

Where = Literal["reader", "selecting", "figure", "shelf", "anywhere"]
"""Where a command's keys hold; *selecting* is the reader while a passage is being selected, and goes before it."""
WHERE: tuple[Where, ...] = get_args(Where)


@dataclass(frozen=True, slots=True)
class Command:
    """Something a reader can do. *keys* are characters, or Textual's names of keys that have none."""

    name: str
    keys: tuple[str, ...]
    group: Group
    sentence: str
    where: tuple[Where, ...] = ("reader",)
    synonyms: str = ""
    """Other words by which the command palette finds it."""
    palette: bool = True
    """Whether the command palette offers it; a single step of movement would only be in the way there."""


def _group(group: Group, *rows: tuple[str, ...], where: str = "reader", palette: bool = True) -> tuple[Command, ...]:
    """Return the commands of *rows*: name, keys and sentence, then where it holds if elsewhere, and synonyms."""
    return tuple(
        Command(
            name,
            tuple(keys.split()),
            group,
            sentence,
            tuple(((more and more[0]) or where).split()),  # type: ignore[arg-type]
            " ".join(more[1:]),
            palette,
        )
        for name, keys, sentence, *more in rows
    )


BOTH = "reader shelf"

COMMANDS: tuple[Command, ...] = (
    *_group(
        "Move",
        ("line_down", "j down", "Down one line (a count first repeats any command)", BOTH),
        ("line_up", "k up", "Up one line", BOTH),
        ("page_forward", "space f pagedown", "Down one screen", BOTH),
        ("page_back", "b pageup", "Up one screen", BOTH),
        ("half_down", "d ctrl+d", "Down half a screen", BOTH),
        ("half_up", "u ctrl+u", "Up half a screen", BOTH),
        ("start", "g home", "Go to the beginning", BOTH),
        ("end", "G end", "Go to the end", BOTH),
        ("percent", "%", "Go to the percentage typed first: 50% is the middle"),
        ("paragraph_next", "}", "Next paragraph"),
        ("paragraph_previous", "{", "Previous paragraph"),
        ("heading_next", "]", "Next heading"),
        ("heading_previous", "[", "Previous heading"),
        ("post_next", ")", "Next top-level post of a thread"),
        ("post_previous", "(", "Previous top-level post"),
        ("fold", "x", "Fold or unfold this post and its replies"),
        ("table_left", "<", "Scroll a wide table or code left"),
        ("table_right", ">", "Scroll a wide table or code right"),
        palette=False,
    ),
    *_group(
        "Find",
        ("find", "/", "Find words as you type; a capital makes case count", "", "search"),
        ("match_next", "n", "Next match", "", "find again"),
        ("match_previous", "N", "Previous match"),
        ("contents", "t", "Contents, with where you are", "", "table of contents headings outline toc"),
        ("help", "?", "Show all keys", "anywhere", "help shortcuts"),
    ),
    *_group(
        "Links",
        ("link_next", "tab", "Next link; the last row shows its address"),
        ("link_previous", "shift+tab", "Previous link"),
        ("hints", "F", "Label the links in view: type a label to follow it", "", "hints urls"),
        ("follow", "enter", "Open the link here, or go to the footnote"),
        ("browse", "O", "Open the link, or else this article, in the browser", BOTH, "web"),
        ("go_back", "backspace ctrl+o alt+left", "Go back, in this article or to the one before", "", "previous page"),
        ("go_forward", "alt+right", "Go forward"),
    ),
    *_group(
        "Look",
        ("narrower", "-", "Narrower page", "", "width"),
        ("wider", "+", "Wider page", "", "width"),
        ("measure_default", "=", "Reset width", "", "default page"),
        ("measure_preset", "w", "Next width: narrow, book, wide, full"),
        ("justify", "J", "Justify on/off", "", "align edges ragged"),
        ("spacing", ".", "Next spacing: tight, loose, paragraphs by an indent", "", "line paragraph"),
        ("pictures", "i", "Images on/off", "", "pictures captions"),
        (
            "figure",
            "p",
            "Show a figure alone: the one at the cursor, or else in view",
            "",
            "picture image photo chart zoom full screen",
        ),
        ("theme", "T", "Next theme", BOTH, "colors dark light"),
        ("zen", "z", "Zen: hide the status row", "", "distraction free"),
        ("information", "I", "About this article, and its charset", "", "info metadata encoding"),
    ),
    *_group(
        "Keep",
        (
            "bookmark",
            "B",
            "Bookmark the selection, paragraph, fresh match or top sentence; again to remove it",
            "",
            "annotate flag",
        ),
        ("mark", "m", "Bookmark under the letter you type next"),
        ("marks", "'", "Bookmarks and highlights: go to, name or remove one", "", "annotations notes"),
        ("favourite", "*", "Toggle favorite", BOTH, "favourite star"),
        ("archive", "e", "Archive / unarchive", BOTH, "done"),
        ("tags", "#", "Edit tags", BOTH, "label"),
        ("save_as", "S", "Save as text, Markdown, HTML, JSON or EPUB", "", "export file download"),
        ("undo", "U", "Undo the last change here", BOTH, "revert"),
        ("redo", "ctrl+r", "Redo", BOTH, "again"),
    ),
    *_group(
        "Mark up",
        ("cursor", ";", "Paragraph cursor on/off", "", "select block"),
        ("select", "v", "Select words; the keys below move the end"),
    ),
    *_group(
        "Mark up",
        ("character_left", "h left", "Left one character"),
        ("character_right", "l right", "Right one character"),
        ("word_next", "w", "Right one word"),
        ("word_previous", "b", "Left one word"),
        ("sentence_next", ")", "Right one sentence"),
        ("sentence_previous", "(", "Left one sentence"),
        ("select_paragraph_next", "}", "Down one paragraph"),
        ("select_paragraph_previous", "{", "Up one paragraph"),
        ("select_down", "j down", "Down one line"),
        ("select_up", "k up", "Up one line"),
        ("other_end", "o", "Move the other end"),
        where="selecting",
        palette=False,
    ),
    *_group(
        "Mark up",
        ("highlight", "H", "Highlight the selection or the cursor's paragraph; again for the next color"),
        ("note", "a", "Add a note to it", "", "annotate comment"),
        ("copy", "y", "Copy it without line breaks and hyphens", "", "clipboard yank"),
        ("quote", "Y", "Copy it as a quotation, with its source and a link", "", "cite clipboard"),
    ),
    *_group(
        "Open",
        ("open", "o", "Open an address, a file or pasted text", "anywhere", "url"),
        ("shelf", "s", "Shelf: all that is saved", "", "library home"),
        ("articles", "A", "Switch between open articles", "anywhere", "tabs"),
        ("reread", "r", "Reload from its source; your place stays", "", "refresh update"),
        ("cuts", "X", "Show what was cut from the page, dimmed", "", "removed hidden"),
        ("collect", "c", "Save the focused link, or on Today the story, for later", BOTH),
    ),
    *_group(
        "Figure",
        ("figure_next", "] space tab", "Next figure of the article"),
        ("figure_previous", "[ b shift+tab", "Previous figure"),
        ("zoom_in", "+ =", "Zoom in", "", "larger enlarge"),
        ("zoom_out", "-", "Zoom out", "", "smaller"),
        ("zoom_whole", "0", "Show the whole picture", "", "reset fit"),
        ("zoom_width", "w", "Fit the picture to the width of the screen, then scroll", "", "chart"),
        ("pan_left", "h left", "Move left in the picture"),
        ("pan_right", "l right", "Move right"),
        ("pan_up", "k up", "Move up"),
        ("pan_down", "j down", "Move down"),
        ("pan_screen_up", "u pageup", "Move up one screen"),
        ("pan_screen_down", "d pagedown", "Move down one screen"),
        ("figure_caption", "c", "Show all of a long caption, or the picture again", "", "description credit"),
        ("figure_save", "S", "Save the picture to a file", "", "download export"),
        ("figure_view", "O", "Open the picture in your system's viewer", "", "external"),
        ("figure_reload", "r", "Load the picture again", "", "retry refresh"),
        ("figure_close", "q p", "Go back to the article", "", "close leave quit"),
        where="figure",
    ),
    *_group(
        "Shelf",
        ("read", "enter l right", "Open it where you left off; fetch its text first if need be"),
        ("filter", "/", "Filter as you type, by title, site or author", "", "narrow find"),
        ("search", "F", "Search the text of everything saved", "", "find"),
        ("shelf_next", "tab", "Next tab: today, continue, inbox, favorites, archive, all, tags, highlights"),
        ("shelf_previous", "shift+tab", "Previous tab"),
        ("sort", "comma", "Next order: last read, newest, title, site, published, longest", "", "sort"),
        ("delete", "D delete", "Delete it with its marks (U brings it back)", "", "remove"),
        ("add", "a", "Save an address for later"),
        ("fetch_all", "R", "Fetch all texts that are missing; on Today, look for new stories", "", "download"),
        ("quit", "q", "Quit", "", "exit leave close"),
        where="shelf",
    ),
    *_group(
        "Today",
        ("follow_source", "@", "Follow what this is from, or stop following it", BOTH, "subscribe feed rss unfollow"),
        ("refresh", "r", "Look for new stories of all that you follow", "", "update reload news"),
        ("unread_next", "]", "Next unread story"),
        ("unread_previous", "[", "Previous unread story"),
        ("mark_read", "M", "Mark the story as read or unread", "", "seen"),
        ("catch_up", "C", "Catch up: mark all that shows as read (U brings it back)", "", "mark all read"),
        ("mute", "!", "Mute a word, a source or an author, or unmute one", "", "hide block ignore kill"),
        ("edition", "E", "Pick unread stories for the minutes you have", "", "time digest newspaper"),
        ("save_edition", "S", "Save these stories as one EPUB", "", "export ebook"),
        ("sources", "L", "What you follow: new stories, faults, names and tags", "", "feeds subscriptions following"),
        where="shelf",
    ),
    *_group(
        "General",
        ("cancel", "escape", "Cancel or close the topmost thing", "reader figure shelf anywhere", "stop"),
        ("leave", "q", "Leave the article, for the shelf if you came from it", "", "quit exit close"),
        ("copy_or_quit", "ctrl+c", "Copy the selection, else quit", "anywhere", "exit"),
        ("suspend", "ctrl+z", "Suspend to the shell; fg resumes", "anywhere", "background"),
        ("palette", "ctrl+p", "Find any command, heading, article or theme by name", "anywhere"),
        ("welcome", "f1", "Welcome article: the keys to begin with", "anywhere", "tour tutorial introduction"),
        ("mouse", "f6", "Let the terminal have the mouse, or take it back", "anywhere"),
    ),
)

LABELS: Mapping[str, str] = {
    "up": "↑",
    "down": "↓",
    "left": "←",
    "right": "→",
    "pagedown": "pgdn",
    "pageup": "pgup",
    "escape": "esc",
    "f1": "F1",
    "f6": "F6",
    "comma": ",",
}

_BY_NAME = {command.name: command for command in COMMANDS}


def named(name: str) -> Command:
    """Return the command called *name*; KeyError if there is none."""
    return _BY_NAME[name]


def commands(*where: Where) -> Iterator[Command]:
    """Yield the commands that hold in any of the places *where*, in the table's order; all of them if none is given."""
    for command in COMMANDS:
        if not where or set(where) & set(command.where):
            yield command


def label(key: str) -> str:
    """Return *key* as a person would write it: ↓, pgdn, ctrl-d, B."""
    return "-".join(LABELS.get(part, part) for part in key.split("+")) if len(key) > 1 else key


def labels(keys: Iterable[str]) -> str:
    """Return *keys* for a table: j ↓."""
    return " ".join(map(label, keys))
