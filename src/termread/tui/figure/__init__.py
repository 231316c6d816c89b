"""A figure alone on the screen: the whole picture, a part of it enlarged, its caption, and its file saved or viewed."""
