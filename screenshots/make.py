"""Make the pictures of the README from the running app: `python screenshots/make.py [NAME…]`.

Writes an SVG and a PNG for each scene. The PNG is drawn by Chromium if it is installed, else by @resvg/resvg-js where
RESVG names the folder it was installed in; with neither, only the SVG is written.
"""

from __future__ import annotations

import asyncio
import base64
import io
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from rich.cells import cell_len

from termread.palette import THEMES

HERE = Path(__file__).parent
PAGES = HERE.parent / "tests" / "pages"

WIDE = "\u1100-\u11ff\u2e80-\u9fff\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe4f\uff00-\uff60"
RIGHT = "\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc"
JOINED = "\u0900-\u0eff"
FONTS = {"zh": "Noto Sans CJK SC", "ja": "Noto Sans CJK JP", "ko": "Noto Sans CJK KR"}
SCRIPTS = {
    "\u0590-\u05ff": "Noto Sans Hebrew",
    "\u0600-\u08ff": "Noto Sans Arabic",
    "\u0900-\u097f": "Noto Sans Devanagari",
}
OTHER = "Noto Sans Thai"
RIGHTWARD = "\u200f"

Keys = tuple[str, ...]


@dataclass(frozen=True)
class Scene:
    """One picture: what is opened, in which theme and size, and what is pressed before it is taken."""

    name: str
    page: str | None = "opinion"
    theme: str = "night"
    size: tuple[int, int] = (100, 36)
    keys: Keys = ()
    language: str = "ja"
    """Whose forms characters have that Chinese, Japanese and Korean share."""


LANGUAGES = {"german": "de", "arabic": "ar", "japanese": "ja", "chinese": "zh", "thai": "th"}
MARKING = (
    "slash",
    *"Nobody wept.",
    "enter",
    "H",
    "slash",
    *"the old pilot",
    "enter",
    "H",
    "H",
    "a",
    *"who is he?",
    "enter",
)
MARKING = (*MARKING, "slash", *"in spring", "enter", "H", "H", "H", "escape", "g", "}", "}", "B", "g")
KEPT = ("wire", "german", "tables", "japanese", "opinion", "feature")
TAGS = ("ports", "weekend", "to quote")

SCENES = (
    Scene(
        "reader-dark", theme="dusk", size=(92, 34), keys=("slash", *"money standing still", "enter", "H", "escape", "g")
    ),
    Scene("reader-light", page="feature", theme="paper", size=(92, 34)),
    Scene("picture", page="english", theme="night", size=(92, 40)),
    Scene("footnote", page="feature", theme="sepia", size=(92, 34), keys=("tab",)),
    Scene("shelf", page=None, theme="dusk"),
    Scene("today", page=None, theme="dusk", size=(100, 32), keys=("j", "j", "M")),
    Scene("help", keys=("question_mark",), theme="dusk"),
    Scene("palette", page="feature", theme="dusk", keys=("ctrl+p", *"the ")),
    Scene("narrow", size=(60, 36), theme="sepia"),
    Scene("search", page="feature", theme="dusk", keys=("slash", *"boat", "enter", "n")),
    Scene("contents", page="feature", theme="paper", keys=("t",)),
    Scene("hints", page="opinion", theme="dusk", keys=("F",)),
    Scene("marks", page="feature", theme="paper", size=(92, 34), keys=MARKING),
    Scene("live", page="live", theme="dusk"),
    Scene("tables", page="tables", theme="paper"),
    *(Scene(f"theme-{theme}", theme=theme, size=(90, 30)) for theme in THEMES),
    *(
        Scene(f"language-{name}", page=name, theme="sepia", size=(90, 30), language=tag)
        for name, tag in LANGUAGES.items()
    ),
)


async def shoot(scene: Scene, home: Path) -> str:
    """Return the SVG of *scene*."""
    os.environ["TERMREAD_HOME"] = str(home)
    app = app_of(scene)
    async with app.run_test(size=scene.size) as pilot:
        await _ready(app, pilot.pause)
        await pilot.press(*scene.keys)
        await pilot.pause(6 if scene.name == "picture" else 0.5)
        return app.export_screenshot(title="termread")


