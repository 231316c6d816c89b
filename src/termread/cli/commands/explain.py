"""`termread explain ARTICLE`: how a page was understood."""

from __future__ import annotations

from typing import TYPE_CHECKING

from termread.cli.options import new_parser
from termread.cli.output import opened

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace

    from termread.desk import Desk


def parser() -> ArgumentParser:
    """Return what the command takes."""
    found = new_parser("termread explain", "Tell how a page was understood: what was taken, what was cut, and why.")
    found.add_argument("article", metavar="ARTICLE", help="a file, a URL, or - for standard input")
    return found


def run(options: Namespace, desk: Desk) -> int:
    """Print the explanation."""
    from termread.cli.standard_input import standard_input
    from termread.engine.messages import Explanation, Order
    from termread.fetch.addresses import STANDARD_INPUT, resolve

    address = resolve(options.article)
    data = standard_input(desk.config.fetch) if address == STANDARD_INPUT else None
    with opened() as out:
        for event in desk.engine.run(Order(address, "explain", data=data)):
            if isinstance(event, Explanation):
                out.write(event.text.rstrip("\n") + "\n")
    return 0
