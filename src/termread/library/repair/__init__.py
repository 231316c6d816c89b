"""Finding what is damaged in a library, and repairing it."""
