"""A mail folder as a feed: read from the disk, then understood."""

from __future__ import annotations

from pathlib import Path

from termread.feed import Feed
from termread.fetch.mailbox import messages_in
from termread.parse.formats.feeds.mail import feed_of_mail
from termread.text import clean_line


def read_mailbox(path: Path) -> Feed:
    """Return the messages of the Maildir or mbox at *path* as a feed; what is wrong is told in `fault`."""
    found = messages_in(path)
    return feed_of_mail(found.messages, clean_line(path.name.lstrip(".")) or "Mail", found.fault)
