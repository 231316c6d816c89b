"""The shelf: all saved articles, and what can be done with one."""
