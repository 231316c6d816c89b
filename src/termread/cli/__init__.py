"""The command line: opens the screen, prints articles or runs a command, and returns an exit status.

A saved first screen is painted before anything else is imported: what is imported here, every start waits for.
"""

from __future__ import annotations

import gc
import os
import sys

from termread import __version__, first_screen, paths

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from termread.cli.options import Options
    from termread.config import Config, Folders

BROKEN_PIPE = 141
"""The exit status a shell reports for a program ended by SIGPIPE."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run termread with *arguments*, by default those of the command line, and return its exit status."""
    words = list(sys.argv[1:] if arguments is None else arguments)
    sentence = ""
    try:
        if arguments is None and (not words or (len(words) == 1 and not _is_command(words[0]))):
            _begin(words[0] if words else first_screen.SHELF)
        status = 0 if _is_left() else _run(words)
        _flush()
    except KeyboardInterrupt:
        status = 130
    except BrokenPipeError:
        _silence()
        status = BROKEN_PIPE
    except Exception as error:  # noqa: BLE001 - the last resort: a report, never a traceback
        sentence, status = _told(error)
    held = first_screen.attributes is not None
    first_screen.release()
    if sentence:
        from termread.cli.streams import tell

        tell(sentence)
    if arguments is None and (held or "textual" in sys.modules):
        # The interpreter's own cleanup is too slow for a reader who is quitting, and may fail.
        os._exit(status)
    return status


def _is_command(word: str) -> bool:
    """Return whether *word* is an option or a command, not something to open."""
    if not word.isalpha():
        return word.startswith("-")
    from termread.cli.options import COMMANDS

    return word in COMMANDS


def _begin(argument: str) -> None:
    """Do the first step of opening *argument*: show its saved screen, or start the engine that will read it."""
    if first_screen.show(argument):
        gc.disable()  # all that is imported stays; the app turns it on again
        if argument != first_screen.SHELF:
            from termread import first_key

            first_key.listen(argument)
    elif argument != first_screen.SHELF:
        from termread.engine.engine import prepare

        prepare()


def _is_left() -> bool:
    """Return whether the key that quits was typed first: then nothing need be loaded, for nothing has changed.

    Settings may give the key another meaning, so where there are any, they are read first.
    """
    settings = os.path.join(paths.config(), "config.toml")  # noqa: PTH118 - nothing may be loaded
    return first_screen.typed[:1] == b"q" and not os.access(settings, os.F_OK)


def _told(error: Exception) -> tuple[str, int]:
    """Return a sentence about *error* and the exit status; a fault of ours gets a report if the system has the resources."""
    try:
        from termread.errors import TermreadError

        if isinstance(error, TermreadError):
            if error.code == "output":
                _silence()
            return error.text, error.status
        from termread.journal import sentence_of

        return sentence_of(error), 1
    except (OSError, MemoryError):
        return (
            "The system gives termread too little memory, or too few files. Close other programs, or raise ulimit.",
            1,
        )


def _run(words: list[str]) -> int:
    from termread.cli.options import COMMANDS, parse

    if words and words[0] in ("--version", "-V"):
        print(f"termread {__version__}")  # noqa: T201
        return 0
    if words and words[0] in COMMANDS:
        return run_command(words[0], words[1:])
    return read(parse(words))


def run_command(name: str, words: list[str]) -> int:
    """Run the command *name* with the arguments *words* and return its exit status."""
    from termread.cli import care
    from termread.cli.options import CARE, OF_THE_LIBRARY, QUERIES, command, exclusions_kept
    from termread.cli.streams import tell
    from termread.config import folders, load, load_leniently
    from termread.desk import Desk
    from termread.errors import LibraryError

    parser, run = command(name)
    if name in QUERIES:
        words = exclusions_kept(words, QUERIES[name])
    options = parser.parse_intermixed_args(words)
    where = folders()
    # What is wrong with a theme is what `themes` is asked for.
    desk = Desk((load_leniently if name == "themes" else load)(where.config_file), where, insist=True)
    try:
        if name in OF_THE_LIBRARY:
            care.insist_on_library(desk)
        return run(options, desk)
    except LibraryError as error:
        if error.code != "damaged" or name in CARE or not care.offer(error, where.data):
            raise
        tell("Now run this again.")
        return error.status
    finally:
        desk.close()
        if is_terminal(1) and not first_screen.find(first_screen.SHELF, os.get_terminal_size(1)):
            from termread.cli.screen import keep_shelf

            keep_shelf(desk)


def read(options: Options) -> int:
    """Carry out *options* and return the exit status."""
    if options.print_config:
        return _print_config()
    config, folders = settings(options)
    if not wants_screen(options):
        if not options.inputs:
            return run_command("list", [])
        from termread.cli.printing import print_articles

        return print_articles(options, config, folders)
    from termread.cli.screen import show

    return show(options, config, folders)


def _print_config() -> int:
    """Print the default settings, and report what is wrong in the user's own."""
    from termread.cli.streams import tell
    from termread.config import folders, load_leniently
    from termread.config.file import sample
    from termread.errors import UsageError

    sys.stdout.write(sample())
    faults = load_leniently(folders().config_file).faults
    for sentence in faults:
        tell(sentence)
    return UsageError.status if faults else 0


def settings(options: Options) -> tuple[Config, Folders]:
    """Return the settings with command-line overrides, and the folders; start the log if requested.

    With a screen, invalid settings are reported and replaced by defaults; when printing they are an error, because the
    output must be exactly as intended.
    """
    from termread.config import folders, load, load_leniently
    from termread.errors import UsageError
    from termread.values import replace

    where = folders()
    config = (load_leniently if wants_screen(options) else load)(where.config_file)
    if options.theme:
        if options.theme not in config.theme_names:
            raise UsageError(f"There is no theme {options.theme}; there are {', '.join(config.theme_names)}.")
        config = replace(config, theme=options.theme, this_time=("theme",))
    if options.width is not None:
        page = replace(config.page, width=options.width)
        config = replace(config, page=page, this_time=(*config.this_time, "width"))
    if options.log:
        from termread import journal

        journal.start(options.log, where.state)
    return config, where


def wants_screen(options: Options) -> bool:
    """Return whether to open the reader: the terminal is capable and nothing was requested to be printed."""
    if first_screen.painted:
        return True  # also where the terminal is gone since: what was typed before that still counts
    if options.format or options.output or options.plain:
        return False
    if os.environ.get("TERM", "dumb") in ("dumb", "") or not is_terminal(1):
        return False
    return is_terminal(0) or has_keyboard()


def is_terminal(descriptor: int) -> bool:
    """Return whether *descriptor* is open and a terminal."""
    try:
        return os.isatty(descriptor)
    except OSError:
        return False


def has_keyboard() -> bool:
    """Return whether keys can be read from the terminal, even if standard input is redirected."""
    try:
        os.close(os.open("/dev/tty", os.O_RDWR | os.O_NOCTTY))
    except OSError:
        return False
    return True


def _flush() -> None:
    if sys.stdout is None:
        return
    try:
        sys.stdout.flush()
    except BrokenPipeError:
        raise
    except OSError as error:
        from termread.errors import LibraryError

        raise LibraryError(f"The output cannot be written: {error.strerror}.", code="output") from error


def _silence() -> None:
    """Redirect standard output to the null device, so that the interpreter's final flush is silent."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 1)
    os.close(nowhere)
