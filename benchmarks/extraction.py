"""How well and how fast pages become articles.

    python benchmarks/extraction.py --data DIR [--scorer score_news.py] [--peers] [--rotate] [--nameless] [--lost] [--profile] [--worst 10]

DIR holds one folder a page: page.html and, for scores, truth.json. Without a scorer only counts and CPU times are
printed. --peers runs trafilatura and readability-lxml on the same pages in the same process (extra `peers`). --rotate
scores each fifth of the publishers with the words of names.json and of the phrase files that the pages of the other
four show, and prints the mean of the five beside the mean with all words. --nameless makes every class and id say nothing
before a page is read. --lost adds the share of a page's visible
text that stands nowhere in its article: not in its blocks, not in its header, not in its cuts. --profile prints the share
of the time that each stage takes, the largest first.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from reading.leavings import lost_of
from reading.rotation import FIFTHS, Vocabulary, fifth_of, nameless

from termread.codec import record_of
from termread.document import Document
from termread.errors import TermreadError
from termread.parse import parse

Row = dict[str, float]


def main() -> None:
    """Measure the pages that were named."""
    reader = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    reader.add_argument("--data", type=Path, required=True, action="append")
    reader.add_argument("--scorer", type=Path)
    reader.add_argument("--peers", action="store_true")
    reader.add_argument("--rotate", action="store_true")
    reader.add_argument("--nameless", action="store_true")
    reader.add_argument("--lost", action="store_true")
    reader.add_argument("--profile", action="store_true")
    reader.add_argument("--worst", type=int, default=0)
    options = reader.parse_args()
    score = scorer(options.scorer) if options.scorer else None
    runners: dict[str, Callable[[bytes, str], dict[str, Any]]] = {"termread": termread}
    if options.peers:
        runners.update(trafilatura=trafilatura, readability=readability)
    for data in options.data:
        for name, run in runners.items():
            measure(data, name, run, score, options)


def measure(data: Path, name: str, run: Callable[[bytes, str], dict[str, Any]], score: Any, options: Any) -> None:
    """Run one extractor over a set and print its means."""
    pages = list(folders(data))
    if pages:
        run((pages[0] / "page.html").read_bytes(), "https://example.com/")
    rows: dict[str, Row] = {}
    stages: defaultdict[str, float] = defaultdict(float)
    for folder in pages:
        truth = json.loads((folder / "truth.json").read_text("utf-8")) if (folder / "truth.json").exists() else {}
        page = (folder / "page.html").read_bytes()
        page = nameless(page) if options.nameless else page
        begin = time.process_time()
        got = run(page, truth.get("url") or "https://example.com/")
        row = {"cpu_ms": (time.process_time() - begin) * 1000}
        for stage, spent in got.pop("stages", ()):
            stages[stage] += spent / len(pages)
        row["found"] = float(bool(got.get("title")) and bool(got.get("blocks") or got.get("text")))
        if options.lost and name == "termread":
            lost, shown = lost_of(page, got)
            row["lost"] = lost / max(shown, 1)
        if score is not None and truth and not empty(truth):
            row.update(score(truth, got))
        rows[folder.name] = row
    print(f"{data.name}: {name}, {len(rows)} pages")
    print("  " + line(list(rows.values())))
    if stages:
        print("  ms by stage: " + ", ".join(f"{stage} {spent:.2f}" for stage, spent in stages.items()))
    if stages and options.profile:
        profile(stages)
    if options.rotate and name == "termread" and score is not None:
        rotate(pages, score)
    for page in sorted(rows, key=lambda page: rows[page].get("f1", 1.0))[: options.worst]:
        print(f"    {rows[page].get('f1', 0):.3f} {page}")


def profile(stages: dict[str, float]) -> None:
    """Print the share of the time that each stage takes, the largest first."""
    whole = sum(stages.values())
    for stage, spent in sorted(stages.items(), key=lambda row: -row[1]):
        print(f"  {spent / whole:6.1%} {spent:8.2f} ms a page  {stage}")


def folders(data: Path) -> Iterator[Path]:
    """Yield the folders of a set that hold a page."""
    yield from (folder for folder in sorted(data.iterdir()) if (folder / "page.html").exists())


def rotate(pages: list[Path], score: Any) -> None:
    """Print what each fifth scores with the words that the other four show, and the mean of all."""
    vocabulary = Vocabulary(pages)
    rows: list[Row] = []
    for fifth in range(FIFTHS):
        held = [folder for folder in pages if fifth_of(folder.name) == fifth]
        with vocabulary.without(fifth) as (words, phrases):
            found = [scored(folder, score) for folder in held]
        found = [row for row in found if row]
        print(f"  fifth {fifth + 1}, with {words} words and {phrases} phrases: {line(found)}")
        rows += found
    print(f"  without their own words: {line(rows)}")


def scored(folder: Path, score: Any) -> Row:
    """Return what termread scores on one page."""
    if not (folder / "truth.json").exists():
        return {}
    truth = json.loads((folder / "truth.json").read_text("utf-8"))
    if empty(truth):
        return {}
    return score(truth, termread((folder / "page.html").read_bytes(), truth.get("url") or "https://example.com/"))


def empty(truth: dict[str, Any]) -> bool:
    """Return whether a truth has no body to compare with."""
    return "sections" in truth and not any(section["paragraphs"] for section in truth["sections"])


def line(rows: list[Row]) -> str:
    """Return the means of the rows in one line."""
    sums: defaultdict[str, list[float]] = defaultdict(list)
    for row in rows:
        for name, value in row.items():
            sums[name].append(value)
    return " ".join(f"{name} {sum(values) / len(values):.4g}" for name, values in sums.items())


def scorer(path: Path) -> Any:
    """Return the scoring function of a script that has `score(truth, got)`."""
    spec = importlib.util.spec_from_file_location("scorer", path)
    if spec is None or spec.loader is None:
        raise SystemExit(f"{path} is not a script.")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module.score


def termread(page: bytes, url: str) -> dict[str, Any]:
    """Return what termread makes of a page."""
    try:
        parsed = parse(Document(address=url, data=page, url=url, media_type="text/html"))
    except TermreadError as error:
        return {"title": "", "blocks": [], "error": error.text}
    return {**record_of(parsed.article), "stages": [(step.stage, step.milliseconds) for step in parsed.trace]}


def trafilatura(page: bytes, url: str) -> dict[str, Any]:
    """Return what trafilatura makes of a page, with metadata."""
    from trafilatura import bare_extraction

    found = bare_extraction(page, url=url, with_metadata=True)
    if found is None:
        return {}
    return {
        "title": found.title,
        "authors": [name.strip() for name in (found.author or "").split(";") if name.strip()],
        "published": found.date,
        "dek": found.description,
        "text": found.text,
    }


def readability(page: bytes, url: str) -> dict[str, Any]:
    """Return what readability-lxml makes of a page."""
    from lxml.html import fromstring
    from readability import Document as Readable

    readable = Readable(page.decode("utf-8", "replace").replace("\x00", ""), url=url)
    try:
        summary = fromstring(readable.summary(html_partial=True))
    except Exception:  # noqa: BLE001 - a peer that fails has found nothing
        return {}
    text = "\n".join(" ".join(p.text_content().split()) for p in summary.iter("p", "h2", "h3", "li"))
    return {"title": readable.short_title(), "authors": [readable.author()], "text": text}


if __name__ == "__main__":
    main()
