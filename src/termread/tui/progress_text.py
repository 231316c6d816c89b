"""What is happening, in sentences that fit one row."""

from __future__ import annotations

from termread.article import Article, flatten
from termread.engine.messages import Progress
from termread.text import clean_line


def progress_sentence(address: str, progress: Progress) -> str:
    """Return what the engine is doing with *address*."""
    name = short(address)
    match progress.step:
        case "connecting":
            return f"Connecting to {name}"
        case "waiting":
            return f"Waiting for {name}"
        case "fetching":
            of = f" of {size(progress.total)}" if progress.total else ""
            return f"Fetching {size(progress.done)}{of} from {name}"
        case "parsing":
            return f"Finding the article in {name}"
        case "joining":
            return f"Fetching the further pages of {name}"
        case "importing":
            return f"Importing {progress.done} of {progress.total or '…'}"
        case _:
            return f"Opening {name}"


def short(address: str) -> str:
    """Return the host of a URL, or the name of a file."""
    line = clean_line(address)
    if line.startswith(("http://", "https://")):
        return line.split("/", 3)[2]
    if line.startswith("text:"):
        return "the text"
    return line.rstrip("/").rpartition("/")[2] or line


def size(count: int) -> str:
    """Return *count* bytes in words: 820 B, 12 KB, 3.4 MB."""
    if count < 1000:
        return f"{count} B"
    return f"{count // 1000} KB" if count < 1_000_000 else f"{count / 1_000_000:.1f} MB"


def changes(before: Article, after: Article) -> str:
    """Return in a sentence how *after* differs from *before*."""
    old, new = [[flatten(block) for block in article.blocks] for article in (before, after)]
    if old == new:
        return "No changes" if before.title == after.title else "Updated: the headline"
    added, gone = len(set(new) - set(old)), len(set(old) - set(new))
    parts = [f"{count} {word}" for count, word in ((added, "new or changed"), (gone, "removed")) if count]
    if not parts:
        return "Updated: paragraphs in another order"
    first, *more = parts
    number, _, what = first.partition(" ")
    return f"Updated: {number} paragraph{'s' * (number != '1')} {', '.join([what, *more])}"
