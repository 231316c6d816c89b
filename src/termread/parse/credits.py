"""thin."""

from __future__ import annotations
import re

_T = re.compile(
    r"^(.*?)\s*(?:[(\[]?\s*(?:(?:Foto|Photo|Bild|Image|Picture|Fotos|Quelle|Credit|Credits|Source)\s*:\s*|©\s*)(.{2,80}?)\s*[)\]]?\.?|\s/\s?([A-Z][\w .]{1,40})|\(([^()]{2,60})\))$",
    re.S,
)


def split_credit(text: str, language: str | None) -> tuple[str, str]:
    found = _T.match(text)
    if not found:
        return text, ""
    return found.group(1).rstrip(" |"), next(g for g in found.groups()[1:] if g)
