"""正文编辑器：the packaged editor with our schema, our words and without injected styles."""

from typing import Any

from django.forms import Script
from django_prose_editor.widgets import ProseEditorWidget, importmap
from js_asset import Media


class BodyEditor(ProseEditorWidget):  # type: ignore[misc]
    """正文编辑框：a textarea with HTML that becomes an editor where scripts run."""

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__({"rows": 24, "lang": "zh-CN", **(attrs or {})}, preset="office", config={"office": True})

    @property
    def media(self) -> Media:
        """脚本和样式：the package's editor, set up by our own module."""
        styles = ["django_prose_editor/material-icons.css", "django_prose_editor/editor.css", "office/editor.css"]
        return Media(importmap=importmap, css={"all": styles}, js=[Script("office/editor.js", type="module")])
