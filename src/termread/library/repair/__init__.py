"""Detecting and repairing damage in a library."""
