"""Make the pictures of the README from the running app: `python screenshots/make.py [NAME…]`.

Writes an SVG and a PNG for each scene. The PNG is drawn by Chromium if it is installed, else by @resvg/resvg-js where
RESVG names the folder it was installed in; with neither, only the SVG is written.
"""

from __future__ import annotations

import asyncio
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from rich.cells import cell_len

HERE = Path(__file__).parent
PAGES = HERE.parent / "tests" / "pages"

WIDE = "\u1100-\u11ff\u2e80-\u9fff\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe4f\uff00-\uff60"

JOINED = "\u0590-\u08ff\ufb1d-\ufeff\u0900-\u0dff\u0e00-\u0eff"

Keys = tuple[str, ...]


@dataclass(frozen=True)
class Scene:
    """One picture: what is opened, in which theme and size, and what is pressed before it is taken."""

    name: str
    page: str | None = "opinion"
    theme: str = "night"
    size: tuple[int, int] = (100, 36)
    keys: Keys = ()


LANGUAGES = ("german", "arabic", "japanese")
THEMES = ("paper", "sepia", "dusk", "night", "contrast", "ansi")

SCENES = (
    Scene("reader-dark"),
    Scene("reader-light", theme="paper"),
    Scene("shelf", page=None),
    Scene("help", keys=("question_mark",)),
    Scene("narrow", size=(60, 36), theme="sepia"),
    Scene("search", keys=("slash", *"waited", "enter")),
    Scene("contents", page="feature", keys=("t",)),
    Scene("hints", page="opinion", keys=("F",)),
    Scene("live", page="live", theme="dusk"),
    Scene("tables", page="tables", theme="paper"),
    *(Scene(f"theme-{theme}", theme=theme, size=(90, 30)) for theme in THEMES),
    *(Scene(f"language-{name}", page=name, theme="sepia", size=(90, 30)) for name in LANGUAGES),
)


async def shoot(scene: Scene, home: Path) -> str:
    """Return the SVG of *scene*."""
    os.environ["TERMREAD_HOME"] = str(home)
    from termread.tui.app import picture_app

    app = picture_app(theme=scene.theme, page=str(PAGES / scene.page / "page.html") if scene.page else None)
    async with app.run_test(size=scene.size) as pilot:
        await _ready(app, pilot.pause)
        await pilot.press(*scene.keys)
        await pilot.pause(0.5)
        return app.export_screenshot(title="termread")


async def _ready(app: Any, pause: Callable[[float], Awaitable[None]]) -> None:
    for _ in range(100):
        await pause(0.05)
        if app.is_settled:
            return


def aligned(svg: str) -> str:
    """Return *svg* with every wide character in a text element of its own, at the cell it belongs to.

    Rich stretches a run to as many cells as it has characters, which squeezes Chinese and Japanese to half their width
    and tears joined scripts apart; those are left to their own length.
    """

    def split(found: re.Match[str]) -> str:
        head, x, middle, length, rest, text = found.groups()
        text = text.replace("&#160;", "\xa0")
        if text.isascii() or not _plain(text).strip("\xa0 "):
            return found.group()
        cell, at = float(length) / len(_plain(text)), float(x)
        made = []
        for part in re.findall(f"[{WIDE}]|[{JOINED}][{JOINED}\xa0 .,:/«»]*|[^{WIDE}{JOINED}]+", text):
            wide = cell_len(_plain(part)) * cell
            if re.match(f"[{JOINED}]", part):  # a joined script has its own length, and begins at the right
                made.append(f'{head}x="{at + wide:.1f}"{middle}text-anchor="end"{rest}>{part}</text>')
            else:
                made.append(f'{head}x="{at:.1f}"{middle}textLength="{wide:.1f}"{rest}>{part}</text>')
            at += wide
        return "".join(made)

    return re.sub(r'(<text [^>]*?)x="([\d.]+)"( [^>]*?)textLength="([\d.]+)"([^>]*)>([^<]*)</text>', split, svg)


def _plain(text: str) -> str:
    return re.sub(r"&#?\w+;", "x", text)


def draw(svg: Path, png: Path) -> bool:
    """Draw *svg* to *png*; return whether anything here can."""
    chromium = shutil.which("chromium")
    if chromium:
        size = re.search(r'viewBox="0 0 ([\d.]+) ([\d.]+)"', svg.read_text(encoding="utf-8"))
        wide, high = (int(float(n)) + 1 for n in size.groups()) if size else (1200, 800)
        with tempfile.TemporaryDirectory() as profile:
            command = [chromium, "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"]
            command += ["--disable-background-networking", "--disable-component-update", "--disable-sync"]
            command += [
                f"--user-data-dir={profile}",
                f"--window-size={wide},{high}",
                f"--screenshot={png}",
                svg.as_uri(),
            ]
            subprocess.run(command, check=True, capture_output=True, timeout=120)
        return True
    if folder := os.environ.get("RESVG"):
        script = (
            "const {Resvg}=require(process.argv[1]+'/node_modules/@resvg/resvg-js');const fs=require('fs');"
            "const r=new Resvg(fs.readFileSync(process.argv[2],'utf8'),{font:{loadSystemFonts:true,defaultFontFamily:'Fira Code',"
            "monospaceFamily:'Fira Code'}});"
            "fs.writeFileSync(process.argv[3],r.render().asPng())"
        )
        subprocess.run(["node", "-e", script, folder, str(svg), str(png)], check=True, timeout=120)
        return True
    return False


def main(names: list[str]) -> None:
    """Take the scenes named, or all."""
    for scene in SCENES:
        if names and scene.name not in names:
            continue
        with tempfile.TemporaryDirectory(prefix="termread-picture-") as home:
            svg = HERE / f"{scene.name}.svg"
            text = asyncio.run(shoot(scene, Path(home)))
            svg.write_text(aligned(re.sub(r"@font-face \{.*?\}", "", text, flags=re.DOTALL)), encoding="utf-8")
            drawn = draw(svg, svg.with_suffix(".png"))
            print(scene.name, "svg and png" if drawn else "svg")


if __name__ == "__main__":
    main(sys.argv[1:])
