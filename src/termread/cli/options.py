"""What can be asked for on the command line, and the help that teaches it."""

from __future__ import annotations

from termread.errors import UsageError

TYPE_CHECKING = False
if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterable

LEVELS = ("debug", "info", "warning", "error")

EXAMPLES = """\
examples:
  termread                              the shelf: all that you keep
  termread https://example.com/story    read a page; it is kept, and opens again where you left it
  termread example.com/story            the same
  termread saved.html notes.md          read files
  curl -s example.com/story | termread -
  termread story.html | less            without a terminal on the other end, the text is printed
  termread -o story.md https://example.com/story
  termread --format jsonl *.html        one line of JSON for each

commands (termread COMMAND --help says more; a file of such a name is ./search):
{commands}

In the reader ? shows all keys, and q leaves. What can be set, with its default: termread --print-config
Exit status: 0 something to read in every input, 1 nothing readable, 2 usage, 66 no such input,
69 unreachable, 70 and 74 faults of termread and of its store, 130 ^C; of several, the gravest.
"""


class Options:
    """What was asked for; no dataclass, whose making would double the time that --help takes."""

    inputs: tuple[str, ...] = ()
    format: str = ""
    width: int | None = None
    output: str = ""
    theme: str = ""
    log: str = ""
    plain: bool = False
    print_config: bool = False

    def __init__(self, **given: object) -> None:
        self.__dict__.update(given)


def parse(words: list[str]) -> Options:
    """Return what *words* ask for; raises UsageError, or SystemExit after printing help."""
    if not words:
        return Options()
    if len(words) == 1 and not words[0].startswith("-"):
        return Options(inputs=(words[0],))
    end = words.index("--") if "--" in words else len(words)
    found = parser().parse_intermixed_args(words[:end])  # which does not know what -- means
    if found.format and found.plain:
        raise UsageError("--plain and --format exclude each other.")
    return Options(
        inputs=(*found.articles, *words[end + 1 :]),
        format=found.format or ("" if found.plain else _by_name(found.output or "")),
        width=found.width,
        output=found.output or "",
        theme=found.theme or "",
        log=found.log or "",
        plain=found.plain,
        print_config=found.print_config,
    )


def _by_name(path: str) -> str:
    """Return the format that the ending of a file's name asks for, empty without one; raises UsageError for any other."""
    import os.path

    ending = os.path.splitext(path)[1].lower()  # noqa: PTH122 - pathlib is not loaded for this
    if not ending:
        return ""
    from termread.formats import by_suffix

    known = by_suffix("one")
    if ending not in known:
        raise no_such_ending(path, ending, known)
    return known[ending]


def no_such_ending(path: str, ending: str, known: Iterable[str]) -> UsageError:
    """Return the error of a file name whose ending is none of the *known* ones."""
    from termread.text import clean_line

    return UsageError(
        f"{clean_line(path)}: {clean_line(ending)} is not a format termread writes. "
        f"Use {', '.join(known)}, or name the format with --format."
    )


def parser() -> argparse.ArgumentParser:
    """Return the parser of a command line without a command."""
    from argparse import RawDescriptionHelpFormatter

    from termread.cli.commands import COMMANDS
    from termread.formats import FORMATS, names

    commands = "\n".join(f"  {name:<10} {sentence}" for name, (_, sentence) in COMMANDS.items())
    found = new_parser(
        "termread",
        "Read long-form news in the terminal: the article, beautifully set, and nothing else.",
        usage="termread [OPTION…] [ARTICLE…]\n       termread COMMAND …",
        epilog=EXAMPLES.format(commands=commands),
        formatter_class=RawDescriptionHelpFormatter,
    )
    found.add_argument("articles", nargs="*", metavar="ARTICLE", help="a file, a URL, or - for standard input")
    printed = [name for name in names("one") if not FORMATS[name].binary]
    found.add_argument("-f", "--format", choices=printed, help="print instead of opening the reader; nothing is kept")
    found.add_argument("-w", "--width", type=measure, metavar="N", help="the measure: cells of a line of text (72)")
    found.add_argument("-o", "--output", metavar="FILE", help="print to FILE, as the end of its name says")
    found.add_argument(
        "-t", "--theme", metavar="NAME", help="the colours, this time: paper, sepia, dusk, night, contrast, ansi"
    )
    found.add_argument("--plain", action="store_true", help="print for a screen reader: no boxes, everything in words")
    found.add_argument("--log", choices=LEVELS, metavar="LEVEL", help=f"write a log: {', '.join(LEVELS)}")
    found.add_argument("--print-config", action="store_true", help="print the settings, with their defaults")
    found.add_argument("-V", "--version", action="store_true", help="print the version")
    return found


def measure(word: str) -> int:
    """Return the measure in *word*; raises what argparse reports."""
    from argparse import ArgumentTypeError

    if not word.isdecimal() or not 1 <= int(word) <= 10_000:
        raise ArgumentTypeError(f"a width is a number from 1 to 10000, not {word}")
    return int(word)


def new_parser(name: str, says: str, **more: object) -> argparse.ArgumentParser:
    """Return a parser that raises UsageError, one sentence, where argparse would print its usage and end."""
    from argparse import ArgumentParser

    class Parser(ArgumentParser):
        def error(self, message: str) -> None:  # type: ignore[override]
            sentence = message[:1].upper() + message[1:]
            raise UsageError(f"{sentence}. See {name} --help.")

    return Parser(name, description=says, allow_abbrev=False, **more)  # type: ignore[arg-type]
