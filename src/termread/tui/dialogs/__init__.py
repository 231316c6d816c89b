"""Dialogs and lists over the page, and the screens that are no article."""
