"""Recognizes boilerplate: everything on a page that is not its story."""
