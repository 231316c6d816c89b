"""The options and commands of the command line, and their help."""

from __future__ import annotations

from termread.errors import UsageError

TYPE_CHECKING = False
if TYPE_CHECKING:
    import argparse
    from collections.abc import Callable, Iterable
    from typing import Any

    from termread.formats import Use

    Argument = tuple[tuple[str, ...], dict[str, Any]]


COMMANDS: dict[str, tuple[str, str]] = {
    "search": ("queries", "search everything you saved"),
    "add": ("saving", "save addresses for later"),
    "list": ("queries", "list what you saved"),
    "import": ("saving", "import from another program"),
    "export": ("queries", "export in open formats"),
    "fetch": ("saving", "fetch the texts of what you saved for later"),
    "follow": ("follow", "follow a feed, a page, a mailbox, or all that another program follows"),
    "unfollow": ("follow", "stop following"),
    "following": ("follow", "list what you follow, also as OPML"),
    "sync": ("sync", "ask everything you follow for new stories"),
    "today": ("news", "list the new stories"),
    "edition": ("news", "read, or save as one EPUB, what fits into the minutes you have"),
    "mute": ("news", "keep out stories by word, author or source"),
    "unmute": ("news", "let them in again"),
    "explain": ("printing", "explain how a page was parsed"),
    "check": ("care", "verify the library, and repair it"),
    "backup": ("care", "back up the library"),
    "restore": ("care", "restore a backup"),
    "keys": ("printing", "list all keys, with their names for [keys]"),
    "themes": ("printing", "list the themes, or print one as a table for the settings"),
    "completion": ("printing", "print shell completion"),
}
"""Each command's module, which has its description and arguments as `NAME` and its function as `run_NAME`, and a summary."""

QUERIES: dict[str, tuple[str, ...]] = {"search": (), "list": (), "export": ("-f", "-o")}
"""The search commands, in which -word excludes a word, and their short options."""

NEWS = ("follow", "unfollow", "following", "sync", "today", "edition", "mute", "unmute")
"""The commands about what is followed."""

OF_THE_LIBRARY = ("search", "add", "list", "import", "export", "fetch", *NEWS)
"""The commands that read or change the library."""

CARE = ("check", "backup", "restore")
"""The commands that maintain the library itself."""

EXAMPLES = """\
examples:
  termread                              open your library
  termread welcome                      read how to begin
  termread https://example.com/story    read a page; it is saved, and reopens where you left off
  termread example.com/story            the same
  termread saved.html notes.md          read files
  curl -s example.com/story | termread -
  termread story.html | less            print the text where output is not a terminal
  termread -o story.md https://example.com/story
  termread --format jsonl *.html        print one line of JSON for each

commands (see termread COMMAND --help; to open a file of that name, write ./search):
{commands}

In the reader, ? shows all keys and q quits. termread --print-config prints every setting with its default.
Exit status: 0 every input was readable, 1 nothing readable, 2 usage error, 66 no such input, 69 unreachable,
70 internal error, 74 library error, 130 interrupted; for several inputs, the worst of them.
"""


class Options:
    """The parsed options; not a dataclass, since creating one would double the run time of --help."""

    inputs: tuple[str, ...] = ()
    format = ""
    width: int | None = None
    output = ""
    theme = ""
    log = ""
    plain = False
    print_config = False


def parse(words: list[str]) -> Options:
    """Parse *words*; raises UsageError, or SystemExit after printing help."""
    options = Options()
    if len(words) == 1 and not words[0].startswith("-"):
        options.inputs = (words[0],)
    elif words:
        end = words.index("--") if "--" in words else len(words)
        parser().parse_intermixed_args(words[:end], options)  # which does not handle --
        options.inputs = (*options.inputs, *words[end + 1 :])
        if options.format and options.plain:
            raise UsageError("--plain and --format cannot be combined.")
        if not options.plain:
            options.format = options.format or format_of(options.output, "one")
    return options


def argument(*names: str, **how: object) -> Argument:
    """Declare an argument of a command, as argparse's `add_argument` takes it."""
    return names, how


