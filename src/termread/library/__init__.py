"""The library: complete articles, reading positions, bookmarks, highlights and tags. Only this package uses sqlite3.

`api.open_library` opens the one on disk; `api.Library` without a folder is in memory. `repair.check`, `backups.backup`
and `backups.restore` operate on the file itself, even if it cannot be opened.
"""
