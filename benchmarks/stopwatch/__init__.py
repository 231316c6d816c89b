"""What `terminal.py` and `recording.py` are made of: programs run in a pseudo-terminal, timed, and the report on them."""
