"""Explain how a page was parsed: which rule found what, what was cut, and how long each stage took."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

from termread.article import Article
from termread.document import Document
from termread.parse import parse
from termread.parse.parsed import Parsed, Settings
from termread.values import replace

_SHOWN = 60
_CUTS = 2_000


def explain(document: Document, settings: Settings = Settings()) -> str:  # noqa: B008 - a frozen value
    """Return a report on how *document* was parsed; raises whatever `parse` raises."""
    parsed = parse(document, replace(settings, candidates=True))
    article = parsed.article
    lines = [f"charset       {parsed.charset or 'unknown'}, by {parsed.charset_by or 'nothing'}"]
    lines += _header(article, parsed.rules)
    kinds = Counter(type(block).__name__.lower() for block in article.blocks)
    lines.append("blocks        " + ", ".join(f"{count} {kind}" for kind, count in kinds.most_common()))
    lines += [f"notice        {notice.code}: {notice.text}" for notice in article.notices]
    lines += ["", "candidates", *_candidates(parsed)]
    lines += ["", "stages", *_stages(parsed), "", "cut, by reason", *_cuts(article)]
    return "\n".join(lines)


def _header(article: Article, rules: Mapping[str, str]) -> list[str]:
    fields = (
        "title",
        "kicker",
        "dek",
        "byline",
        "authors",
        "published",
        "modified",
        "site",
        "language",
        "canonical_url",
        "next_url",
    )
    lines = []
    for name in fields:
        value = getattr(article, name)
        told = ", ".join(value) if isinstance(value, tuple) else value
        by = f"  (by {rules[name]})" if rules.get(name) else ""
        lines += [f"{name:<13} {told}{by}"] if told else []
    return lines if article.authors else [*lines, f"{'authors':<13} none found"]


def _candidates(parsed: Parsed) -> list[str]:
    """Return a line per candidate of each field: its value, its place, and why it was not taken."""
    story = [f"  {'story':<10} {each.name}, {each.size} characters: {each.verdict}" for each in parsed.candidates]
    lines: dict[str, None] = dict.fromkeys(story)
    for name, candidates in parsed.fields.items():
        for candidate in candidates:
            shown = candidate.value if len(candidate.value) <= _SHOWN else candidate.value[: _SHOWN - 1] + "…"
            lines[f"  {name:<10} {shown}  ({candidate.by}): {candidate.lost or 'taken'}"] = None
    return list(lines)


def _stages(parsed: Parsed) -> list[str]:
    lines = [f"  {step.milliseconds:7.1f} ms  {step.stage:<22} {step.found}" for step in parsed.trace]
    total = sum(step.milliseconds for step in parsed.trace)
    return [*lines, f"  {total:7.1f} ms  in all"]


def _cuts(article: Article) -> list[str]:
    counts = Counter(cut.reason for cut in article.cut)
    lines = [f"  {reason}: {count}" for reason, count in counts.most_common()]
    runs = [(cut, text) for cut in article.cut for text in cut.text.split("\n")]
    for cut, run in runs[:_CUTS]:
        text = " ".join(run.split())
        shown = text if len(text) <= _SHOWN else text[: _SHOWN - 1] + "…"
        lines.append(f"    after block {cut.after:>3}  {cut.stage:<22} {cut.reason:<13} {shown}")
    return lines
