"""Trains the block classifier: from pages whose story people have annotated to `weights.json` and `trees.py`."""
