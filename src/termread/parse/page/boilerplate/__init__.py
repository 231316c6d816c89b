"""What stands on a page beside its story, and how it is told from it."""