def command(name: str) -> tuple[argparse.ArgumentParser, Callable[[Any, Any], int]]:
    """Return the parser of command *name*, and the function that runs it with options and a desk."""
    from importlib import import_module

    module = import_module(f"termread.cli.{COMMANDS[name][0]}")
    says, *arguments = getattr(module, name.upper())
    return new_parser(f"termread {name}", says, arguments), getattr(module, f"run_{name}")


def format_of(path: str, use: Use) -> str:
    """Return the format for a file name's ending, or an empty string if it has none; raises UsageError if unknown."""
    import os.path

    from termread.formats import by_suffix

    ending = os.path.splitext(path)[1].lower()  # noqa: PTH122 - avoids importing pathlib
    known = by_suffix(use)
    if not ending:
        return ""
    if ending not in known:
        from termread.text import clean_line

        raise UsageError(
            f"{clean_line(path)}: {clean_line(ending)} is not a format that termread writes. "
            f"Use {', '.join(known)}, or name the format with --format."
        )
    return known[ending]


def exclusions_kept(words: list[str], short: tuple[str, ...]) -> list[str]:
    """Return *words* with a space before exclusions and before everything after --, so that argparse sees no options.

    *short* are the prefixes of real short options, which are left alone.
    """
    end = words.index("--") if "--" in words else len(words)
    alone = ("--", "-h", *short)
    before = (f" {word}" if word[:1] == "-" != word and not word.startswith(alone) else word for word in words[:end])
    return [*before, *(f" {word}" for word in words[end + 1 :])]


def parser() -> argparse.ArgumentParser:
    """Return the parser for a command line without a command."""
    from argparse import SUPPRESS, RawDescriptionHelpFormatter

    from termread.config import theme_names
    from termread.formats import FORMATS, names
    from termread.journal import LEVELS

    commands = "\n".join(f"  {name:<10} {sentence}" for name, (_, sentence) in COMMANDS.items())
    themes = ", ".join(theme_names()[1:])
    printed = [name for name in names("one") if not FORMATS[name].binary]
    return new_parser(
        "termread",
        "Read long-form news in the terminal: the article, beautifully set, and nothing else.",
        (
            argument("inputs", nargs="*", metavar="ARTICLE", help="a file, a URL, or - for standard input"),
            argument("-f", "--format", choices=printed, help="print instead of opening the reader; nothing is saved"),
            argument("-w", "--width", type=measure, metavar="N", help="cells in a line of text (72)"),
            argument("-o", "--output", metavar="FILE", help="print to FILE, in the format of its suffix"),
            argument("-t", "--theme", metavar="NAME", help=f"the theme for this session: {themes}, or one of your own"),
            argument("--plain", action="store_true", help="print for a screen reader: no boxes, all in words"),
            argument("--log", choices=LEVELS, metavar="LEVEL", help=f"write a log: {', '.join(LEVELS)}"),
            argument("--print-config", action="store_true", help="print all settings with their defaults"),
            argument("-V", "--version", action="store_true", help="print the version"),
        ),
        usage="termread [OPTION…] [ARTICLE…]\n       termread COMMAND …",
        epilog=EXAMPLES.format(commands=commands),
        formatter_class=RawDescriptionHelpFormatter,
        argument_default=SUPPRESS,
    )


def measure(word: str) -> int:
    """Parse a measure; raises the error that argparse reports."""
    from argparse import ArgumentTypeError

    if not word.isdecimal() or not 1 <= int(word) <= 10_000:
        raise ArgumentTypeError(f"width must be from 1 to 10000, not {word}")
    return int(word)


def new_parser(name: str, says: str, arguments: Iterable[Argument], **more: object) -> argparse.ArgumentParser:
    """Return a parser for *arguments* that raises UsageError with one sentence instead of printing its usage and exiting."""
    from argparse import ArgumentParser

    class Parser(ArgumentParser):
        def error(self, message: str) -> None:  # type: ignore[override]
            sentence = message[:1].upper() + message[1:]
            raise UsageError(f"{sentence}. See {name} --help.")

    parser = Parser(name, description=says, allow_abbrev=False, **more)  # type: ignore[arg-type]
    for names, how in arguments:
        parser.add_argument(*names, **how)
    return parser