def app_of(scene: Scene) -> Any:
    """Return the app with the scene's page open: a page of the tests, or their article in that language."""
    from termread.article import Figure
    from termread.config import Config, folders
    from termread.desk import Desk
    from termread.document import Reading, Receipt
    from termread.tui.app import Start, Termread, picture_app
    from termread.values import replace

    page = PAGES / (scene.page or "") / "page.html"
    if scene.page and page.exists():
        return picture_app(theme=scene.theme, page=str(page))
    sys.path.insert(0, str(PAGES.parent / "layout"))
    from languages import LANGUAGES as ARTICLES

    desk = Desk(replace(Config(), theme=scene.theme), folders())
    if scene.page is None:
        (follow if scene.name == "today" else fill)(desk, ARTICLES)
        return Termread(desk, Start())
    address = f"https://example.com/{scene.page}"
    blocks = (
        replace(each, src=harbour(), width=640, height=300) if isinstance(each, Figure) else each
        for each in ARTICLES[scene.page].blocks
    )
    article = replace(ARTICLES[scene.page], blocks=tuple(blocks))
    opened = desk.keep(Reading(article, Receipt(address, address, "text/html")))
    return Termread(desk, Start((address,), opened))


def fill(desk: Any, articles: Mapping[str, Any]) -> None:
    """Put the tests' pages and *articles* on the shelf, some begun, some tagged, some liked."""
    from termread.article import Place
    from termread.codec import article_of
    from termread.document import Reading, Receipt

    found = [article_of(json.loads((PAGES / name / "article.json").read_text("utf-8"))) for name in KEPT]
    spoken = [article for name, article in articles.items() if name not in ("arabic", "hindi")]
    for number, article in enumerate((*spoken, *found)):
        address = f"https://example.com/{number}"
        entry = desk.keep(Reading(article, Receipt(address, address, "text/html"))).kept.id
        desk.library.read_to(entry, Place(1), 0.1 + number * 0.37 % 0.8)
        desk.library.set_favourite(entry, number % 3 == 1)
        desk.library.set_tags(entry, [TAGS[number % len(TAGS)]] if number % 2 else [])


def follow(desk: Any, articles: Mapping[str, Any]) -> None:
    """Let three papers that are followed have the tests' pages and *articles* of today."""
    from termread.codec import article_of
    from termread.document import Reading, Receipt
    from termread.feed import Feed, FeedItem, SourceAnswer

    stories = [article_of(json.loads((PAGES / name / "article.json").read_text("utf-8"))) for name in KEPT]
    stories += [articles[name] for name in ("german", "english") if name in articles]
    for number, name in enumerate(("The Harbour Post", "Northern Line", "Le Quai")):
        source = desk.library.sources.follow(f"https://example.com/{number}/feed.xml", title=name)
        for at, article in enumerate(stories[number::3]):
            address = f"https://example.com/{number}/{at}"
            item = FeedItem(address, address, article.title, article.dek or "")
            taken = desk.library.sources.take([SourceAnswer(source.id, "new", Feed(items=(item,)))])
            desk.library.sources.keep(taken.new[0], Reading(article, Receipt(address, address, "text/html")))


