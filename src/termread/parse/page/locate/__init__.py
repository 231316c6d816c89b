"""Where on a page the story is."""
