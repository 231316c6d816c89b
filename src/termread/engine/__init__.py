"""The child process that fetches and parses, and the pipe to it."""
