"""Runs of text to the typed blocks of an article."""
