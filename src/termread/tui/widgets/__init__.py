"""The view of an article, and its parts."""
