"""Bytes to articles, purely: a table of parsers chosen by type, then by look."""
