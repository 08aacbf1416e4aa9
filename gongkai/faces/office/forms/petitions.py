"""信访的表单：what a clerk enters of a letter or a visit, and what handlers read of a sealed petition."""

from collections.abc import Iterable
from typing import Any

from django import forms

from gongkai.faces.office.forms.fields import Day, LongText
from gongkai.faces.office.mailing import Letter
from gongkai.law.codes import appeal_matters
from gongkai.law.matters import level_of
from gongkai.programmes.petitions.contents import CHANNELS, LONGEST, Matter, Petitioner
from gongkai.programmes.petitions.rules import SORTS

BY_CLERK = ("mail", "counter", "phone", "web")
SET_IN = "　"


def _line(label: str, key: str, help_text: str = "") -> forms.CharField:
    return forms.CharField(label=label, required=False, max_length=LONGEST[key], help_text=help_text)


def matters() -> list[tuple[str, str]]:
    """事项领域：the list as a tree, those below set in."""
    return [(one.code, SET_IN * (level_of(one.code) - 1) + one.name) for one in appeal_matters]


class PetitionForm(forms.Form):
    """登记信访事项：when and how it came, what is asked, by whom."""

    use_required_attribute = False
    organ = forms.ChoiceField(label="受理机关")
    channel = forms.ChoiceField(
        label="来源", choices=[(key, CHANNELS[key]) for key in BY_CLERK], widget=forms.RadioSelect, initial="mail"
    )
    received_on = Day(label="收到日期", required=False, help_text="十五日的期限自收到的次日起算。")
    sort = forms.ChoiceField(label="类别", choices=list(SORTS.items()), required=False, widget=forms.RadioSelect)
    matter = forms.ChoiceField(label="领域", required=False, help_text="选最贴近的一项；拿不准的，选上一级。")
    text = LongText(label="请求、事实和理由", required=False, rows=8, help_text="照原信记；不加评论。")
    name = _line("姓名（名称）", "name")
    address = _line("住址", "address", "书面告知寄往这里。")
    contact = _line("联系方式", "contact")
    confidential = forms.BooleanField(
        label="信访人要求保密",
        required=False,
        help_text="检举控告一律保密，不用勾选：原文加密，承办机关只看到承办内容。",
    )

    def __init__(
        self, said: Any = None, *, organs: Iterable[tuple[str, str]], first: dict[str, Any] | None = None
    ) -> None:
        super().__init__(said, initial=first)
        for name, choices in (("organ", list(organs)), ("matter", [("", "请选择"), *matters()])):
            field = self.fields[name]
            assert isinstance(field, forms.ChoiceField)
            field.choices = choices

    @staticmethod
    def of_letter(letter: Letter) -> dict[str, Any]:
        """来信填好的：what a letter says already."""
        text, name, contact = letter.text[: LONGEST["text"]], letter.name[: LONGEST["name"]], letter.address
        return {
            "channel": "mail", "received_on": letter.came_on, "text": text, "name": name,
            "contact": contact[: LONGEST["contact"]],
        }  # fmt: skip

    def told(self) -> Matter:
        """所说的事。"""
        said = self.cleaned_data
        return Matter(said["sort"], said["matter"], said["text"], confidential=said["confidential"])

    def petitioner(self) -> Petitioner:
        """信访人。"""
        return Petitioner(**{name: self.cleaned_data[name] for name in ("name", "address", "contact")})


class HandedForm(forms.Form):
    """承办内容：what handlers read of a sealed petition."""

    use_required_attribute = False
    text = LongText(
        label="承办内容", required=False, rows=5, help_text="写明办理所需要的事实，不写信访人是谁、怎么知道的。"
    )


class TurnForm(forms.Form):
    """转为信访事项：which message, and of which sort it is."""

    use_required_attribute = False
    message = forms.CharField(label="热线诉求编号", required=False, max_length=60)
    sort = forms.ChoiceField(label="类别", choices=list(SORTS.items()), required=False, widget=forms.RadioSelect)


class PetitionQueueForm(forms.Form):
    """筛选：state and words."""

    use_required_attribute = False
    state = forms.ChoiceField(label="状态", required=False)
    words = forms.CharField(label="编号、类别或者领域", required=False, max_length=100)
