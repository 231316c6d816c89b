"""An article set for a width, purely: the same article and page always give the same lines."""
