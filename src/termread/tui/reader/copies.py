"""What goes out of an article: copies on the clipboard, quotations with their source, files."""

from __future__ import annotations

import os
from pathlib import Path
from typing import ClassVar

from termread.layout.passages import text_between
from termread.tui.messages import Save
from termread.tui.reader.part import Part

FILE_NAME = 36
"""Characters of the file name that is proposed, at most."""


class Copies(Part):
    """The commands that copy a passage, or save the article to a file."""

    commands: ClassVar[tuple[str, ...]] = ("copy", "quote", "save_as")

    def copy(self) -> None:
        """Copy what is marked, or the sentence at the top."""
        text = text_between(self.article, *(self.view.selection.marked or self.top_sentence))
        words = len(text.split())
        self.copy_text(text, f"Copied {words} word{'s' * (words != 1)}")

    def quote(self) -> None:
        """Copy it as a quotation with its source."""
        from termread.tui.clipboard import quotation

        span = self.view.selection.marked or self.top_sentence
        self.copy_text(quotation(self.article, span), "Copied as a quotation, with its source")

    def copy_text(self, text: str, said: str) -> None:
        """Put *text* on the clipboard and say *said*, or why it is not there."""
        from termread.tui.clipboard import copy

        self.view.selection.drop()
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
            self.view.status.ask_yes_no(
                question, lambda yes: screen.post_message(save) if yes else self.say("Not saved")
            )
        else:
            screen.post_message(save)
