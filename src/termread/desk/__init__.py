"""What a reader does: open, reread, collect, import, export. The only package that uses both engine and library.

`Desk.library` gives access to the library; the desk adds what also needs the engine.
"""

from termread.desk.desk import Desk, Opened
from termread.desk.look import Look

__all__ = ["Desk", "Look", "Opened"]
