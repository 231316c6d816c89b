"""What the screen process loads to show a kept article: nothing that only the engine needs."""

from __future__ import annotations

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))
from terminal import Terminal

PAGE = str(Path(__file__).parents[1] / "pages" / "opinion" / "page.html")
ENGINE_ONLY = ["httpx", "readability", "trafilatura", "lxml", "rich.markdown", "markdown_it", "PIL"]


def read(told: Path) -> None:
    code = (
        "import os, sys; import termread.cli as cli\n"
        f"def leave(status): open({str(told)!r}, 'w').write(' '.join(n for n in {ENGINE_ONLY} if n in sys.modules)); leaves(status)\n"
        "leaves, os._exit = os._exit, leave\n"
        "sys.exit(cli.main())"
    )
    with Terminal((sys.executable, "-c", code, PAGE)) as terminal:
        terminal.wait_for_app(" %")
        terminal.press(" jq")
        assert terminal.end() == 0


def test_a_kept_article_is_shown_without_what_only_the_engine_needs(tmp_path):
    for _ in ("new", "kept"):
        read(tmp_path / "loaded")
        assert (tmp_path / "loaded").read_text() == ""
