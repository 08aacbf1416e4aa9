"""字段：fields every form of the office shares."""

from typing import Any

from django import forms
from django.forms import Form

from gongkai.foundation.errors import Refusal

BAD_DAY = "日期写法不对。请按 2026-03-02 的样子填写。"


class LongText(forms.CharField):
    """多行文字：the line ends of the web made plain again."""

    def __init__(self, *, rows: int = 3, **more: Any) -> None:
        super().__init__(widget=forms.Textarea(attrs={"rows": rows}), **more)

    def to_python(self, value: Any) -> str:
        """Text with single line ends."""
        return str(super().to_python(value)).replace("\r\n", "\n").replace("\r", "\n")


class Day(forms.DateField):
    """日期：a calendar day, asked for with the browser's own control."""

    def __init__(self, **more: Any) -> None:
        widget = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
        more.setdefault("error_messages", {"invalid": BAD_DAY})
        super().__init__(widget=widget, input_formats=["%Y-%m-%d", "%Y/%m/%d", "%Y.%m.%d", "%Y年%m月%d日"], **more)


class ShortText(forms.CharField):
    """一行文字：with the sentence for what is too long; `longest` in characters."""

    def __init__(self, *, label: str, longest: int, **more: Any) -> None:
        self.longest = longest
        super().__init__(label=label, **more)

    def clean(self, value: Any) -> str:
        """The text, unless it is too long for its column."""
        text = str(super().clean(value))
        if len(text) > self.longest:
            raise forms.ValidationError(f"“{self.label}”最多{self.longest}个字，现有{len(text)}个。请精简后再保存。")
        return text


def short_text(label: str, longest: int, *, required: bool = False, help_text: str = "") -> ShortText:
    """一行文字：a field of at most so many characters."""
    return ShortText(label=label, longest=longest, required=required, help_text=help_text)


def refuse(form: Form, refusal: Refusal, *, field: str = "") -> None:
    """写上拒绝：the refusal's sentence at its field, or above the form when it has none here."""
    name = field or refusal.field or ""
    form.add_error(name if name in form.fields else None, refusal.sentence)
