"""How the weights of the block classifier are made: from pages and what people say is their story, to `weights.json`."""
