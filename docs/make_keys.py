"""Write the README's key table from the one table of commands: `python docs/make_keys.py`."""

from __future__ import annotations

import re
from pathlib import Path

from termread.commands import COMMANDS, GROUPS

README = Path(__file__).parents[1] / "README.md"
NAMES = {
    "down": "↓",
    "up": "↑",
    "left": "←",
    "right": "→",
    "pagedown": "pgdn",
    "pageup": "pgup",
    "question_mark": "?",
    "slash": "/",
    "escape": "esc",
}


def table() -> str:
    """Return the key table in Markdown, a heading a group."""
    parts = []
    for group in GROUPS:
        rows = [action for action in COMMANDS if action.group == group]
        if not rows:
            continue
        lines = [f"**{group}**", "", "| keys | |", "| --- | --- |"]
        for action in rows:
            keys = " ".join(f"`{_cell(key)}`" for key in action.keys)
            lines.append(f"| {keys} | {action.sentence.replace('|', chr(92) + '|')} |")
        parts.append("\n".join(lines))
    return "\n\n".join(parts)


def _cell(key: str) -> str:
    shown = NAMES.get(key, key.replace("+", "-") if len(key) > 1 else key)
    return shown.replace("|", "\\|")


def rewritten(text: str) -> str:
    """Return the README's *text* with the table of today between its marks."""
    return re.sub(r"(<!-- keys -->\n).*?(\n<!-- /keys -->)", lambda m: m[1] + table() + m[2], text, flags=re.DOTALL)


if __name__ == "__main__":
    README.write_text(rewritten(README.read_text(encoding="utf-8")), encoding="utf-8")
