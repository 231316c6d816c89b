"""What a reader does: open, read again, collect, import, export. The only package that knows both banks of the river.

`Desk.library` is the door to what is kept; the desk adds what needs the engine as well.
"""

from termread.desk.desk import Desk, Opened
from termread.desk.look import Look

__all__ = ["Desk", "Look", "Opened"]
