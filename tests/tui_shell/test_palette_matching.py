"""What the command palette finds, and in which order."""

from __future__ import annotations

from termread.tui.dialogs.palette import matching


def test_every_word_must_be_there_and_one_that_begins_as_asked_goes_first():
    assert matching("ferry", "Read it again from where it came; your place stays") == 0
    assert matching("lighthouse", "The last ferry to the lighthouse islands") > matching("house", "The lighthouse")
    assert matching("next", "Next of all") > matching("next", "The next match") > matching("ext", "The next match") > 0
    assert matching("match next", "The next match") > 0
    assert matching("cafe", "A Café by the sea") > 0
    assert matching("", "Anything") == 0
