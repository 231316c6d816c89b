"""`termread today`, `edition`, `mute` and `unmute`: the stories of what is followed, printed and saved."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

from termread.cli.options import argument, format_of
from termread.cli.streams import amount, opened, tell
from termread.errors import Empty, UsageError
from termread.formats import FORMATS, load, names

if TYPE_CHECKING:
    from argparse import Namespace

    from termread.desk import Desk
    from termread.interchange import LibraryEntry
    from termread.library.news import Mute, Story

MEASURE = 72
_FIELDS = ("id", "url", "title", "dek", "authors", "sources", "published", "seen", "day", "words", "minutes", "unread", "medium", "note", "also")  # fmt: skip

_TAG = argument("--tag", default="", help="only of sources with this tag")
_SOURCE = argument("--source", default="", metavar="ADDRESS|TITLE", help="only of this source")
TODAY = (
    "List the new stories of what you follow, as they stand in Today: newest day first, by source.",
    _TAG,
    _SOURCE,
    argument("--all", action="store_true", help="those that are read, too"),
    argument("--limit", type=int, default=0, metavar="N", help="at most N"),
    argument("-f", "--format", choices=("text", "json"), default="text", help="for people, or one JSON object a line"),
)
EDITION = (
    "Pick unread stories that fit into the time you have, from as many sources as possible, and print them or save them as "
    "one file. Whole texts come first, and nothing is fetched: termread sync does that.",
    argument("--minutes", type=float, default=None, metavar="N", help="the time (default: minutes in [follow])"),
    _TAG,
    _SOURCE,
    argument("--mark-read", action="store_true", help="mark them as read"),
    argument(
        "-f",
        "--format",
        choices=("text", *names("many")),
        help="the format (default: by the suffix of FILE, else text)",
    ),
    argument("-o", "--output", default="", metavar="FILE", help="write to FILE, such as morning.epub"),
)
MUTE = (
    "Keep stories out of Today that have a word or phrase in their headline or summary, an author, or a source. Without "
    "arguments, list what is muted. Nothing is deleted: unmute brings the stories back.",
    argument("kind", nargs="?", choices=("word", "author", "source"), help="what to mute by"),
    argument("value", nargs="*", metavar="VALUE", help="the word or phrase, the name, or the address or title"),
)
UNMUTE = (
    "Let muted stories stand in Today again.",
    argument("kind", choices=("word", "author", "source"), help="what it is muted by"),
    argument("value", nargs="+", metavar="VALUE", help="the word or phrase, the name, or the address or title"),
)


def run_today(options: Namespace, desk: Desk) -> int:
    """List the stories."""
    if options.limit < 0:
        raise UsageError("--limit is a number of stories.")
    which = _which(options, desk)
    unread = None if options.all else True
    stories = desk.library.sources.stories(unread=unread, limit=options.limit or None, **which)
    with opened() as out:
        for text in map(_line, stories) if options.format == "json" else _page(stories):
            out.write(text)
    if not stories and options.format == "text":
        tell("There are no stories." if options.all else "Nothing is unread.")
    return 0


def _which(options: Namespace, desk: Desk) -> dict[str, Any]:
    from termread.desk.following import find_source

    which: dict[str, Any] = {"tag": options.tag} if options.tag else {}
    return {**which, "source": find_source(desk.library, options.source).id} if options.source else which


def _line(story: Story) -> str:
    return json.dumps({name: getattr(story, name) for name in _FIELDS}, ensure_ascii=False) + "\n"


def _page(stories: Iterable[Story]) -> Iterator[str]:
    """Yield the lines of each story, with its day and source above the first of them."""
    day = source = None
    for story in stories:
        if story.day != day:
            yield f"{'' if day is None else chr(10)}{_day(story.day)}\n"
            day, source = story.day, None
        if story.source != source:
            yield f"  {story.sources[0]}\n"
            source = story.source
        yield _story(story)


def _day(day: str) -> str:
    from termread.tui.shelf.days import named

    return named(day)


def _story(story: Story) -> str:
    quick, slow = story.minutes
    length = "" if not slow else f"{slow} min" if quick == slow else f"{quick}–{slow} min"
    others = f"also in {', '.join(story.sources[1:])}" if story.sources[1:] else ""
    about = ", ".join(filter(None, [length, story.medium, others, "" if story.unread else "read"]))
    lines = [f"    {story.title or story.url}" + (f"  ({about})" if about else "")]
    lines += [f"        {text}" for text in (_shortened(story.dek), story.note, story.url) if text]
    return "\n".join(lines) + "\n"


def _shortened(dek: str) -> str:
    line = " ".join(dek.split())
    return line if len(line) <= 160 else f"{line[:159].rstrip()}…"


def run_edition(options: Namespace, desk: Desk) -> int:
    """Print or save an edition."""
    from termread.desk.edition import edition, entries_of

    minutes = desk.config.follow.minutes if options.minutes is None else options.minutes
    if not 0 < minutes < 10_000:
        raise UsageError("--minutes is the time you have, such as 20.")
    how = options.format or format_of(options.output, "many") or "text"
    which = _which(options, desk)
    stories = edition(desk.library, minutes, **which)
    if not stories:
        raise Empty(_why_none(minutes, which, desk))
    _write(entries_of(desk, stories), stories, how, options.output)
    if options.mark_read:
        desk.library.sources.mark_read([story.id for story in stories])
    if options.output not in ("", "-"):
        from termread.desk.edition import reading_time

        said = f"{amount(len(stories), 'story', 'stories')}, {sum(map(reading_time, stories)):.0f} minutes"
        tell(f"{options.output}: {said}.")
    return 0


def _why_none(minutes: float, which: dict[str, Any], desk: Desk) -> str:
    from termread.desk.edition import ENOUGH, reading_time

    unread = desk.library.sources.stories(unread=True, limit=ENOUGH, **which)
    shortest = min((reading_time(story) for story in unread if any(story.minutes)), default=0)
    if shortest:
        return f"No unread story fits into {minutes:g} minutes; the shortest takes {shortest:.0f}."
    if unread:
        return "No unread story has its text yet: termread sync fetches them."
    return "Nothing is unread."


def _write(entries: Iterable[LibraryEntry], stories: list[Story], how: str, path: str) -> None:
    from termread.desk.edition import title_of
    from termread.write import write_article, write_entries

    with opened(path) as out:
        if how == "epub":
            out.write_bytes(load(FORMATS[how].many)(entries, title_of(stories)))
        elif how != "text":
            for piece in write_entries(entries, how):
                out.write_bytes(piece)
        else:
            for number, entry in enumerate(entries):
                out.write("\n\n" if number else "")
                for piece in write_article(entry.to_read(), how, entry.address, min(out.columns, MEASURE)):
                    out.write_bytes(piece)


def run_mute(options: Namespace, desk: Desk) -> int:
    """Mute something, or list what is muted."""
    sources = desk.library.sources
    if options.kind is None:
        with opened() as out:
            out.write("".join(f"{mute.kind:<7} {mute.value}\n" for mute in sources.mutes()))
        return 0
    if not options.value:
        raise UsageError(f"Say which {options.kind} to mute.")
    value = _value(options, desk)
    before = sources.count(unread=True)
    sources.mute(options.kind, value)
    with opened() as out:
        gone = amount(before - sources.count(unread=True), "unread story", "unread stories")
        out.write(f"Muted {options.kind} {value}: {gone} fewer in Today.\n")
    return 0


def run_unmute(options: Namespace, desk: Desk) -> int:
    """Unmute something; return 1 if it is not muted."""
    value = _value(options, desk)
    found = next((mute for mute in desk.library.sources.mutes() if _is(mute, options.kind, value)), None)
    if found is None:
        raise Empty(f"{options.kind} {value} is not muted: termread mute lists what is.")
    desk.library.sources.unmute(found.kind, found.value)
    with opened() as out:
        out.write(f"No longer muted: {found.kind} {found.value}\n")
    return 0


def _is(mute: Mute, kind: str, value: str) -> bool:
    return mute.kind == kind and mute.value.casefold() == value.casefold()


def _value(options: Namespace, desk: Desk) -> str:
    said = " ".join(options.value)
    if options.kind != "source":
        return said
    from termread.desk.following import find_source

    return find_source(desk.library, said).address
