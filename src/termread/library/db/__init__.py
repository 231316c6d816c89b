"""The database: its file, its tables, and the reading and writing of their rows."""
