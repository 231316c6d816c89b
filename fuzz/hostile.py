"""All hostile documents, the heavy ones too, through the engine and every format, with the time each takes.

    python fuzz/hostile.py [GROUP...]

Exit status 1 if there is a finding, or a document takes more than 15 s.
"""

from __future__ import annotations

import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

sys.path[:0] = [str(Path(__file__).parents[1] / "tests" / "hostile")]

from generator import documents  # noqa: E402
from judge import faults, faults_of_import  # noqa: E402

from termread.document import Reading  # noqa: E402
from termread.engine.batch import read_one  # noqa: E402
from termread.engine.engine import Engine  # noqa: E402
from termread.engine.messages import Order  # noqa: E402

LIMIT = 15.0


def main() -> int:
    """Read each of the groups named, or all."""
    engine, groups, told, wrong = Engine(), Counter[str](), Counter[str](), 0
    slowest = (0.0, "")
    with tempfile.TemporaryDirectory() as folder:
        for case in documents():
            if sys.argv[1:] and case.group not in sys.argv[1:]:
                continue
            path = Path(folder) / f"case.{case.ending}"
            path.write_bytes(case.data)
            start = time.monotonic()
            if case.verb == "open":
                outcome: object = read_one(engine, Order(str(path), keep_data=False))
                found = list(faults(outcome, case.marks))
            else:
                outcome, found = case.verb, list(faults_of_import(engine, str(path)))
            seconds = time.monotonic() - start
            slowest = max(slowest, (seconds, f"{case.group}/{case.name}"))
            groups[case.group] += 1
            told[_told(outcome)] += 1
            for fault in [*found, *([f"took {seconds:.1f} s"] if seconds > LIMIT else [])]:
                wrong += 1
                print(f"{case.group}/{case.name}: {fault[:300]}")
    engine.close()
    print(", ".join(f"{group} {count}" for group, count in groups.items()))
    print(", ".join(f"{what} {count}" for what, count in told.most_common()))
    print(f"{sum(groups.values())} documents, {wrong} findings, slowest {slowest[1]} {slowest[0]:.1f} s")
    return 1 if wrong else 0


def _told(outcome: object) -> str:
    if isinstance(outcome, Reading):
        return "+".join(sorted({notice.code for notice in outcome.article.notices})) or "read"
    return outcome if isinstance(outcome, str) else type(outcome).__name__


if __name__ == "__main__":
    raise SystemExit(main())
