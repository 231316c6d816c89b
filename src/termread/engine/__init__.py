"""The child process that fetches and parses, and the pipe to it: `engine` is our side of it, `child` the other.

Starting a child is cheap on purpose: it is started first thing, before the screen's own framework is imported, so that
its imports run on another core meanwhile. Where what is kept shows at once, none of this is loaded.
"""
