#!/usr/bin/env bash
# Textual types a terminal's answers as keys, even the device attributes that every terminal sends.
#
# Expected: what a terminal answers to a question (CSI c, XTVERSION, kitty's graphics query, XTGETTCAP, OSC 11) is told from keys, or dropped.
# Seen: textual 8.2.8 knows the answers to its own few questions. Of any other it makes keys, character by character: `[?62;4;22c` of
#   a primary DA becomes ten keys, an answer in DCS, APC or OSC begins with `^` for its escape. An app with single keys obeys them:
#   the `q` of a version quits, the digits count.
# Why it matters: an app that wants to know what its terminal can draw may not simply ask through Driver.write. termread takes the
#   answers out of what was typed before Textual's parser sees it.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/env"
"$folder/env/bin/pip" install --quiet --disable-pip-version-check textual==8.2.8
"$folder/env/bin/python" - <<'PY'
import time

from textual._xterm_parser import XTermParser
from textual.events import Key

ANSWERS = {
    "primary DA (foot 1.13)": "\x1b[?62;4;22c",
    "XTVERSION (kitty 0.26)": "\x1bP>|kitty(0.26.5)\x1b\\",
    "graphics query (kitty 0.26)": "\x1b_Gi=31;OK\x1b\\",
    "XTGETTCAP (foot 1.13)": "\x1bP1+r544e=666F6F74\x1b\\",
    "background, OSC 11": "\x1b]11;rgb:1d1d/1f1f/2121\x1b\\",
    "sixel colors, XTSMGRAPHICS": "\x1b[?1;0;1024S",
}


def typed(text):
    parser = XTermParser()
    events = list(parser.feed(text))
    time.sleep(0.2)
    events += parser.tick()
    return "".join(event.character or "" for event in events if isinstance(event, Key))


for name, answer in ANSWERS.items():
    keys = typed(answer)
    print(f"{name}: typed {keys!r}")
    assert len(keys) > 9
    assert keys == answer.replace("\x1b[", "[").replace("\x1b\\", "\\").replace("\x1b", "^")
PY
