"""What axe sees of a page in each way of reading, and whether it can be read without scrolling sideways.

The structure of a page is the same in every mode; what a mode changes is colour and size. So each page is examined
whole once in Chinese and once in English, and in the other modes by the rules that look at colour and size.
"""

from collections.abc import Sequence
from typing import Any

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from .window import NARROW, WIDE

SEEN = ["color-contrast", "target-size", "link-in-text-block", "scrollable-region-focusable"]
MODES = ("elder", "contrast", "grey", "elder contrast", "standard grey")
HARDEST = ("elder contrast",)
"""The largest letters and the strongest colours together: what a further page of a kind is seen in."""
SCRIPT = Axe().axe_script
CHINESE = """() => {
  const han = /[\\u3400-\\u9fff]/, found = [];
  const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node; (node = walk.nextNode());) {
    const box = node.parentElement;
    if (han.test(node.data) && !box.closest('[lang^=zh], script, style, [translate=no]')) found.push(node.data.trim());
  }
  for (const box of document.body.querySelectorAll('[aria-label], [alt], [title]'))
    for (const name of ['aria-label', 'alt', 'title'])
      if (han.test(box.getAttribute(name) || '') && !box.closest('[lang^=zh]')) found.push(box.getAttribute(name));
  return found;
}"""


def examine(page: Page, *, only: list[str] | None = None) -> list[str]:
    """Violations, one line each."""
    if not page.evaluate("typeof axe === 'object'"):
        page.evaluate(SCRIPT)
    options: dict[str, Any] = {"resultTypes": ["violations"]}
    if only:
        options["runOnly"] = {"type": "rule", "values": only}
    found = page.evaluate("options => axe.run(document, options).then(said => said.violations)", options)
    return [f"{one['id']}: {node['html'][:110]}" for one in found for node in one["nodes"]]


def wide_faults(page: Page, width: int) -> list[str]:
    """Sideways scrolling, and what causes it."""
    page.set_viewport_size({"width": width, "height": 900})
    reach = page.evaluate("document.fonts.ready.then(() => document.documentElement.scrollWidth)")
    if reach <= width:
        return []
    guilty = page.evaluate(
        "[...document.querySelectorAll('body *')].filter(e => e.getBoundingClientRect().right > innerWidth + 1)"
        ".slice(0, 3).map(e => e.tagName + '.' + e.className)"
    )
    return [f"{reach} px wide at {width}: {guilty}"]


def in_every_mode(page: Page, modes: Sequence[str] = MODES) -> list[str]:
    """The page as it stands, at both widths, then in these modes of display, or in all there are."""
    faults = [f"{width}: {fault}" for width in (WIDE, NARROW) for fault in _at(page, width)]
    before = page.evaluate("document.documentElement.className")
    for mode in modes:
        page.evaluate("mode => { document.documentElement.className = mode }", mode)
        faults += [f"{mode}: {fault}" for fault in wide_faults(page, NARROW)]
        faults += [f"{mode}: {fault}" for fault in examine(page, only=SEEN)]
    page.evaluate("before => { document.documentElement.className = before }", before)
    return faults


def _at(page: Page, width: int) -> list[str]:
    sideways = wide_faults(page, width)
    return sideways + examine(page, only=None if width == WIDE else SEEN)


def in_english(page: Page) -> list[str]:
    """Wide and narrow; nothing left in Chinese that does not say so."""
    faults = wide_faults(page, NARROW) + examine(page)
    return faults + [f"left in Chinese: {text[:60]}" for text in page.evaluate(CHINESE)]
