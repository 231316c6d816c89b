"""Pictures as pixels: what the terminal can draw, the bytes of each protocol, and what of it is on the screen."""
