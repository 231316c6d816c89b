"""Printing articles, how a page was parsed (`termread explain`), and help (`keys`, `completion`)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from termread import journal
from termread.cli.options import COMMANDS, argument, command, parser
from termread.cli.streams import Output, opened, standard_input, tell
from termread.document import Reading
from termread.engine.messages import Order
from termread.errors import LibraryError, TermreadError, Unreachable, UsageError
from termread.formats import FORMATS

if TYPE_CHECKING:
    from argparse import Namespace

    from termread.cli.options import Options
    from termread.config import Config, Folders
    from termread.desk import Desk

Result = Reading | TermreadError


def print_articles(options: Options, config: Config, folders: Folders) -> int:
    """Print what *options* name and return the exit status."""
    if options.format and len(options.inputs) != 1 and FORMATS[options.format].binary:
        kind = options.format.upper()
        raise UsageError(
            f"One {kind} takes one article here; termread export --format {options.format} makes one of many."
        )
    statuses = []
    with opened(options.output) as out:
        for source, result in _results(options.inputs, config):
            result = _kept_instead(source, result, config, folders)
            statuses.append(_print(source, result, options, config, out))
    return max(statuses, default=0)


def _print(source: str, result: Result, options: Options, config: Config, out: Output) -> int:
    """Print one result and return its exit status."""
    journal.note("info", f"print {source}")
    if isinstance(result, TermreadError):
        journal.note("warning", result.text)
        tell(result.text if len(options.inputs) == 1 else f"{_shown(source)}: {result.text}")
        if options.format in ("json", "jsonl"):
            from termread.write.structured import write_error

            out.write(write_error(source, result))
        return result.status
    for notice in result.article.notices:
        tell(notice.text if len(options.inputs) == 1 else f"{_shown(source)}: {notice.text}")
    if options.plain:
        from termread.write.plain import write_spoken

        out.write(write_spoken(result.article))
    else:
        from termread.write import write_article

        measure = config.page.width if options.width is not None else min(config.page.width, max(1, out.columns - 4))
        how = options.format or "text"
        written = b"".join(write_article(result.article, how, source, measure))
        if FORMATS[how].binary:
            out.write_bytes(written)
        else:
            out.write(written.decode())
    return 0


def _results(sources: tuple[str, ...], config: Config) -> Iterator[tuple[str, Result]]:
    """Yield each source with its result, in the given order; several are read on all cores."""
    orders = [_order(source, config) for source in sources]
    good = [order for order in orders if isinstance(order, Order)]
    answers = _one(good[0], config) if len(good) == 1 else _many(good, config)
    for source, order in zip(sources, orders, strict=True):
        yield source, next(answers) if isinstance(order, Order) else order


def _order(source: str, config: Config) -> Order | TermreadError:
    from termread.fetch.addresses import STANDARD_INPUT, resolve

    try:
        address = resolve(source)
        data = standard_input(config.fetch) if address == STANDARD_INPUT else None
    except TermreadError as error:
        return error
    return Order(address, data=data, keep_data=False, progress=False, join=config.fetch.join_pages)


def _one(order: Order, config: Config) -> Iterator[Result]:
    from termread.engine.engine import Engine

    engine = Engine(config.fetch)
    try:
        for event in engine.run(order):
            if isinstance(event, Reading):
                yield event
    except TermreadError as error:
        yield error
    finally:
        engine.close()


def _many(orders: list[Order], config: Config) -> Iterator[Result]:
    if not orders:
        return
    from termread.engine.batch import read_all

    for _, result in read_all(orders, config.fetch.workers, config.fetch):
        yield result


def _kept_instead(source: str, result: Result, config: Config, folders: Folders) -> Result:
    """Return the kept copy of a page that could not be fetched, and say so; else *result* unchanged."""
    if not isinstance(result, Unreachable):
        return result
    from termread.desk import Desk

    desk = Desk(config, folders)
    try:
        kept = desk.kept_copy(source)
        if kept is None:
            return result
        reading = Reading(desk.library.article(kept.id), desk.library.receipt(kept.id))
    except LibraryError:
        return result
    finally:
        desk.close()
    tell(f"{result.text} This is your saved copy.")
    return reading


def _shown(source: str) -> str:
    from termread.text import clean_line

    return clean_line(source)


EXPLAIN = (
    "Explain how a page was parsed: what was taken, what was cut, and why.",
    argument("article", metavar="ARTICLE", help="a file, a URL, or - for standard input"),
)
KEYS = ("List all actions, their keys, and their names for [keys] in the settings.",)
THEMES = (
    "List the themes, and what is hard to read in yours; or print one as a table of colors for the settings.",
    argument("name", nargs="?", default="", metavar="NAME", help="the theme to print"),
)
COMPLETION = (
    "Print shell completion. It needs shtab: termread[completion].",
    argument("shell", choices=("bash", "zsh", "tcsh"), help="the shell"),
)


def run_explain(options: Namespace, desk: Desk) -> int:
    """Print how a page was parsed."""
    from termread.engine.messages import Explanation, Order
    from termread.fetch.addresses import STANDARD_INPUT, resolve

    address = resolve(options.article)
    data = standard_input(desk.config.fetch) if address == STANDARD_INPUT else None
    with opened() as out:
        for event in desk.engine.run(Order(address, "explain", data=data)):
            if isinstance(event, Explanation):
                out.write(event.text.rstrip("\n") + "\n")
    return 0


def run_keys(_: Namespace, desk: Desk) -> int:
    """Print the table of keys, and errors in the user's key settings."""
    from termread.commands import GROUPS, commands, labels
    from termread.commands.keymaps import faults, keys_of

    keys = keys_of(desk.config)
    with opened() as out:
        for group in GROUPS:
            out.write(f"{group}\n")
            for each in commands():
                if each.group == group:
                    shown = labels(keys.get(each.name, each.keys))
                    out.write(f"  {shown:<24} {each.name:<26} {each.sentence}\n")
            out.write("\n")
        for sentence in faults(desk.config):
            out.write(f"{sentence}\n")
    return 0


