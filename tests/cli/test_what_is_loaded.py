"""What the screen process loads to show a kept article: nothing that only the engine needs, or what comes later."""

from __future__ import annotations

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))
from terminal import Terminal

PAGE = str(Path(__file__).parents[1] / "pages" / "opinion" / "page.html")
ENGINE_ONLY = ["httpx", "readability", "trafilatura", "lxml", "rich.markdown", "markdown_it", "PIL"]

LATER = [
    "termread.engine.engine",
    "termread.fetch.body",
    "termread.layout.bidi",
    "termread.library.db.commands",
    "termread.library.db.stories",
    "termread.tui.clipboard",
    "termread.tui.app.repair",
    "termread.tui.shelf",
]
"""What a kept article is opened, read and left without."""


def read(told: Path) -> list[str]:
    """Read the page, and return which of those were loaded."""
    code = (
        "import os, sys; import termread.cli as cli; own = os.getpid()\n"
        f"def leave(status): own == os.getpid() and open({str(told)!r}, 'w').write(' '.join(n for n in {ENGINE_ONLY + LATER} if n in sys.modules)); leaves(status)\n"
        "leaves, os._exit = os._exit, leave\n"
        "sys.exit(cli.main())"
    )
    with Terminal((sys.executable, "-c", code, PAGE)) as terminal:
        terminal.wait_for_app(" %")
        terminal.press(" jq")
        assert terminal.end() == 0
    return told.read_text().split()


def test_a_kept_article_is_shown_without_what_only_the_engine_needs(tmp_path):
    assert not set(read(tmp_path / "loaded")) & set(ENGINE_ONLY)
    assert read(tmp_path / "loaded") == []
