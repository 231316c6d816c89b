"""What the reader keeps: articles whole, places, bookmarks, highlights, tags. Only this package knows sqlite3."""
