"""The lines of text that a page shows, as a browser lays them out.

A line here is what stands in one block box: text nodes that share their nearest block container, in document order, parted
at `<br>`. Text that no reader sees is left out: text nodes whose client rectangles are empty, at most one pixel, or outside
the page, text inside a box that clips to a pixel, and text that is invisible or transparent.
"""

from __future__ import annotations

import codecs
import json
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

COLLECT = r"""
const inline = /^(inline|ruby|contents|math|-webkit-box$)/;
const skipped = new Set(['SCRIPT', 'STYLE', 'NOSCRIPT', 'TEMPLATE', 'TITLE', 'TEXTAREA', 'SELECT', 'OPTION']);
const width = Math.max(document.documentElement.scrollWidth, innerWidth);
const styles = new Map(), unseen = new Map(), numbers = new Map();
const styleOf = e => { let s = styles.get(e); if (!s) styles.set(e, s = getComputedStyle(e)); return s; };
const clips = s => s.overflowX !== 'visible' || s.overflowY !== 'visible' || s.clipPath !== 'none' || s.clip !== 'auto';
const isHidden = e => {
  if (!e || e === document.documentElement) return false;
  if (unseen.has(e)) return unseen.get(e);
  const s = styleOf(e), box = e.getBoundingClientRect();
  const hidden = s.visibility !== 'visible' || s.opacity === '0' || s.clip === 'rect(0px, 0px, 0px, 0px)' ||
    s.clip === 'rect(1px, 1px, 1px, 1px)' ||
    (clips(s) && !inline.test(s.display) && (box.width <= 1 || box.height <= 1));
  const value = hidden && s.visibility === 'visible' ? true : (hidden || isHidden(e.parentElement));
  unseen.set(e, value); return value;
};
const isInline = e => {
  const s = styleOf(e);
  return inline.test(s.display) || (s.float !== 'none' && e.textContent.trim().length < 4);
};
const blockOf = e => { while (e.parentElement && isInline(e)) e = e.parentElement; return e; };
const number = e => { if (!numbers.has(e)) numbers.set(e, numbers.size); return numbers.get(e); };
const path = e => { const out = []; for (; e; e = e.parentElement) out.unshift(number(e)); return out; };
const lines = []; let last = null, open = null;
const walk = node => {
  for (const child of node.childNodes) {
    if (child.nodeType === 3) {
      const parent = child.parentElement || node.host;
      const kept = /^(preserve|break)/.test(styleOf(parent).whiteSpaceCollapse);
      const text = kept ? child.data : child.data.replace(/\s+/g, ' ');
      if (!child.data.trim()) { if (open) open.text += text; continue; }
      if (isHidden(parent)) continue;
      const range = document.createRange(); range.selectNodeContents(child);
      const seen = [...range.getClientRects()].some(r => r.width > 1 && r.height > 1 && r.right > 0 && r.left < width && r.bottom + scrollY > 0);
      if (!seen) continue;
      const block = blockOf(parent);
      if (open && last === block) open.text += text;
      else { open = {text: text, path: path(block)}; lines.push(open); last = block; }
    } else if (child.nodeType === 1 && !skipped.has(child.tagName)) {
      if (child.tagName === 'BR') { if (open) open.text += '\n'; continue; }
      const s = styleOf(child);
      if (s.display === 'none') continue;
      if (isHidden(child)) { if (s.visibility === 'visible') continue; }
      // What is out of the flow parts no line: a popup, or words for screen readers only.
      const away = s.position === 'absolute' || s.position === 'fixed';
      const before = [last, open];
      if (!isInline(child)) { last = null; open = null; }
      walk(child.shadowRoot || child);
      if (away) [last, open] = before;
      else if (!isInline(child)) { last = null; open = null; }
    }
  }
};
if (document.body) walk(document.body);
return lines.map(l => [l.path, l.text]);
"""

Line = tuple[tuple[int, ...], str]
"""The block containers around a line, outermost first, as numbers; and its text, `<br>` as a newline."""


class Browser:
    """Headless Chromium without scripts of the page and without a net; its answers are kept in a folder."""

    def __init__(self, cache: Path) -> None:
        self.cache = cache
        self.driver: Any = None
        cache.mkdir(parents=True, exist_ok=True)

    def lines(self, name: str, page: Path) -> list[Line]:
        """Return the lines that the file *page* shows."""
        kept = self.cache / f"{name}.json"
        if not kept.exists():
            kept.write_text(json.dumps(self._ask(page)), "utf-8")
        return [(tuple(path), text) for path, text in json.loads(kept.read_text("utf-8"))]

    def _ask(self, page: Path) -> list[Any]:
        from selenium.common.exceptions import TimeoutException

        if self.driver is None:
            self.driver = _start()
        with tempfile.NamedTemporaryFile(suffix=".html") as copy:
            # Pages were saved without the header that named their charset.
            data = page.read_bytes()
            copy.write(codecs.BOM_UTF8 + data if is_utf8(data) else data)
            copy.flush()
            try:
                self.driver.get(Path(copy.name).as_uri())
            except TimeoutException:
                self.driver.execute_script("window.stop()")
            return list(self.driver.execute_script(COLLECT))

    def close(self) -> None:
        """End the browser."""
        if self.driver is not None:
            self.driver.quit()


def is_utf8(data: bytes) -> bool:
    """Return whether *data* is UTF-8 throughout."""
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _start() -> Any:
    from selenium import webdriver

    options = webdriver.ChromeOptions()
    options.binary_location = "/usr/bin/chromium"
    options.page_load_strategy = "eager"
    for flag in ("headless", "no-sandbox", "disable-gpu", "disable-background-networking", "disable-sync"):
        options.add_argument(f"--{flag}")
    options.add_argument("--host-resolver-rules=MAP * ~NOTFOUND")
    options.add_argument("--window-size=1280,1000")
    driver = webdriver.Chrome(options=options, service=webdriver.ChromeService("/usr/bin/chromedriver"))
    driver.set_page_load_timeout(15)
    driver.execute_cdp_cmd("Emulation.setScriptExecutionDisabled", {"value": True})
    return driver


def within(lines: list[Line], said: set[tuple[str, ...]], grams: Any) -> Iterator[str]:
    """Yield the text of the lines in the smallest box that holds nine tenths of the word groups *said*."""
    total: dict[int, int] = {}
    depth: dict[int, int] = {}
    everything = 0
    for path, text in lines:
        found = sum(gram in said for gram in grams(text))
        everything += found
        for level, element in enumerate(path):
            total[element] = total.get(element, 0) + found
            depth[element] = level
    holding = [element for element, found in total.items() if found >= 0.9 * everything]
    box = max(holding, key=lambda element: depth[element], default=None)
    yield from (text for path, text in lines if box is None or box in path)
