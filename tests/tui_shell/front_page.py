"""A desk that follows two papers and a podcast, with stories of today and yesterday."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from termread.article import Article, Paragraph, Prose
from termread.config import Config, folders
from termread.desk import Desk
from termread.document import Reading, Receipt
from termread.feed import Feed, FeedItem, SourceAnswer
from termread.library.api import Library
from termread.values import replace

NOW = datetime.now(UTC).astimezone().replace(hour=12, minute=0, second=0, microsecond=0)


def at(hours: float) -> str:
    """Return the moment *hours* before noon, as a feed gives it."""
    return (NOW - timedelta(hours=hours)).astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")


PAPERS = {
    "Example News": (
        FeedItem(
            "n1",
            "https://example.com/ferry",
            "The last ferry",
            "It left early.",
            authors=("A Reporter",),
            published=at(1),
        ),
        FeedItem("n2", "https://example.com/bridge", "Council keeps the bridge", "After nine years.", published=at(2)),
        FeedItem("n3", "https://example.com/school", "A school reopens", published=at(26)),
    ),
    "Harbor Post": (
        FeedItem("h1", "https://example.org/tides", "High tides", "Sandbags are out.", published=at(0.5)),
        FeedItem("h2", "https://example.org/market", "The fish market moves", published=at(27)),
    ),
    "Tide Talk": (
        FeedItem("p1", "https://example.net/12", "Episode 12", "On the moon.", published=at(3), medium="audio"),
    ),
}


def following(papers: dict[str, tuple[FeedItem, ...]] = PAPERS, *, library: Library | None = None) -> Library:
    """Return a library, or *library*, that follows *papers*."""
    library = library or Library()
    answers = []
    for number, (title, items) in enumerate(papers.items(), 1):
        host = items[0].url.split("/")[2] if items else f"{number}.example.com"
        source = library.sources.follow(
            f"https://{host}/feed.xml", title=title, tags=["sea"] if "Harbor" in title else []
        )
        answers.append(SourceAnswer(source.id, "new", Feed(title=title, items=items), checked=at(0)))
    library.sources.take(answers)
    return library


def with_text(library: Library, title: str, words: str = "The harbor lights come on one after the other. ") -> None:
    """Give the story called *title* its text."""
    story = next(each for each in library.sources.stories() if each.title == title)
    blocks = tuple(Paragraph(Prose(words * 20)) for _ in range(8))
    article = Article(title=title, site=story.sources[0], language="en", blocks=blocks)
    library.sources.keep(story.id, Reading(article, Receipt(story.url)))


def desk_of(library: Library, **settings: object) -> Desk:
    """Return a desk with *library*."""
    return Desk(replace(Config(), theme="paper", **settings), folders(), library=library)
