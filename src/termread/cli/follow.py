"""`termread follow`, `unfollow` and `following`: what is followed, and what is wrong with it."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import TYPE_CHECKING

from termread.cli.options import argument, format_of
from termread.cli.streams import amount, clear, each_of, opened, progress, tell
from termread.errors import NoInput, Unreachable, UsageError
from termread.formats import FORMATS, load, names

if TYPE_CHECKING:
    from argparse import Namespace

    from termread.desk import Desk
    from termread.desk.following import Followed
    from termread.library.news import Source

OTHERS_SHOWN = 5
_FIELDS = ("id", "address", "kind", "title", "home", "tags", "added", "checked", "due", "failures", "fault", "ended", "unread")  # fmt: skip

FOLLOW = (
    "Follow a feed, and keep its new stories in Today. An address that is a page leads to the feed that it names, or that "
    "is where sites usually have it; a page without any is followed as a list of stories. A Maildir or an mbox is followed "
    "as mail. What is followed already gets the tags and the title.",
    argument("addresses", nargs="*", metavar="ADDRESS", help="a feed, a page, a Maildir or an mbox"),
    argument("--tag", action="append", default=[], help="add a tag; may be repeated"),
    argument("--title", default="", help="what to call it instead of its own title"),
    argument(
        "--opml",
        action="append",
        default=[],
        metavar="FILE",
        help="follow all feeds in FILE: OPML, newsboat's urls or cache.db, an export of a feed reader; - for standard input",
    ),
)
UNFOLLOW = (
    "Stop following. The stories leave Today, and what you saved of them stays; following the address again "
    "within a month brings them back, with what was read.",
    argument("sources", nargs="+", metavar="ADDRESS|TITLE", help="its address, or enough of its title"),
)
FOLLOWING = (
    "List what you follow, when it was checked last, and what is wrong with it.",
    argument("--tag", default="", help="only with this tag"),
    argument("--failing", action="store_true", help="only what is failing; the exit status is 69 if anything is"),
    argument(
        "-f",
        "--format",
        choices=("text", "json", *names("followed")),
        help="for people; one JSON object a line; OPML; or newsboat's urls (default: by the suffix of FILE, else text)",
    ),
    argument("-o", "--output", default="", metavar="FILE", help="write to FILE"),
)


def run_follow(options: Namespace, desk: Desk) -> int:
    """Follow each address and all feeds of each file; return the most serious exit status."""
    from termread.cli.saving import import_one

    if not options.addresses and not options.opml:
        raise UsageError("Name what to follow, or a file with --opml. termread following lists what you follow.")
    if options.title and len(options.addresses) != 1:
        raise UsageError("--title is for one address.")
    many = len(options.addresses) + len(options.opml) > 1
    status = each_of(options.addresses, lambda _, address: _follow(address, options, desk), named=many)
    files = each_of(options.opml, lambda _, file: import_one(file, desk, entries=False), named=many)
    return max(status, files)


def _follow(address: str, options: Namespace, desk: Desk) -> None:
    from termread.desk.following import Followed, follow

    for event in follow(desk, _resolved(address), title=options.title, tags=options.tag):
        if isinstance(event, Followed):
            clear()
            _say(event)
        elif event.note:
            progress(f"Asking {event.note}")


def _resolved(address: str) -> str:
    """Return the address that is meant; a bare host is one, since a file of that name would be there."""
    from termread.fetch.addresses import STANDARD_INPUT, resolve

    if address == STANDARD_INPUT:
        raise UsageError("Standard input cannot be followed; --opml - follows the feeds in it.")
    try:
        return resolve(address)
    except NoInput:
        host = address.strip()
        if "/" in host or "." not in host.strip(".") or " " in host:
            raise
        return resolve(f"https://{host}/")


def _say(what: Followed) -> None:
    source = what.source
    named = f"{source.name} ({source.address})" if source.title else source.address
    if what.how == "page":
        named = f"the page {named} as a list of stories, since it names no feed"
    new = "" if what.new else "new "
    stories = amount(what.stories, f"{new}story", f"{new}stories")
    with opened() as out:
        out.write(f"{'Following' if what.new else 'Already following'} {named}: {stories}.\n")
    if source.fault:
        tell(f"{source.name}: {source.fault}")
    if what.others:
        more = f"; and {len(what.others) - OTHERS_SHOWN} more" if len(what.others) > OTHERS_SHOWN else ""
        tell(f"The page also names these feeds: {'; '.join(what.others[:OTHERS_SHOWN])}{more}.")


def run_unfollow(options: Namespace, desk: Desk) -> int:
    """Stop following each; return the most serious exit status."""
    from termread.desk.following import find_source

    def unfollow(_: int, said: str) -> None:
        source = find_source(desk.library, said)
        desk.library.sources.unfollow(source.id)
        with opened() as out:
            out.write(f"Unfollowed {source.name}; to follow it again: termread follow {source.address}\n")

    return each_of(options.sources, unfollow)


def run_following(options: Namespace, desk: Desk) -> int:
    """List the sources; with --failing, return 69 if there are any to list."""
    how = options.format or format_of(options.output, "followed") or "text"
    sources = [
        source
        for source in desk.library.sources.all()
        if (not options.tag or options.tag in source.tags)
        and (not options.failing or source.failures or source.ended or source.fault)
    ]
    with opened(options.output) as out:
        if how in names("followed"):
            out.write(load(FORMATS[how].followed)(_portable(sources)))
        elif how == "json":
            for source in sources:
                record = {name: getattr(source, name) for name in _FIELDS}
                out.write(json.dumps(record, ensure_ascii=False) + "\n")
        else:
            out.write("".join(map(_lines, sources)))
    if not sources and how == "text" and not options.failing:
        tell("You follow nothing yet: termread follow ADDRESS." if not options.tag else "Nothing has this tag.")
    return Unreachable.status if options.failing and sources else 0


def _lines(source: Source) -> str:
    """Return *source* as lines: title and unread stories; address, when it was checked, and tags; what is wrong."""
    head = " · ".join([source.name, *([f"{source.unread:,} unread"] if source.unread else [])])
    kind = [] if source.kind == "feed" else [source.kind]
    checked = f"checked {_local(source.checked)}" if source.checked else "not checked yet"
    tail = "  ".join([source.address, f"({', '.join([*kind, checked])})", *(f"#{tag}" for tag in source.tags)])
    wrong = [source.fault] if source.fault else []
    if source.ended:
        wrong.append("It is gone for good, so it is not checked again.")
    elif source.failures > 1:
        wrong.append(f"It failed {source.failures} times in a row.")
    return f"{head}\n    {tail}\n" + (f"    {' '.join(wrong)}\n" if wrong else "")


def _local(moment: str) -> str:
    """Return a moment as the shelf names days: today at 15:34."""
    from datetime import datetime

    from termread.tui.shelf.days import day_of, named

    day = named(day_of(moment))
    time = datetime.fromisoformat(moment).astimezone().strftime("%H:%M")
    return f"{day.lower() if day in ('Today', 'Yesterday') else day} at {time}"


def _portable(sources: Iterable[Source]) -> list[object]:
    """Return what other programs can follow too, and say what they cannot."""
    from termread.followed import Subscription

    found: list[object] = []
    for source in sources:
        if source.kind in ("feed", "page") and source.address.startswith(("http://", "https://")):
            found.append(Subscription(source.address, source.title, source.home, source.tags, source.kind))
        else:
            tell(f"Left out, since other programs cannot follow it: {source.name}")
    return found
