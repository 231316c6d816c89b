"""The database: its file, its tables, and what is written to them and read of them."""
