"""Two processes follow in one library at once: a reader that marks, and a refresh that takes what comes."""

from __future__ import annotations

import subprocess
import sys
from contextlib import closing
from time import monotonic

from kept_samples import clock
from test_followed import answer, item

from termread.library.api import Library
from termread.library.repair import check

REFRESH = """
import sys
from pathlib import Path
from termread.feed import Feed, FeedItem, SourceAnswer
from termread.library.api import Library
library = Library(Path(sys.argv[1]), backups=False)
sources = library.sources.all()
for round in range(8):
    items = [FeedItem(f"{n}", f"https://example.com/{round}/{n}", f"Story {round} {n}", content="word " * 200) for n in range(round * 9, round * 9 + 20)]
    library.sources.take([SourceAnswer(each.id, "new", Feed(items=tuple(items))) for each in sources])
    print(round, flush=True)
library.close()
"""


def test_no_mark_is_lost_while_another_process_refreshes(tmp_path):
    with closing(Library(tmp_path, backups=False)) as library:
        for number in range(20):
            library.sources.follow(f"https://example.com/{number}")
        with subprocess.Popen([sys.executable, "-c", REFRESH, str(tmp_path)], stdout=subprocess.PIPE) as process:
            assert process.stdout
            marked, longest = set(), 0.0
            while process.stdout.readline():
                for story in library.sources.stories(unread=True, limit=15):
                    begun = monotonic()
                    assert library.sources.mark_read([story.id]) == 1
                    longest = max(longest, monotonic() - begun)
                    marked.add(story.id)
        assert process.returncode == 0
        assert len(marked) >= 30
        read = {story.id for story in library.sources.stories(unread=False)}
        assert read == marked
        assert longest < 2  # a loaded machine; each transaction holds the file for a fraction of it
    assert not check(tmp_path).repaired


def test_each_transaction_of_a_large_refresh_is_short(tmp_path, monkeypatch):
    with closing(Library(tmp_path, now=clock(), backups=False)) as library:
        sources = [library.sources.follow(f"https://example.com/{number}") for number in range(40)]
        answers = [
            answer(
                each,
                *(
                    item(n, guid=f"{each.id} {n}", url=f"{each.address}/{n}", title=f"{n} of {each.id}", published=None)
                    for n in range(50)
                ),
            )
            for each in sources
        ]
        held = []
        write = library.sources._write

        def measured(work):
            def timed(connection):
                begun = monotonic()
                try:
                    return work(connection)
                finally:
                    held.append(monotonic() - begun)

            return write(timed)

        monkeypatch.setattr(library.sources, "_write", measured)
        assert len(library.sources.take(answers).new) == 2000
        assert library.sources.catch_up() == 2000
        assert len(held) >= 3
        assert sorted(held)[len(held) // 2] < 0.2  # 25 ms and one answer, on a loaded machine
