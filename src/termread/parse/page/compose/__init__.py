"""Turns runs of text into the typed blocks of an article."""
