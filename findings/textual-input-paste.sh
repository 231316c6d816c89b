#!/usr/bin/env bash
# Textual's Input drops all of a paste behind its first line break, and takes ten characters for line breaks.
#
# Expected: a field of one line takes a pasted text with its line breaks as blanks (as browsers do), or at least its first line with words.
# Seen: textual 8.2.8 gives Input what stands before the first break: a title copied over two lines loses its second, a URL copied
#   with the break before it pastes as nothing. U+2028, U+0085, form feed, vertical tab and U+001C end the line too: word processors and
#   web editors write the first two inside a sentence. TextArea takes the same text whole.
# Why it matters: titles and addresses are pasted into search and address prompts. termread's prompt takes a paste itself.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/env"
"$folder/env/bin/pip" install --quiet --disable-pip-version-check textual==8.2.8
"$folder/env/bin/python" - <<'PY'
import asyncio

from textual.app import App
from textual.events import Paste
from textual.widgets import Input, TextArea

PASTED = {
    "The harbor\nat night": "The harbor",
    "\nhttps://example.com/a": "",
    "The harbor\u2028at night": "The harbor",
    "The harbor\x85at night": "The harbor",
    "Price:\x0c4": "Price:",
    "Price:\x0b4": "Price:",
}


class Fields(App):
    def compose(self):
        yield Input()
        yield TextArea()


async def pasted(text, kind):
    app = Fields()
    async with app.run_test() as pilot:
        field = app.query_one(kind)
        field.focus()
        await pilot.pause()
        app.post_message(Paste(text))
        await pilot.pause()
        return field.value if kind is Input else field.text


for text, wanted in PASTED.items():
    line, area = asyncio.run(pasted(text, Input)), asyncio.run(pasted(text, TextArea))
    print(f"{text!r}: Input {line!r}, TextArea {area!r}")
    assert line == wanted
    assert "".join(area.split()) == "".join(text.split())
PY
