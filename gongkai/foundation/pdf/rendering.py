"""绘页：a page as a picture, never larger than a bound."""

import pypdfium2
from PIL import Image

_PIXELS = 40_000_000
_INCH = 72


def rendered(document: pypdfium2.PdfDocument, index: int, dpi: int = 200) -> Image.Image:
    """绘页：counted from 0, upright, in colour; at fewer dots per inch where the page is very large."""
    page = document[index]
    try:
        width, height = page.get_size()
        scale = dpi / _INCH
        if width * height * scale * scale > _PIXELS:
            scale = (_PIXELS / (width * height)) ** 0.5
        picture: Image.Image = page.render(scale=scale, may_draw_forms=True).to_pil()
        return picture.convert("RGB")
    finally:
        page.close()
