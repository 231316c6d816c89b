"""The readers of every kind of document but HTML: a module or a package a kind."""
