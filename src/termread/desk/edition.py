"""An edition: unread stories that fill a given time, of as many sources as possible, to read in one go or as one EPUB."""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from termread.library.news import Story

OVER = 0.05
"""By which share of the given time an edition may be longer."""
TO_READ = ("", "mail", "release")
"""What an edition is made of: all that is read, not heard or watched."""


def pick(stories: Sequence[Story], minutes: float) -> list[Story]:
    """Return those of *stories* to read in about *minutes*, in the order given: none twice, and none without a text.

    The sources take turns, the one with the newest story first, and each gives its newest that still fits. Stories
    whose whole text is there go before those with only the text of their feed.
    """
    found = [story for story in stories if story.unread and any(story.minutes) and story.medium in TO_READ]
    picked: dict[int, Story] = {}
    barred: set[int] = set()
    room = minutes * (1 + OVER)
    for whole in (True, False):
        queues = _by_source(story for story in found if (story.entry is not None) is whole)
        while queues:
            for queue in sorted(queues, key=lambda queue: queue[0].published, reverse=True):
                while queue:
                    story = queue.popleft()
                    if reading_time(story) <= room and story.id not in barred and barred.isdisjoint(story.also):
                        room -= reading_time(story)
                        picked[story.id] = story
                        barred |= {story.id, *story.also}
                        break
            queues = [queue for queue in queues if queue]
    return [story for story in stories if story.id in picked]


def reading_time(story: Story) -> float:
    """Return the minutes that a story takes, between a fast and a slow reader."""
    return sum(story.minutes) / 2


def _by_source(stories: Iterable[Story]) -> list[deque[Story]]:
    queues: defaultdict[int, deque[Story]] = defaultdict(deque)
    for story in sorted(stories, key=lambda story: story.published, reverse=True):
        queues[story.source].append(story)
    return list(queues.values())
