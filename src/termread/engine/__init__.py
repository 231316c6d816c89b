"""The child process that fetches and parses, and the pipe to it: `engine` is the parent's side, `child` the other.

Starting a child is deliberately cheap: it is started first, before the screen's framework is imported, so that its own
imports run on another core meanwhile. If a kept copy can be shown at once, none of this is loaded.
"""