def harbour(scale: int = 1) -> str:
    """Return a picture of ours as a data: address: two ships outside a harbour at first light, 640 x 300 times *scale*."""
    from PIL import Image, ImageDraw, ImageFilter

    sky, glow, sea = (44, 52, 92), (240, 150, 96), (26, 44, 66)
    image = Image.new("RGB", (640 * scale, 300 * scale))
    draw = ImageDraw.Draw(image)
    for row in range(300 * scale):
        y = row / scale
        above, part = y < 170, y / 170 if y < 170 else (y - 170) / 130
        ends = (sky, glow) if above else ((150, 104, 92), sea)
        color = tuple(round(a + (b - a) * part) for a, b in zip(*ends, strict=True))
        draw.line((0, row, 640 * scale, row), fill=color)
    draw.ellipse([n * scale for n in (404, 128, 464, 188)], fill=(255, 226, 170))
    for y in range(172, 300, 9):
        wide = 26 - (y - 172) // 8
        ends = (434 - wide) * scale, y * scale, (434 + wide) * scale, y * scale
        draw.line(ends, fill=(250, 190, 130), width=4 * scale)
    for left, size in ((90, 1.0), (300, 0.62)):
        _ship(draw, left, size, scale)
    data = io.BytesIO()
    image.filter(ImageFilter.GaussianBlur(scale)).save(data, "PNG")
    return "data:image/png;base64," + base64.b64encode(data.getvalue()).decode()


def _ship(draw: Any, left: int, size: float, scale: int) -> None:
    dark = (18, 22, 34)
    hull = [(0, 0), (150, 0), (132, 26), (18, 26)]
    draw.polygon([((left + x * size) * scale, (164 + y * size) * scale) for x, y in hull], fill=dark)
    house = left + 96 * size, 164 - 34 * size, left + 128 * size, 166
    draw.rectangle([n * scale for n in house], fill=dark)
    mast = left + 40 * size, 164, left + 40 * size, 164 - 70 * size
    draw.line([n * scale for n in mast], fill=dark, width=4 * scale)


async def _ready(app: Any, pause: Callable[[float], Awaitable[None]]) -> None:
    for _ in range(100):
        await pause(0.05)
        if app.is_settled:
            return


def aligned(svg: str, language: str = "ja") -> str:
    """Return *svg* with every character at the cell that it has in a terminal.

    Rich stretches a run to as many cells as it has characters, which squeezes Chinese and Japanese to half their width
    and tears joined scripts apart: a wide character stands alone, a word of a joined script keeps its own length, and a
    run that is read from the right ends where its cells do.
    """
    wide_font = FONTS.get(language, FONTS["ja"])

    def placed(found: re.Match[str]) -> str:
        head, x, middle, length, rest, text = found.groups()
        text = text.replace("&#160;", "\xa0")
        if text.isascii() or not _plain(text).strip("\xa0 "):
            return found.group()
        cell, at = float(length) / len(_plain(text)), float(x)
        if re.search(f"[{RIGHT}]", text):
            end = at + cell_len(_plain(text.rstrip("\xa0 "))) * cell
            body = f"{RIGHTWARD}{text.strip(chr(0xA0) + ' ')}{RIGHTWARD}"
            return f'{head}x="{end:.1f}"{middle}text-anchor="end" font-family="{_font(text)}"{rest}>{body}</text>'
        made = []
        for part in re.findall(f"[{WIDE}]|[{JOINED}][^{WIDE}\xa0 ]*|[^{WIDE}{JOINED}]+", text):
            cells = cell_len(_plain(part)) * cell
            own = f'textLength="{cells:.1f}"'
            if re.match(f"[{WIDE}]", part):
                own += f' font-family="{wide_font}"'
            elif re.match(f"[{JOINED}]", part):
                own = f'font-family="{_font(part)}"'
            made.append(f'{head}x="{at:.1f}"{middle}{own}{rest}>{part}</text>')
            at += cells
        return "".join(made)

    return re.sub(r'(<text [^>]*?)x="([\d.]+)"( [^>]*?)textLength="([\d.]+)"([^>]*)>([^<]*)</text>', placed, svg)


def _font(text: str) -> str:
    return next((font for script, font in SCRIPTS.items() if re.search(f"[{script}]", text)), OTHER)


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
            bare = re.sub(r"@font-face \{.*?\}", "", text, flags=re.DOTALL)
            svg.write_text(aligned(bare, scene.language), encoding="utf-8")
            drawn = draw(svg, svg.with_suffix(".png"))
            print(scene.name, "svg and png" if drawn else "svg")


if __name__ == "__main__":
    main(sys.argv[1:])
