"""What `extraction.py` and `fidelity.py` are made of: how pages are looked at, and compared with what readers show of them."""
