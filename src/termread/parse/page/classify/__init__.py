"""The block classifier: which runs of a page are its story, learned from pages that people have annotated."""
