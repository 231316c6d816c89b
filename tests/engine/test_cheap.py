"""Starting the child costs its parent next to nothing: no framework, no parser, no client is imported for it."""

import subprocess
import sys

HEAVY = (
    *("asyncio", "httpx", "lxml", "readability", "textual", "rich", "sqlite3", "PIL", "subprocess", "ssl"),
    *("dataclasses", "json", "termread.article", "termread.parse", "termread.fetch"),
)


def test_importing_and_starting_the_engine_is_cheap():
    script = (
        "import sys; from termread.engine.engine import Engine; engine = Engine(); engine.start(); "
        f"loaded = [name for name in {HEAVY!r} if name in sys.modules]; engine.close(); sys.exit(str(loaded) if loaded else 0)"
    )
    assert subprocess.run([sys.executable, "-c", script], check=False, capture_output=True, text=True).stderr == ""