def run_themes(options: Namespace, desk: Desk) -> int:
    """Print the table of one theme, or all themes and how readable they are."""
    from termread.config.themes import advice, summary, table
    from termread.palette import COLOURS

    config = desk.config
    themes = {**COLOURS, **config.themes}
    if options.name and not themes.get(options.name):
        if options.name in themes:
            raise UsageError(f"{options.name} uses the terminal's own colors, so it has no table.")
        raise UsageError(f"There is no theme {_shown(options.name)}; there are {', '.join(themes)}.")
    for fault in config.faults:
        tell(fault)
    with opened() as out:
        if options.name:
            mine = options.name if options.name in config.themes else f"my-{options.name}"
            out.write(f"# For {desk.folders.config_file}. Give it a name of your own, change what you like,\n")
            out.write(f'# and use it by theme = "{mine}" or T. Numbers are the contrast with the background.\n')
            out.write(table(mine, themes[options.name]))
            return 0
        for name, colours in themes.items():
            out.write(f"{name:<12} {summary(colours)}{' (yours)' * (name in config.themes)}\n")
        for name, colours in config.themes.items():
            out.write("".join(f"{sentence}\n" for sentence in advice(name, colours)))
    return 0


def run_completion(options: Namespace, _: Desk) -> int:
    """Print the shell's completion script for termread."""
    from termread.desk.system import missing

    if sentence := missing("completion"):
        raise UsageError(sentence)
    import shtab

    whole = parser()
    commands = whole.add_subparsers()
    for name, (_module, sentence) in COMMANDS.items():
        commands.add_parser(name, parents=[command(name)[0]], add_help=False, help=sentence)
    with opened() as out:
        out.write(shtab.complete(whole, options.shell) + "\n")
    return 0
