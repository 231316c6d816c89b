"""What fills the terminal: the reader, the shelf, and what asks something on top of them."""
