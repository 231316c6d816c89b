from __future__ import annotations

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))
from terminal import termread


def test_an_import_tells_how_far_it_is_and_then_what_came_of_it(tmp_path):
    saved = tmp_path / "saved.txt"
    saved.write_text("".join(f"https://example.com/story/{n}\n" for n in range(2500)), encoding="utf-8")
    with termread("import", str(saved)) as terminal:
        terminal.wait_for_output(b"[###################.....]  80%  2,")
        terminal.wait_for_output(b" read, 2,000 imported")
        terminal.wait_for("2500 added, 0 merged, 0 skipped")
        assert terminal.end() == 0
        assert "imported" not in terminal.text
