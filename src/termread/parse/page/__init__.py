"""Turns an HTML page into an article in stages; `pipeline` lists them in order."""
