"""What the reader keeps of an article: bookmarks, highlights, notes, tags; and what goes out of it: copies, files."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from textual import events

from termread.article import Place
from termread.layout.geometry import cut
from termread.layout.passages import locate, passage, text_between
from termread.layout.places import extent
from termread.tui.messages import Save
from termread.tui.page.features.marks import Coloured, Flag
from termread.tui.page.rows import Span
from termread.tui.screens.reading import Reading

if TYPE_CHECKING:
    from termread.library.undo_log import Undone
    from termread.tui.save_target import Copy
    from termread.tui.screens.marks_list import Mark, Outcome
    from termread.tui.widgets.rows import Entry

COLOURS = 4
NAMED = 28
"""Cells of a sentence that name it in the last row."""

FILE_NAME = 36
"""Characters of the file name that is proposed, at most."""


class Keeping(Reading, layer=True):
    """The Keep group of the actions, and what Mark up does with a passage."""

    _highlighted: Span | None = None
    """What was highlighted last, which H and a are about while nothing is marked."""

    def refresh_marks(self) -> None:
        """Find the bookmarks and highlights of the article where they stand now."""
        with self.told():
            flags = [(each, locate(self.article, each.passage)) for each in self.desk.library.bookmarks(self.entry)]
            coloured = [(each, locate(self.article, each.passage)) for each in self.desk.library.highlights(self.entry)]
            marks = self.view.marks
            marks.flags = [Flag(each.id, found[0], each.label, found[1]) for each, found in flags if found]
            marks.coloured = [Coloured(each.id, *found, each.colour, each.note) for each, found in coloured if found]
            self.view.redraw()

    def action_bookmark(self) -> None:
        """Bookmark what is pointed at, or remove its bookmark; one that has a letter or a name stays."""
        start, end = self._pointed()
        first = min(end, extent(self.article, start, "sentence")[1])
        here = [flag for flag in self.view.marks.flags if start <= flag.place < max(first, _after(start))]
        plain = next((flag for flag in here if not flag.label), None)
        with self.told():
            if here and not plain:
                self.say(f"Bookmarked already, as “{here[0].label}”; ' lists it, and - there removes it")
            elif plain:
                self.desk.library.remove_bookmark(plain.id)
                self._kept("Bookmark removed; U brings it back")
            else:
                self.desk.library.add_bookmark(self.entry, passage(self.article, start, end))
                words = cut(" ".join(text_between(self.article, start, end).split()), NAMED)
                self._kept(f"Bookmarked {f'“{words}”' if words else ''}; ' lists, U takes it back")

    def action_mark(self) -> None:
        """Bookmark what is pointed at under a letter."""
        self.view.status.ask_key("Bookmark under which letter?", self._mark)

    def action_marks(self) -> None:
        """List bookmarks and highlights, to go to one, name it, or remove it."""
        from termread.tui.screens.marks_list import MarksList

        found = self._listed()
        self.app.push_screen(
            MarksList(self.view.inks.theme, found, remove=self._remove_mark, name=self._name_mark), self._go_to
        )

    def action_favourite(self) -> None:
        """Make the article a favourite, or no longer."""
        with self.told():
            favourite = not self.desk.library.entry(self.entry).favourite
            self.desk.library.set_favourite(self.entry, favourite)
            self.say(self.desk.said("A favourite" if favourite else "No longer a favourite"))

    def action_archive(self) -> None:
        """Move the article into the archive, or back from it."""
        with self.told():
            archived = self.desk.library.entry(self.entry).state != "archived"
            self.desk.library.set_state(self.entry, "archived" if archived else "reading")
            self.say(self.desk.said("Archived" if archived else "Back from the archive"))

    def action_tags(self) -> None:
        """Ask for the article's tags."""
        with self.told():
            tags = ", ".join(self.desk.library.entry(self.entry).tags)
            self.prompt.ask("#", self._tag, value=tags, hint="tags, with commas between them")

    def action_undo(self) -> None:
        """Undo the last change of this article."""
        with self.told():
            self._show_turned("Undone", self.desk.library.undo(self.entry), "Nothing to undo in this article")

    def action_redo(self) -> None:
        """Make again what was undone last in this article."""
        with self.told():
            self._show_turned("Redone", self.desk.library.redo(self.entry), "Nothing to redo in this article")

    def _show_turned(self, done: str, turned: Undone | None, nothing: str) -> None:
        if turned and turned.what == "charset":
            self.replace(self.desk.from_shelf(self.desk.library.entry(self.entry)))
        if turned:
            self._kept(f"{done}: {turned.words}")
        else:
            self.view.selection.drop()
            self.say(nothing)

    def action_highlight(self) -> None:
        """Highlight what is marked; on a highlight, its next colour, and after the last none."""
        span = self._marked("v marks a passage, ; a paragraph; then H")
        if span is None:
            return
        there = self.view.marks.on(*span)
        self._highlighted = span
        with self.told():
            if there is None:
                self.desk.library.add_highlight(self.entry, passage(self.article, *span))
                self._kept("Highlighted; H again: another colour, a: a note")
            elif there.colour < COLOURS:
                self.desk.library.change_highlight(there.id, colour=there.colour + 1)
                self._kept(f"Colour {there.colour + 1} of {COLOURS}")
            else:
                self.desk.library.remove_highlight(there.id)
                self._kept("Highlight removed; U brings it back")
            self.view.selection.going_on = False

    def action_note(self) -> None:
        """Ask for a note to what is marked, which is highlighted by it."""
        span = self._marked("v marks a passage, ; a paragraph; then a")
        if span is not None:
            there = self.view.marks.on(*span)
            self.prompt.ask("Note", lambda note: self._note(span, note), value=there.note if there else "")

    def action_copy(self) -> None:
        """Copy what is marked, or the sentence at the top."""
        text = text_between(self.article, *(self.view.selection.marked or self._sentence()))
        self._copy(text, f"Copied {count(len(text.split()), 'word')}")

    def action_quote(self) -> None:
        """Copy it as a quotation with its source."""
        span = self.view.selection.marked or self._sentence()
        self._copy(quotation(self, span), "Copied as a quotation, with its source")

    def _copy(self, text: str, said: str) -> None:
        """Put *text* on the clipboard and say *said*, or why it is not there."""
        from termread.tui.clipboard import copy

        self.view.selection.drop()
        copy(self.app, text, lambda why: self.say(why or said, "error" if why else "status"))

    def action_save_as(self) -> None:
        """Ask for a file to save the article to."""
        words = "".join(c if c.isalnum() else " " for c in self.article.title.lower()).split() or ["article"]
        while len(words) > 1 and len(" ".join(words)) > FILE_NAME:
            words.pop()
        hint = ".txt .md .html .json .epub"
        self.prompt.ask("Save as", self._save, value=f"{'-'.join(words)[:FILE_NAME]}.md", hint=hint)
        self.prompt.tell(hint)

    def _go_to(self, entry: Entry | None) -> None:
        if entry is not None:
            self.view.jump(entry.value.place if isinstance(entry.value, Flag) else entry.value.start)

    def _remove_mark(self, mark: Mark) -> Outcome:
        with self.told():
            if isinstance(mark, Flag):
                self.desk.library.remove_bookmark(mark.id)
                self._kept("Bookmark removed; U in the article brings it back")
            else:
                self.desk.library.remove_highlight(mark.id)
                self._kept("Highlight removed; U in the article brings it back")
        return self._outcome()

    def _name_mark(self, mark: Mark, text: str) -> Outcome:
        with self.told():
            if isinstance(mark, Flag):
                self.desk.library.label_bookmark(mark.id, text)
                self._kept(f"Named “{text}”" if text else "Name removed")
            else:
                self.desk.library.change_highlight(mark.id, note=text)
                self._kept("Note saved" if text else "Note removed")
        return self._outcome()

    def _outcome(self) -> Outcome:
        return self._listed(), self.view.status.said.text if self.view.status.said else ""

    def _listed(self) -> list[Entry]:
        from termread.tui.screens.marks_list import entries

        return entries(self.article, self.view.marks)

    def _mark(self, event: events.Key) -> bool:
        letter = event.character or ""
        if len(letter) == 1 and letter.isalpha():
            with self.told():
                self.desk.library.add_bookmark(self.entry, passage(self.article, *self._pointed()), letter)
                self.call_next(self._kept, f"Bookmarked under {letter}")
        else:
            self.call_next(self.say, "A bookmark is kept under a letter")
        return False

    def _tag(self, tags: str) -> None:
        with self.told():
            wanted = sorted({tag.strip().lstrip("#") for tag in tags.split(",")} - {""})
            self.desk.library.set_tags(self.entry, wanted)
            self.say(self.desk.said("Tags: " + ", ".join(wanted) if wanted else "No tags"))

    def _note(self, span: Span, note: str) -> None:
        there = self.view.marks.on(*span)
        with self.told():
            if there is not None:
                self.desk.library.change_highlight(there.id, note=note.strip())
            elif note.strip():
                self.desk.library.add_highlight(self.entry, passage(self.article, *span), note=note.strip())
            self._kept("Noted" if note.strip() else "No note")

    def _save(self, name: str) -> None:
        if not name.strip():
            return
        from termread.tui.save_target import Copy, kind_of

        path = Path(os.path.expanduser(name.strip()))  # noqa: PTH111 - the other raises where there is no such user
        copy = Copy(self.article, self.opened.kept.address, path, self.look.width)
        with self.told():
            kind_of(path)
            if os.path.lexists(path):
                question = f"Overwrite? y/n ({copy.name} exists)"
                self.view.status.ask_yes_no(question, lambda yes: self._write(copy) if yes else self.say("Not saved"))
            else:
                self._write(copy)

    def _write(self, copy: Copy) -> None:
        self.post_message(Save(copy))

    def _marked(self, hint: str) -> Span | None:
        """Return what is marked, else what was highlighted last while it is there and in view; say *hint* if neither."""
        span = self.view.selection.marked or self._highlighted
        if span is None or (span == self._highlighted and not self._is_highlighted(span)):
            self.say(hint)
            return None
        return span

    def _is_highlighted(self, span: Span) -> bool:
        return self.view.viewport.sees(span[0]) and self.view.marks.on(*span) is not None

    def _pointed(self) -> Span:
        return self.view.selection.pointed or self._sentence()

    def _sentence(self) -> Span:
        return extent(self.article, self.view.viewport.first, "sentence")

    def _kept(self, text: str) -> None:
        self.view.selection.drop()
        self.refresh_marks()
        self.say(self.desk.said(text))


def quotation(screen: Reading, span: Span) -> str:
    """Return *span* in quotation marks with author, title, site, date, and a link that leads to the very passage."""
    from termread.layout.passages import write_fragment

    article = screen.article
    text = "\n".join(f"> {line}".rstrip() for line in text_between(article, *span).split("\n"))
    address = article.canonical_url or article.url
    if address:
        address = address.partition("#")[0] + write_fragment(article, *span)
    title = f"“{article.title}”" if article.title else None
    by = article.byline or ", ".join(article.authors) or None
    day = article.published[:10] if article.published else None
    source = ", ".join(part for part in (by, title, article.site, day) if part)
    return "\n".join(
        part for part in (text, "", f"— {source}" if source else "", address or "") if part or part == ""
    ).strip()


def count(number: int, thing: str) -> str:
    """Return "1 word", "3 words"."""
    return f"{number} {thing}{'' if number == 1 else 's'}"


def _after(place: Place) -> Place:
    return Place(place.block, place.offset + 1)
