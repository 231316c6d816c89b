"""Reading: on the screen where there is one, else printed."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

from termread.errors import UsageError

if TYPE_CHECKING:
    from termread.cli.options import Options
    from termread.config import Config, Folders


def read(options: Options) -> int:
    """Do what *options* ask for and return the exit status."""
    if options.print_config:
        return _print_config()
    config, folders = settings(options)
    if not wants_screen(options):
        from termread.cli.printing import print_articles, print_shelf

        return print_articles(options, config, folders) if options.inputs else print_shelf(config, folders)
    from termread.cli.screen import show

    return show(options, config, folders)


def _print_config() -> int:
    """Print the default settings, and say what is wrong in the reader's own."""
    from termread.cli.stderr import tell
    from termread.config import folders, load_leniently
    from termread.config.file import sample

    sys.stdout.write(sample())
    faults = load_leniently(folders().config_file).faults
    for sentence in faults:
        tell(sentence)
    return UsageError.status if faults else 0


def settings(options: Options) -> tuple[Config, Folders]:
    """Return the settings, as the command line changes them, and the folders; starts the log if one is wanted.

    A screen can say what is wrong with the settings, and starts all the same; what is printed is printed as it was meant
    or not at all.
    """
    from termread.config import THEME_NAMES, folders, load, load_leniently
    from termread.values import replace

    where = folders()
    config = (load_leniently if wants_screen(options) else load)(where.config_file)
    if options.theme:
        if options.theme not in THEME_NAMES:
            raise UsageError(f"There is no theme {options.theme}; there are {', '.join(THEME_NAMES)}.")
        config = replace(config, theme=options.theme, this_time=("theme",))
    if options.width is not None:
        page = replace(config.page, width=options.width)
        config = replace(config, page=page, this_time=(*config.this_time, "width"))
    if options.log:
        from termread import journal

        journal.start(options.log, where.state)
    return config, where


def wants_screen(options: Options) -> bool:
    """Tell whether the reader opens: there is a terminal that can show it, and nothing was asked to be printed."""
    if options.format or options.output or options.plain:
        return False
    if os.environ.get("TERM", "dumb") in ("dumb", "") or not is_terminal(1):
        return False
    return is_terminal(0) or has_keyboard()


def is_terminal(descriptor: int) -> bool:
    """Tell whether *descriptor* is open, and a terminal."""
    try:
        return os.isatty(descriptor)
    except OSError:
        return False


def has_keyboard() -> bool:
    """Tell whether keys can come from the terminal itself, whatever standard input is."""
    try:
        os.close(os.open("/dev/tty", os.O_RDWR | os.O_NOCTTY))
    except OSError:
        return False
    return True
